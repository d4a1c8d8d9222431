import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { peopleIn } from '../../auth/index.ts'
import { type Actor, hasRole, isStaffRole, NotFound, ok, type Result, ROLES, refused, unlessConflict } from '../../core/index.ts'
import { type Body, bodyStates, type Programme, rulingAction } from '../../programmes/index.ts'
import {
  caseFacts,
  checkMove,
  insertRecusal,
  type LoadedCase,
  loadCase,
  moveCase,
  pastMoves,
  recusalsOf,
  rolesInCase,
} from '../proposals/index.ts'
import {
  deleteMember,
  type GivenVote,
  insertMember,
  insertOpenedRound,
  type Member,
  membersOf,
  openedRoundsOf,
  votesOf,
} from './bodies-store.ts'
import { checkMaySeeScreening } from './permissions.ts'
import { LONGEST_TEXT } from './rules.ts'
import { allHaveVoted, type Decided, decide, voters } from './votes.ts'

/** One body in one case as it stands now. Opinions are here only once the round is open. */
export interface BodyInCase {
  body: Body
  stands: 'ruled' | 'asked' | 'waits' | 'not-needed'
  ruling: string | undefined
  members: (Member & { isRecused: boolean; hasVoted: boolean })[]
  /** everybody who may see the body's opinions sees them */
  isOpen: boolean
  votes: GivenVote[]
  /** what the body would rule as it stands; undefined while the round is closed */
  decided: Result<Decided> | undefined
}

/** The stay in the present state: named by the move that began it. */
export const roundOf = ({ events }: LoadedCase): number => events.findLast(({ fromState, toState }) => fromState !== toState)?.version ?? 0

export const standingOf = (loaded: LoadedCase) =>
  bodyStates(loaded.programme, loaded.theCase.state, pastMoves(loaded.events), caseFacts(loaded))

/** The bodies of the case's present state. */
export async function bodiesIn(deps: Deps, loaded: LoadedCase, present?: ReadonlySet<string>): Promise<BodyInCase[]> {
  const { organisationId, id: caseId, programmeId } = loaded.theCase
  const standing = standingOf(loaded)
  if (standing.length === 0) return []
  const [members, votes, opened, recusals] = await Promise.all([
    membersOf(deps.db, organisationId, programmeId),
    votesOf(deps.db, organisationId, caseId),
    openedRoundsOf(deps.db, organisationId, caseId),
    recusalsOf(deps.db, organisationId, caseId),
  ])
  const recused = new Set(recusals.map(({ userId }) => userId))
  const round = roundOf(loaded)
  return standing.map(({ body, stands, ruling }) => {
    const own = members.filter(({ bodyId }) => bodyId === body.id)
    const given = votes.filter((vote) => vote.bodyId === body.id && vote.round === round)
    const seats = { members: own, recused, present }
    const isOpen =
      !body.blind || stands === 'ruled' || opened.some((one) => one.bodyId === body.id && one.round === round) || allHaveVoted(seats, given)
    const able = new Set(voters(seats).map(({ userId }) => userId))
    return {
      ...{ body, stands, ruling, isOpen },
      members: own.map((member) => ({
        ...member,
        isRecused: recused.has(member.userId),
        hasVoted: given.some(({ userId }) => userId === member.userId),
      })),
      votes: isOpen ? given.filter(({ userId }) => able.has(userId)) : [],
      decided: isOpen && stands === 'asked' ? decide(body, seats, given) : undefined,
    }
  })
}

/** What officials see of the bodies of a case. @throws {NotFound} for everybody else */
export async function openBodies(deps: Deps, actor: Actor | undefined, organisationId: string, caseId: string) {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  checkMaySeeScreening(actor, loaded)
  const [bodies, recusals, officials] = await Promise.all([
    bodiesIn(deps, loaded),
    recusalsOf(deps.db, organisationId, caseId),
    peopleIn(deps.db, organisationId, ROLES.filter(isStaffRole)),
  ])
  const people = [...new Set([...bodies.flatMap(({ members }) => members.map(({ userId }) => userId)), ...officials])]
  return { actor, loaded, bodies, recusals, people, mayKeep: mayKeepBodies(actor, loaded) }
}

/** Screening officials keep the bodies of a case going: they open rounds, count, and record who has an interest. */
const mayKeepBodies = (actor: Actor, { theCase }: LoadedCase): boolean => rolesInCase(actor, theCase).includes('screening-officer')

/** Opens a blind round in which not everybody has given an opinion yet. */
export async function openRound(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  bodyId: string,
): Promise<Result<unknown>> {
  const { loaded, bodies, mayKeep } = await openBodies(deps, actor, organisationId, caseId)
  const found = bodies.find(({ body }) => body.id === bodyId)
  if (!found) throw new NotFound('body')
  if (!mayKeep) return refused({ code: 'role-not-permitted', facts: { action: 'open-round' } })
  if (found.stands !== 'asked' || found.isOpen) return refused({ code: 'changed-meanwhile' })
  await writeWithAudit(
    deps,
    [{ organisationId, actorId: actor.userId, type: 'round-opened', subject: `proposal:${caseId}`, facts: { body: bodyId } }],
    () => [insertOpenedRound(deps.db, { caseId, bodyId, round: roundOf(loaded), organisationId, by: actor.userId, at: deps.clock() })],
  )
  return ok(undefined)
}

