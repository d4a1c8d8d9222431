import { makeSite } from '../support/edge/site.ts'
import { paperCases } from './paper.cases.ts'

paperCases(makeSite)
