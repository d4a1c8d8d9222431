import { makeSite } from '../support/site.ts'
import { proposalCases } from './proposals.cases.ts'

proposalCases(makeSite)
