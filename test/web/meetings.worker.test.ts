import { makeSite } from '../support/edge/site.ts'
import { meetingsCases } from './meetings.cases.ts'

meetingsCases(makeSite)
