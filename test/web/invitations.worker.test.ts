import { makeSite } from '../support/edge/site.ts'
import { invitationCases } from './invitations.cases.ts'

invitationCases(makeSite)
