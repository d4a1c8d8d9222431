import { makeSite } from '../support/site.ts'
import { invitationCases } from './invitations.cases.ts'

invitationCases(makeSite)
