import { makeSite } from '../support/edge/site.ts'
import { waysCases } from './ways.cases.ts'

waysCases(makeSite)
