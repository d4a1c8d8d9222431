import { makeSite } from '../support/site.ts'
import { programmeCases } from './programmes.cases.ts'

programmeCases(makeSite)
