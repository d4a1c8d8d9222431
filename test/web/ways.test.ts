import { makeSite } from '../support/site.ts'
import { waysCases } from './ways.cases.ts'

waysCases(makeSite)
