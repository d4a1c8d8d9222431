import { makeSite } from '../support/edge/site.ts'
import { proposalCases } from './proposals.cases.ts'

proposalCases(makeSite)
