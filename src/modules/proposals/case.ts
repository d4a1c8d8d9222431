import { and, eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, Conflict, japanDate, NotFound, type Refusal, type Result, type Role, unlessConflict } from '../../core/index.ts'
import type { Statement } from '../../platform/database.ts'
import { kindOf, type Programme, programme, type Transition, targetOf, transition } from '../../programmes/index.ts'
import { noticesOfMove } from '../notices/index.ts'
import { knowProgramme } from '../programmes/index.ts'
import type { Case, LoadedCase } from './model.ts'

export type { LoadedCase } from './model.ts'

import { partiesOf } from './joint.ts'
import { jointIdOf, maySeeCase, mayWrite, rolesInCase } from './permissions.ts'
import { caseEvents, proposals } from './schema.ts'
import { caseFacts, pastMoves } from './steps.ts'
import { eventsOf, findCase, recusedFrom } from './store.ts'

/** The actor of steps that no person makes (a runner's result). It holds the roles it is given here, nowhere else. */
export const SYSTEM_ACTOR = 'system'

/** Loads a case that the actor may see. @throws {NotFound} also if it is another's */
export async function loadCase(deps: Deps, actor: Actor | undefined, organisationId: string, caseId: string): Promise<LoadedCase> {
  const theCase = await findCase(deps.db, organisationId, caseId)
  if (!theCase || !maySeeCase(actor, theCase)) throw new NotFound('proposal')
  // Whoever has an interest in a case sees nothing of it from the day that was said.
  if (actor && (await recusedFrom(deps.db, organisationId, actor.userId)).has(caseId)) throw new NotFound('proposal')
  return withHistory(deps, theCase)
}

/** Loads a case for a step of the system itself, such as a runner's. */
export async function loadCaseForSystem(deps: Deps, organisationId: string, caseId: string): Promise<LoadedCase> {
  const theCase = await findCase(deps.db, organisationId, caseId)
  if (!theCase) throw new NotFound('proposal')
  return withHistory(deps, theCase)
}

async function withHistory(deps: Deps, theCase: Case): Promise<LoadedCase> {
  await knowProgramme(deps.db, theCase.organisationId, theCase.programmeId, theCase.programmeVersion)
  const joint = partiesOf(theCase).map(({ name, address, representative }) => ({ name, address, representative: representative || null }))
  return {
    theCase: joint.length > 0 ? { ...theCase, content: { ...theCase.content, joint } } : theCase,
    events: await eventsOf(deps.db, theCase.organisationId, theCase.id),
    programme: programmeOfCase(theCase),
    today: japanDate(deps.clock()),
  }
}

/** The law under which the case was filed, as it holds for its kind. The version must be known (knowProgramme). */
export const programmeOfCase = ({
  programmeId,
  programmeVersion,
  kind,
}: Pick<Case, 'programmeId' | 'programmeVersion' | 'kind'>): Programme => kindOf(programme(programmeId, programmeVersion), kind)

export interface Move {
  action: string
  /** shown to the proposer and the officials */
  reason?: string
  /** facts of the case that the move records: the tier */
  caseFacts?: Record<string, string>
  /** what the move carries, kept with its event; never a personal value of a resident */
  data?: Record<string, unknown>
  /** names of what is handed in, checked against the programme's `needs` */
  given?: string[]
  /** facts for the audit log */
  facts?: Record<string, string | number | boolean | null>
  /** further columns of the case to set */
  set?: Partial<Pick<Case, 'content' | 'receiptNumber' | 'proposerName'>>
  /** further writes of the same transaction, built anew for each try */
  effects?: (context: { at: number; transition: Transition }) => Statement[]
  /** "table.column" of unique constraints whose breach means that another was first */
  unique?: string[]
}

/**
 * Moves a case by one action of its programme: the only way a state changes. The event, the new state, the effects and
 * the audit entry are one transaction.
 *
 * Refusals: those of the programme's table (unknown-action, wrong-state, role-not-permitted, four-eyes,
 * opinions-not-heard, missing-need) and changed-meanwhile.
 */
