import { makeSite } from '../support/site.ts'
import { yearlyCases } from './yearly.cases.ts'

yearlyCases(makeSite)
