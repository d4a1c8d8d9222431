import { makeSite } from '../support/edge/site.ts'
import { provisionCases } from './provision.cases.ts'

provisionCases(makeSite)
