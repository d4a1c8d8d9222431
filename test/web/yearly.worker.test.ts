import { makeSite } from '../support/edge/site.ts'
import { yearlyCases } from './yearly.cases.ts'

yearlyCases(makeSite)
