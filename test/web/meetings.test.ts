import { makeSite } from '../support/site.ts'
import { meetingsCases } from './meetings.cases.ts'

meetingsCases(makeSite)
