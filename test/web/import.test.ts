import { makeSite } from '../support/site.ts'
import { importCases } from './import.cases.ts'

importCases(makeSite)
