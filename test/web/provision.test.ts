import { makeSite } from '../support/site.ts'
import { provisionCases } from './provision.cases.ts'

provisionCases(makeSite)
