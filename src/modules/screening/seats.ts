import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, hasRole, type IsoDate, japanDate, NotFound, ok, type Result, refused } from '../../core/index.ts'
import { rulingAction } from '../../programmes/index.ts'
import { caseDeadline, casesOfOrganisation, loadCaseForSystem, recusedFrom, rolesInCase } from '../proposals/index.ts'
import { entriesOf } from '../register/index.ts'
import { bodiesIn, recuse, roundOf, standingOf } from './bodies-service.ts'
import { meetingsAhead, seatsOf, upsertVote, votesOf } from './bodies-store.ts'
import { LONGEST_TEXT } from './rules.ts'
import { otherCases } from './service.ts'
import { type EarlierFinding, similarFindings } from './similar.ts'

/** A member's case: what it says and how far the body is. @throws {NotFound} for whoever does not sit in it, or has an interest */
export async function openSeat(deps: Deps, actor: Actor | undefined, organisationId: string, caseId: string, bodyId: string) {
  if (!actor) throw new NotFound('body')
  const [loaded, seats, recused] = await Promise.all([
    loadCaseForSystem(deps, organisationId, caseId),
    seatsOf(deps.db, organisationId, actor.userId),
    recusedFrom(deps.db, organisationId, actor.userId),
  ])
  const isSeated = seats.some((seat) => seat.bodyId === bodyId && seat.programmeId === loaded.theCase.programmeId)
  if (!isSeated || recused.has(caseId) || rolesInCase(actor, loaded.theCase).includes('proposer')) throw new NotFound('body')
  const found = (await bodiesIn(deps, loaded)).find(({ body }) => body.id === bodyId)
  if (!found || found.stands === 'waits' || found.stands === 'not-needed') throw new NotFound('body')
  const own = (await votesOf(deps.db, organisationId, caseId)).find(
    (vote) => vote.bodyId === bodyId && vote.round === roundOf(loaded) && vote.userId === actor.userId,
  )
  return { actor, loaded, seat: found, own }
}

/** Gives or changes one's opinion, with its reason. */
export async function giveVote(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  bodyId: string,
  typed: { choice: string; reason: string },
): Promise<Result<unknown>> {
  const { loaded, seat } = await openSeat(deps, actor, organisationId, caseId, bodyId)
  if (seat.stands !== 'asked') return refused({ code: 'changed-meanwhile' })
  const reason = typed.reason.trim()
  const refusals = [
    ...(seat.body.choices.includes(typed.choice) ? [] : [{ code: 'required', field: 'choice' }]),
    ...(reason === '' ? [{ code: 'required', field: 'reason' }] : []),
    ...(reason.length > LONGEST_TEXT ? [{ code: 'too-long', field: 'reason', facts: { max: LONGEST_TEXT } }] : []),
  ]
  if (refusals.length > 0) return refused(...refusals)
  await writeWithAudit(
    deps,
    // Which way it went stays out of the log: a first round is blind.
    [{ organisationId, actorId: actor.userId, type: 'vote-given', subject: `proposal:${caseId}`, facts: { body: bodyId } }],
    () => [
      upsertVote(deps.db, {
        ...{ caseId, bodyId, round: roundOf(loaded), userId: actor.userId, organisationId },
        ...{ choice: typed.choice, reason, at: deps.clock() },
      }),
    ],
  )
  return ok(undefined)
}

/** A member declares an interest. */
export async function recuseOneself(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  bodyId: string,
  reason: string,
): Promise<Result<unknown>> {
  const { loaded } = await openSeat(deps, actor, organisationId, caseId, bodyId)
  return recuse(deps, actor, loaded, actor.userId, reason)
}

/**
 * Criterion → like cases as this member may see them: those that came before a body on which the member sits, and in which the
 * member has no part. Reasons are those of the notices; who proposed is not said.
 */
