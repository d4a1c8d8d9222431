import type { Deps } from '../../app-env.ts'
import type { Actor } from '../../core/index.ts'
import { questionsIn } from '../calls/index.ts'
import { consultationsOf } from '../consultations/index.ts'
import { paymentsOf } from '../fees/index.ts'
import { type Case, type CaseEvent, casesOfOrganisation, eventsOfOrganisation, programmeOfCase } from '../proposals/index.ts'
import { ledgerOf } from '../provision/index.ts'
import { callsOf, versionMarks } from '../register/index.ts'
import type { CaseHistory, Happened } from './model.ts'
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
  return { ...{ versions, calls, questions, consultations, payments, provisions }, cases: historiesOf(cases, events) }
}

/** Cases with the moves of each. @param events - of all cases, oldest first */
export function historiesOf(cases: readonly Case[], events: readonly CaseEvent[]): CaseHistory[] {
  const byCase = new Map<string, CaseEvent[]>()
  for (const event of events) {
    const known = byCase.get(event.caseId)
    if (known) known.push(event)
    else byCase.set(event.caseId, [event])
  }
  return cases.map((theCase) => ({ kind: theCase.kind, programme: programmeOfCase(theCase), events: byCase.get(theCase.id) ?? [] }))
}
