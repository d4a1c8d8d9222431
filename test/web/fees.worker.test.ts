import { makeSite } from '../support/edge/site.ts'
import { feeCases } from './fees.cases.ts'

feeCases(makeSite)
