import { makeSite } from '../support/site.ts'
import { registerCases } from './register.cases.ts'

registerCases(makeSite)
