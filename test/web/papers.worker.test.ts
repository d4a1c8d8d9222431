import { makeSite } from '../support/edge/site.ts'
import { paperCases } from './papers.cases.ts'

paperCases(makeSite)
