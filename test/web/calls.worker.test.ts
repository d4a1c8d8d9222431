import { makeSite } from '../support/edge/site.ts'
import { callCases } from './calls.cases.ts'

callCases(makeSite)
