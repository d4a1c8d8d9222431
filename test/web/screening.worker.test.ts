import { makeSite } from '../support/edge/site.ts'
import { screeningCases } from './screening.cases.ts'

screeningCases(makeSite)