export async function moveCase(
  deps: Deps,
  actor: Actor | typeof SYSTEM_ACTOR,
  loaded: LoadedCase,
  move: Move,
): Promise<Result<{ state: string; at: number }>> {
  const { theCase, events } = loaded
  const found = checkMove(actor, loaded, move)
  if (!found.ok) return found
  const step = found.value
  const toState = targetOf(step, theCase.state)
  const at = deps.clock()
  const actorId = actor === SYSTEM_ACTOR ? SYSTEM_ACTOR : actor.userId
  const version = theCase.version + 1
  if (events.length !== theCase.version) throw new Conflict('case_events.version')
  const receiptNumber = move.set?.receiptNumber ?? theCase.receiptNumber
  // A draft is its proposer's alone: nobody is told of it.
  const told = receiptNumber
    ? await noticesOfMove(deps, theCase, loaded.programme, {
        ...{ state: toState, receiptNumber, version, at, actorId },
        act: step,
      })
    : () => []
  return unlessConflict({ code: 'changed-meanwhile' }, async () => {
    await writeWithAudit(
      deps,
      [
        {
          organisationId: theCase.organisationId,
          actorId,
          type: step.event,
          subject: `proposal:${theCase.id}`,
          facts: { action: step.action, from: theCase.state, to: toState, version, ...move.facts },
          isPublic: step.public ?? false,
        },
      ],
      () => [
        deps.db.insert(caseEvents).values({
          caseId: theCase.id,
          version,
          organisationId: theCase.organisationId,
          at,
          actorId,
          action: step.action,
          event: step.event,
          fromState: theCase.state,
          toState,
          reason: move.reason ?? null,
          data: move.caseFacts ? { ...move.data, caseFacts: move.caseFacts } : (move.data ?? null),
        }),
        deps.db
          .update(proposals)
          .set({ state: toState, version, updatedAt: at, ...move.set })
          .where(and(eq(proposals.id, theCase.id), eq(proposals.version, theCase.version))),
        ...(move.effects?.({ at, transition: step }) ?? []),
        ...told(),
      ],
      { unique: ['case_events.version', ...(move.unique ?? [])] },
    )
    return { state: toState, at }
  })
}

/** What the desk that took a paper in records alone; the rest of what its proposer does also who keeps the contract. */
const DESK_ALONE: readonly string[] = ['submit', 'resubmit', 'withdraw']

/** One proposer acts for all; where it acts on paper, the office writes down what it did. */
function actingRoles(actor: Actor, theCase: Case, action: string): Role[] {
  if (jointIdOf(actor, theCase)) return []
  const roles = rolesInCase(actor, theCase)
  const records = mayWrite(actor, theCase) || (roles.includes('contract-officer') && !DESK_ALONE.includes(action))
  return theCase.paper !== null && records ? [...roles, 'proposer'] : roles
}

/** Whether the actor could make this move now: for buttons, and before expensive work. */
export function checkMove(
  actor: Actor | typeof SYSTEM_ACTOR,
  loaded: LoadedCase,
  move: Pick<Move, 'action' | 'given' | 'caseFacts'>,
): Result<Transition> {
  const { theCase, events, programme: itsProgramme } = loaded
  const step = itsProgramme.transitions.find(({ action }) => action === move.action)
  return transition(itsProgramme, theCase.state, move.action, {
    roles: actor === SYSTEM_ACTOR ? (step?.roles ?? []) : actingRoles(actor, theCase, move.action),
    actorId: actor === SYSTEM_ACTOR ? SYSTEM_ACTOR : actor.userId,
    history: pastMoves(events),
    given: move.given,
    facts: { ...caseFacts(loaded), ...move.caseFacts },
  })
}

/** The actions that the actor may take now, in the programme's order. */
export const availableMoves = (actor: Actor, loaded: LoadedCase): Transition[] =>
  loaded.programme.transitions.filter(({ action }) => checkMove(actor, loaded, { action }).ok)

/** Refusals as values, for callers that collect their own first. */
export const refusalsOf = (result: Result<unknown>): Refusal[] => (result.ok ? [] : result.refusals)
