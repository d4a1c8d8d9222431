import { makeSite } from '../support/edge/site.ts'
import { importCases } from './import.cases.ts'

importCases(makeSite)
