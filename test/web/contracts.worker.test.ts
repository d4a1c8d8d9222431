import { makeSite } from '../support/edge/site.ts'
import { contractCases } from './contracts.cases.ts'

contractCases(makeSite)
