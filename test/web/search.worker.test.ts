import { makeSite } from '../support/edge/site.ts'
import { searchCases } from './search.cases.ts'

searchCases(makeSite)
