import { makeSite } from '../support/site.ts'
import { termCases } from './terms.cases.ts'

termCases(makeSite)
