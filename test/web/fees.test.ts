import { makeSite } from '../support/site.ts'
import { feeCases } from './fees.cases.ts'

feeCases(makeSite)
