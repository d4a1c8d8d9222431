import { makeSite } from '../support/edge/site.ts'
import { processingCases } from './processing.cases.ts'

processingCases(makeSite)
