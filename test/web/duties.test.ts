import { makeSite } from '../support/site.ts'
import { dutyCases } from './duties.cases.ts'

dutyCases(makeSite)
