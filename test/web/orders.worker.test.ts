import { makeSite } from '../support/edge/site.ts'
import { orderCases } from './orders.cases.ts'

orderCases(makeSite)
