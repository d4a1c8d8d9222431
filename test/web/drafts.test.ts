import { makeSite } from '../support/site.ts'
import { draftCases } from './drafts.cases.ts'

draftCases(makeSite)
