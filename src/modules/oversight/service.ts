import type { Deps } from '../../app-env.ts'
import { type LogVerdict, listEntries, verifyLog } from '../../audit/index.ts'
import { type Actor, japanDate } from '../../core/index.ts'
import { programme } from '../../programmes/index.ts'
import { availableMoves, type CaseEvent, caseDeadline, casesOfOrganisation, eventsOfOrganisation, rolesInCase } from '../proposals/index.ts'
import { ledgerOf } from '../provision/index.ts'
import { entriesOf } from '../register/index.ts'
import type { DeskRow } from './model.ts'
import { checkMayAudit, checkMaySeeDesk } from './permissions.ts'
import { byUrgency } from './rules.ts'

/** The organisation's cases for one official: what to do oneself, and what waits for others. Most urgent first. */
export async function openDesk(deps: Deps, actor: Actor | undefined, organisationId: string) {
  checkMaySeeDesk(actor, organisationId)
  const [cases, events] = await Promise.all([casesOfOrganisation(deps.db, organisationId), eventsOfOrganisation(deps.db, organisationId)])
  const entries = await entriesOf(deps.db, organisationId, [...new Set(cases.map(({ entryId }) => entryId))])
  const names = new Map(entries.map(({ id, name }) => [id, name]))
  const eventsByCase = new Map<string, CaseEvent[]>()
  for (const event of events) {
    const known = eventsByCase.get(event.caseId)
    if (known) known.push(event)
    else eventsByCase.set(event.caseId, [event])
  }
  const rows = cases
    // A case of one's own organisation as proposer is on the other side of the desk.
    .filter((theCase) => !rolesInCase(actor, theCase).includes('proposer'))
    .map((theCase): DeskRow => {
      const loaded = {
        theCase,
        events: eventsByCase.get(theCase.id) ?? [],
        programme: programme(theCase.programmeId, theCase.programmeVersion),
      }
      return {
        theCase,
        fileName: names.get(theCase.entryId) ?? '',
        state: loaded.programme.states[theCase.state],
        moves: availableMoves(actor, loaded),
        dueOn: caseDeadline(loaded),
        since: loaded.events.at(-1)?.at ?? theCase.createdAt,
      }
    })
    .sort(byUrgency)
  return { rows, today: japanDate(deps.clock()) }
}

/** Lines of the public ledger of provisions. */
export const openLedger = async (deps: Deps, organisationId: string) =>
  (await ledgerOf(deps.db, organisationId)).flatMap(({ ledger, confirmedAt }) =>
    ledger && confirmedAt !== null ? [{ ...ledger, providedOn: japanDate(confirmedAt) }] : [],
  )

const MOST_ENTRIES = 200

/** Entries that anybody may see, newest first, with the receipt numbers of the cases they speak of. */
export async function publicLog(deps: Deps, organisationId: string) {
  return withReceipts(deps, organisationId, await listEntries(deps.db, organisationId, { limit: MOST_ENTRIES }))
}

/** The whole log of the organisation, for auditors. */
export async function wholeLog(deps: Deps, actor: Actor | undefined, organisationId: string) {
  checkMayAudit(actor, organisationId)
  return withReceipts(deps, organisationId, await listEntries(deps.db, organisationId, { all: true, limit: MOST_ENTRIES }))
}

/** Recomputes the log of the whole deployment: it is one chain. */
export async function verifyWholeLog(deps: Deps, actor: Actor | undefined, organisationId: string): Promise<LogVerdict> {
  checkMayAudit(actor, organisationId)
  return verifyLog(deps)
}

async function withReceipts(deps: Deps, organisationId: string, entries: Awaited<ReturnType<typeof listEntries>>) {
  const receipts = new Map(
    (await casesOfOrganisation(deps.db, organisationId)).map(({ id, receiptNumber }) => [`proposal:${id}`, receiptNumber]),
  )
  return entries.map((entry) => ({ ...entry, receiptNumber: receipts.get(entry.subject) ?? null }))
}
