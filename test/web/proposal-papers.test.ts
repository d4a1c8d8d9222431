import { makeSite } from '../support/site.ts'
import { proposalPaperCases } from './proposal-papers.cases.ts'

proposalPaperCases(makeSite)
