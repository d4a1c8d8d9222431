import { makeSite } from '../support/site.ts'
import { searchCases } from './search.cases.ts'

searchCases(makeSite)
