import { makeSite } from '../support/site.ts'
import { levelCases } from './levels.cases.ts'

levelCases(makeSite)
