import { makeSite } from '../support/site.ts'
import { screeningCases } from './screening.cases.ts'

screeningCases(makeSite)
