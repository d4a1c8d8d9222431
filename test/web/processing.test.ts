import { makeSite } from '../support/site.ts'
import { processingCases } from './processing.cases.ts'

processingCases(makeSite)
