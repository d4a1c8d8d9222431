import { makeSite } from '../support/site.ts'
import { paperCases } from './paper.cases.ts'

paperCases(makeSite)
