import { makeSite } from '../support/site.ts'
import { paperCases } from './papers.cases.ts'

paperCases(makeSite)