export async function similarForSeat(
  deps: Deps,
  { actor, loaded }: Pick<Awaited<ReturnType<typeof openSeat>>, 'actor' | 'loaded'>,
): Promise<Map<string, EarlierFinding[]>> {
  const { organisationId } = loaded.theCase
  const [others, seats, recused] = await Promise.all([
    otherCases(deps, organisationId),
    seatsOf(deps.db, organisationId, actor.userId),
    recusedFrom(deps.db, organisationId, actor.userId),
  ])
  const own = new Set(
    seats.filter(({ programmeId }) => programmeId === loaded.theCase.programmeId).map(({ bodyId }) => rulingAction(bodyId)),
  )
  return similarFindings(
    loaded.programme,
    loaded.theCase,
    others.filter(
      ({ theCase, events }) =>
        !recused.has(theCase.id) && !rolesInCase(actor, theCase).includes('proposer') && events.some(({ action }) => own.has(action)),
    ),
  )
}

/** Cases of the bodies on which somebody sits: those that wait for an opinion, and those on which the body has ruled. */
async function seatsNow(deps: Deps, actor: Actor, organisationId: string) {
  const [seats, recused] = await Promise.all([
    seatsOf(deps.db, organisationId, actor.userId),
    recusedFrom(deps.db, organisationId, actor.userId),
  ])
  if (seats.length === 0) return { seats, rows: [] }
  const cases = (await casesOfOrganisation(deps.db, organisationId)).filter(
    (theCase) =>
      seats.some(({ programmeId }) => programmeId === theCase.programmeId) &&
      !recused.has(theCase.id) &&
      !rolesInCase(actor, theCase).includes('proposer'),
  )
  const names = new Map(
    (await entriesOf(deps.db, organisationId, [...new Set(cases.map(({ entryId }) => entryId))])).map(({ id, name }) => [id, name]),
  )
  const rows = await Promise.all(
    cases.map(async (theCase) => {
      const loaded = await loadCaseForSystem(deps, organisationId, theCase.id)
      const sits = standingOf(loaded).some(({ body }) => seats.some(({ bodyId }) => bodyId === body.id))
      const bodies = sits ? await bodiesIn(deps, loaded) : []
      return bodies
        .filter(
          ({ stands, members }) => (stands === 'asked' || stands === 'ruled') && members.some(({ userId }) => userId === actor.userId),
        )
        .map((seat) => ({
          ...{ seat, theCase, fileName: names.get(theCase.entryId) ?? '', dueOn: caseDeadline(loaded) },
          since: loaded.events.at(-1)?.at ?? 0,
          hasVoted: seat.members.some(({ userId, hasVoted }) => userId === actor.userId && hasVoted),
        }))
    }),
  )
  return { seats, rows: rows.flat() }
}

/** The work list of a member. @throws {NotFound} for whoever sits on no body */
export async function openSeats(deps: Deps, actor: Actor | undefined, organisationId: string) {
  if (!actor) throw new NotFound('bodies')
  const { seats, rows } = await seatsNow(deps, actor, organisationId)
  if (seats.length === 0 && !hasRole(actor, organisationId, 'panel-member')) throw new NotFound('bodies')
  const today = japanDate(deps.clock())
  const rank = ({ seat, hasVoted, dueOn }: (typeof rows)[number]) => `${seat.stands === 'ruled' ? 2 : hasVoted ? 1 : 0}${dueOn ?? '9'}`
  return {
    actor,
    today,
    rows: rows.sort((a, b) => rank(a).localeCompare(rank(b))),
    meetings: await meetingsAhead(deps.db, organisationId, seats, today),
  }
}

/** What a member is to do: opinions that are waited for, and meetings of the day and after. */
export async function seatDuties(deps: Deps, actor: Actor, organisationId: string, today: IsoDate) {
  const { seats, rows } = await seatsNow(deps, actor, organisationId)
  const meetings = await meetingsAhead(deps.db, organisationId, seats, today)
  return [
    ...rows
      .filter(({ seat, hasVoted }) => seat.stands === 'asked' && !hasVoted)
      .map(({ seat, theCase, fileName, dueOn, since }) => ({
        ...{ title: `${seat.body.label}　${theCase.receiptNumber ?? ''}　${fileName}`, todo: '委員としての意見を出す' },
        ...{ href: `/${organisationId}/panels/${theCase.id}/${seat.body.id}`, dueOn, since },
      })),
    ...meetings.map(({ id, bodyId, heldOn, place, at }) => ({
      ...{ title: '審査会の会議', todo: '会議に出席する', href: `/${organisationId}/bodies/${bodyId}/meetings/${id}` },
      ...{ dueOn: heldOn, since: at, note: place },
    })),
  ]
}