/** Counts the opinions of a body and records what it ruled: a move of the case. */
export async function recordRuling(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  bodyId: string,
  meeting?: { id: string; present: ReadonlySet<string> },
): Promise<Result<unknown>> {
  const { loaded, recusals } = await openBodies(deps, actor, organisationId, caseId)
  const action = rulingAction(bodyId)
  const step = checkMove(actor, loaded, { action })
  if (!step.ok) return step
  const { body, decided } = (await bodiesIn(deps, loaded, meeting?.present)).find((one) => one.body.id === bodyId) ?? {}
  if (body?.meets && !meeting) return refused({ code: 'meets-only', facts: { body: body.label } })
  if (!decided) return refused({ code: 'round-not-open' })
  if (!decided.ok) return decided
  const { choice, by, votes, counts } = decided.value
  return moveCase(deps, actor, loaded, {
    action,
    given: ['votes'],
    data: { ruling: choice, by, votes, counts, recused: recusals.length, ...(meeting ? { meeting: meeting.id } : {}) },
    facts: { body: bodyId, ruling: choice, by, votes },
  })
}

/** Records that somebody has an interest in the case. From then on that person neither sees it nor counts. */
export async function recuse(deps: Deps, actor: Actor, loaded: LoadedCase, userId: string, typed: string): Promise<Result<unknown>> {
  const { organisationId, id: caseId } = loaded.theCase
  const reason = typed.trim()
  if (reason === '') return refused({ code: 'required', field: 'reason' })
  if (reason.length > LONGEST_TEXT) return refused({ code: 'too-long', field: 'reason', facts: { max: LONGEST_TEXT } })
  return unlessConflict({ code: 'recused-already', field: 'person' }, async () => {
    await writeWithAudit(
      deps,
      [{ organisationId, actorId: actor.userId, type: 'interest-recorded', subject: `proposal:${caseId}`, facts: { person: userId } }],
      () => [insertRecusal(deps.db, { caseId, userId, organisationId, reason, by: actor.userId, at: deps.clock() })],
      { unique: ['recusals.'] },
    )
  })
}

/** An official declares an interest, or the office records somebody else's. */
export async function recordRecusal(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: { person: string; reason: string },
): Promise<Result<unknown>> {
  const { loaded, people, mayKeep } = await openBodies(deps, actor, organisationId, caseId)
  if (!mayKeep && typed.person !== actor.userId) return refused({ code: 'role-not-permitted', facts: { action: 'recuse' } })
  if (!people.includes(typed.person)) return refused({ code: 'required', field: 'person' })
  return recuse(deps, actor, loaded, typed.person, typed.reason)
}

/** Who sits on the bodies of a programme: for the organisation's officials; kept by administrators. */
export async function openMembers(deps: Deps, actor: Actor | undefined, organisationId: string, programme: Programme) {
  if (!actor?.roles[organisationId]?.some(isStaffRole)) throw new NotFound('bodies')
  const [members, people] = await Promise.all([
    membersOf(deps.db, organisationId, programme.id),
    peopleIn(
      deps.db,
      organisationId,
      ROLES.filter((role) => role !== 'proposer'),
    ),
  ])
  return { actor, members, people, mayKeep: hasRole(actor, organisationId, 'administrator') }
}

/** Appoints somebody of the organisation to a body, or ends the appointment. */
export async function changeMember(
  deps: Deps,
  actor: Actor | undefined,
  organisationId: string,
  programme: Programme,
  bodyId: string,
  change: { person: string; isChair: boolean; leaves: boolean },
): Promise<Result<unknown>> {
  const { actor: who, members, people, mayKeep } = await openMembers(deps, actor, organisationId, programme)
  const body = programme.bodies.find(({ id }) => id === bodyId)
  if (!body) throw new NotFound('body')
  if (!mayKeep) return refused({ code: 'role-not-permitted', facts: { action: 'change-member' } })
  const own = members.filter((member) => member.bodyId === bodyId)
  const known = own.find(({ userId }) => userId === change.person)
  const row = { organisationId, programmeId: programme.id, bodyId, userId: change.person }
  if (change.leaves ? !known : !people.includes(change.person)) return refused({ code: 'required', field: `person-${bodyId}` })
  if (!change.leaves && known) return refused({ code: 'sits-already', field: `person-${bodyId}` })
  if (!change.leaves && change.isChair && own.some(({ isChair }) => isChair))
    return refused({ code: 'one-chair', field: `person-${bodyId}` })
  const type = change.leaves ? 'body-member-left' : 'body-member-appointed'
  const about = { actorId: who.userId, subject: `user:${change.person}`, facts: { body: bodyId, programme: programme.id } }
  return unlessConflict({ code: 'sits-already', field: `person-${bodyId}` }, async () => {
    await writeWithAudit(
      deps,
      [{ organisationId, type, ...about }],
      () => [
        change.leaves ? deleteMember(deps.db, row) : insertMember(deps.db, { ...row, isChair: change.isChair, addedAt: deps.clock() }),
      ],
      { unique: ['body_members.'] },
    )
  })
}
