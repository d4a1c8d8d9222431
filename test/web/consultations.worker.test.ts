import { makeSite } from '../support/edge/site.ts'
import { consultationCases } from './consultations.cases.ts'

consultationCases(makeSite)
