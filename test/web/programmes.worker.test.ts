import { makeSite } from '../support/edge/site.ts'
import { programmeCases } from './programmes.cases.ts'

programmeCases(makeSite)
