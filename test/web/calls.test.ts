import { makeSite } from '../support/site.ts'
import { callCases } from './calls.cases.ts'

callCases(makeSite)
