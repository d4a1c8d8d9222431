import { makeSite } from '../support/site.ts'
import { jointCases } from './joint.cases.ts'

jointCases(makeSite)
