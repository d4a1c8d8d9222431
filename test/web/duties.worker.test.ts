import { makeSite } from '../support/edge/site.ts'
import { dutyCases } from './duties.cases.ts'

dutyCases(makeSite)
