import { makeSite } from '../support/edge/site.ts'
import { jointCases } from './joint.cases.ts'

jointCases(makeSite)
