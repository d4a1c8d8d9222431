import { makeSite } from '../support/edge/site.ts'
import { preflightCases } from './preflight.cases.ts'

preflightCases(makeSite)
