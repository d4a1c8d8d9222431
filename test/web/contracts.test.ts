import { makeSite } from '../support/site.ts'
import { contractCases } from './contracts.cases.ts'

contractCases(makeSite)
