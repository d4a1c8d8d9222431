import { makeSite } from '../support/edge/site.ts'
import { levelCases } from './levels.cases.ts'

levelCases(makeSite)
