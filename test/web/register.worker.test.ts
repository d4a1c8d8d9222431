import { makeSite } from '../support/edge/site.ts'
import { registerCases } from './register.cases.ts'

registerCases(makeSite)
