import { makeSite } from '../support/edge/site.ts'
import { ledgerCases } from './ledger.cases.ts'

ledgerCases(makeSite)
