import { makeSite } from '../support/site.ts'
import { questionCases } from './questions.cases.ts'

questionCases(makeSite)
