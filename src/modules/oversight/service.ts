import type { Deps } from '../../app-env.ts'
import { type LogVerdict, listEntries, verifyLog } from '../../audit/index.ts'
import { type Actor, hasRole, japanDate } from '../../core/index.ts'
import { isDuty } from '../../programmes/index.ts'
import { endsOfUse } from '../contracts/index.ts'
import { madeDataOfCases } from '../made-data/index.ts'
import { ordersOf } from '../processing/index.ts'
import {
  availableMoves,
  awaitsErasure,
  type CaseEvent,
  caseClocks,
  caseDeadline,
  casesOfOrganisation,
  eventsOfOrganisation,
  programmeOfCase,
  recusedFrom,
  rolesInCase,
} from '../proposals/index.ts'
import { ledgerOf } from '../provision/index.ts'
import { entriesOf } from '../register/index.ts'
import { dutiesOf, type Office, orderDuties } from './duties.ts'
import type { DeskRow } from './model.ts'
import { checkMayAudit, checkMaySeeDesk } from './permissions.ts'
import { byUrgency, inStateSince, movesNow } from './rules.ts'

/** The organisation's cases for one official: what to do oneself, and what waits for others. Most urgent first. */
export async function openDesk(deps: Deps, actor: Actor | undefined, office: Office) {
  const organisationId = office.id
  checkMaySeeDesk(actor, organisationId)
  const today = japanDate(deps.clock())
  const [cases, events, orders, ends, duties, recused] = await Promise.all([
    casesOfOrganisation(deps.db, organisationId),
    eventsOfOrganisation(deps.db, organisationId),
    ordersOf(deps.db, organisationId),
    endsOfUse(deps.db, organisationId),
    dutiesOf(deps, actor, office, today),
    recusedFrom(deps.db, organisationId, actor.userId),
  ])
  const entries = await entriesOf(deps.db, organisationId, [...new Set(cases.map(({ entryId }) => entryId))])
  const orderOf = new Map(orders.map((order) => [order.caseId, order]))
  const names = new Map(entries.map(({ id, name }) => [id, name]))
  const eventsByCase = new Map<string, CaseEvent[]>()
  for (const event of events) {
    const known = eventsByCase.get(event.caseId)
    if (known) known.push(event)
    else eventsByCase.set(event.caseId, [event])
  }
  const rows = cases
    .filter(({ id }) => !recused.has(id))
    // A case of one's own organisation as proposer is on the other side of the desk.
    .filter((theCase) => !rolesInCase(actor, theCase).includes('proposer'))
    .map((theCase): DeskRow => {
      const loaded = {
        theCase,
        events: eventsByCase.get(theCase.id) ?? [],
        programme: programmeOfCase(theCase),
        today,
      }
      const moves = availableMoves(actor, loaded).filter(isDuty)
      const periodTo = ends.get(theCase.id)
      const late = caseClocks(loaded, today).filter(({ alert }) => alert === 'escalated')
      return {
        theCase,
        fileName: `${names.get(theCase.entryId) ?? ''}${theCase.madeDataId === null ? '' : '（作成済みのデータ）'}`,
        state: loaded.programme.states[theCase.state],
        moves: movesNow(moves, { orderState: orderOf.get(theCase.id)?.state, periodTo }, today),
        dueOn: caseDeadline(loaded) ?? (awaitsErasure(loaded.programme, theCase.state) ? (periodTo ?? null) : null),
        escalated: late.length > 0,
        answersForDelay: late.some(({ rule }) => hasRole(actor, organisationId, rule.escalatesTo)),
        since: inStateSince(loaded.events) ?? theCase.createdAt,
      }
    })
    .sort(byUrgency)
  const rowOf = new Map(rows.map((row) => [row.theCase.id, row]))
  return { rows, duties: [...duties, ...orderDuties(actor, organisationId, orders, (id) => rowOf.get(id))], today }
}

/** Lines of the public ledger of provisions. */
export async function openLedger(deps: Deps, organisationId: string) {
  const [lines, made] = await Promise.all([ledgerOf(deps.db, organisationId), madeDataOfCases(deps, organisationId)])
  return lines.flatMap(({ ledger, confirmedAt, caseId }) => {
    if (!ledger || confirmedAt === null) return []
    const data = made.get(caseId)
    return [{ ...ledger, providedOn: japanDate(confirmedAt), made: data, isCopy: data !== undefined && data.caseId !== caseId }]
  })
}

/** Entries on one page of a log. */
const PAGE = 100

/** Entries that anybody may see, newest first, with the receipt numbers of the cases they speak of. */
export const publicLog = (deps: Deps, organisationId: string, before?: number) => pageOfLog(deps, organisationId, { before })

/** The whole log of the organisation, for auditors. */
export async function wholeLog(deps: Deps, actor: Actor | undefined, organisationId: string, before?: number) {
  checkMayAudit(actor, organisationId)
  return pageOfLog(deps, organisationId, { before, all: true })
}

/** Recomputes the log of the whole deployment: it is one chain. */
export async function verifyWholeLog(deps: Deps, actor: Actor | undefined, organisationId: string): Promise<LogVerdict> {
  checkMayAudit(actor, organisationId)
  return verifyLog(deps)
}

async function pageOfLog(deps: Deps, organisationId: string, which: { before?: number; all?: boolean }) {
  const found = await listEntries(deps.db, organisationId, { ...which, limit: PAGE + 1 })
  const cases = await casesOfOrganisation(deps.db, organisationId)
  const receipts = new Map(cases.map(({ id, receiptNumber }) => [`proposal:${id}`, receiptNumber]))
  const entries = found.slice(0, PAGE).map((entry) => ({ ...entry, receiptNumber: receipts.get(entry.subject) ?? null }))
  return { entries, older: found.length > PAGE ? entries.at(-1)!.seq : null }
}
