import { makeSite } from '../support/site.ts'
import { orderCases } from './orders.cases.ts'

orderCases(makeSite)
