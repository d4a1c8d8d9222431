import { makeSite } from '../support/site.ts'
import { handoverCases } from './handover.cases.ts'

handoverCases(makeSite)
