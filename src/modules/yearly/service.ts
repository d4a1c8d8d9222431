import type { Deps } from '../../app-env.ts'
import type { Actor } from '../../core/index.ts'
import { questionsIn } from '../calls/index.ts'
import { consultationsOf } from '../consultations/index.ts'
import { paymentsOf } from '../fees/index.ts'
import { casesOfOrganisation, eventsOfOrganisation, programmeOfCase } from '../proposals/index.ts'
import { ledgerOf } from '../provision/index.ts'
import { callsOf, versionMarks } from '../register/index.ts'
import type { Happened } from './model.ts'
import { checkMaySeeFigures } from './permissions.ts'

/** Everything that was written down in an organisation. @throws {NotFound} to those who may not know its figures */
export async function happenedIn(deps: Deps, actor: Actor | undefined, organisationId: string): Promise<Happened> {
  checkMaySeeFigures(actor, organisationId)
  const { db } = deps
  const [versions, calls, questions, consultations, cases, events, payments, provisions] = await Promise.all([
    versionMarks(db, organisationId),
    callsOf(db, organisationId),
    questionsIn(db, organisationId),
    consultationsOf(db, organisationId),
    casesOfOrganisation(db, organisationId),
    eventsOfOrganisation(db, organisationId),
    paymentsOf(db, organisationId),
    ledgerOf(db, organisationId),
  ])
  const byCase = new Map<string, typeof events>()
  for (const event of events) byCase.set(event.caseId, [...(byCase.get(event.caseId) ?? []), event])
  return {
    ...{ versions, calls, questions, consultations, payments, provisions },
    cases: cases.map((theCase) => ({ kind: theCase.kind, programme: programmeOfCase(theCase), events: byCase.get(theCase.id) ?? [] })),
  }
}
