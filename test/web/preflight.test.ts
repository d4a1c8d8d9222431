import { makeSite } from '../support/site.ts'
import { preflightCases } from './preflight.cases.ts'

preflightCases(makeSite)
