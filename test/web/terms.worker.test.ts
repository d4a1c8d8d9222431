import { makeSite } from '../support/edge/site.ts'
import { termCases } from './terms.cases.ts'

termCases(makeSite)
