import { makeSite } from '../support/site.ts'
import { consultationCases } from './consultations.cases.ts'

consultationCases(makeSite)
