import { makeSite } from '../support/edge/site.ts'
import { questionCases } from './questions.cases.ts'

questionCases(makeSite)
