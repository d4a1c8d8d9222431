import { makeSite } from '../support/site.ts'
import { ledgerCases } from './ledger.cases.ts'

ledgerCases(makeSite)
