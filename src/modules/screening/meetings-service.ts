import { and, asc, desc, eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { peopleNames } from '../../auth/index.ts'
import {
  type Actor,
  hasRole,
  idFrom,
  isIsoDate,
  isStaffRole,
  japanDate,
  NotFound,
  ok,
  type Refusal,
  type Result,
  refused,
} from '../../core/index.ts'
import { inOrganisation } from '../../platform/database.ts'
import type { Body, Programme } from '../../programmes/index.ts'
import { casesOfOrganisation, findCase, loadCaseForSystem, recusalsOf, recusedFrom, rolesInCase } from '../proposals/index.ts'
import { entriesOf } from '../register/index.ts'
import { bodiesIn, recordRuling } from './bodies-service.ts'
import { membersOf, seatsOf } from './bodies-store.ts'
import { LONGEST_TEXT } from './rules.ts'
import { meetingItems, meetings } from './schema.ts'

export type Meeting = typeof meetings.$inferSelect

/**
 * Who reads what a body does in its meetings: its members and the screening officials, who keep its minutes; of an open body
 * every official. @throws {NotFound} for everybody else
 */
export async function openBody(deps: Deps, actor: Actor | undefined, organisationId: string, programme: Programme, bodyId: string) {
  const body = programme.bodies.find(({ id }) => id === bodyId)
  if (!actor || !body) throw new NotFound('body')
  const seats = await seatsOf(deps.db, organisationId, actor.userId)
  const sits = seats.some((seat) => seat.bodyId === bodyId && seat.programmeId === programme.id)
  const keeps = hasRole(actor, organisationId, 'screening-officer')
  const isStaff = actor.roles[organisationId]?.some(isStaffRole) ?? false
  if (!sits && !keeps && (body.closed || !isStaff)) throw new NotFound('body')
  return { actor, body, sits, keeps, programme, organisationId }
}

type OpenBody = Awaited<ReturnType<typeof openBody>>

/** The meetings of a body, the latest first, and the cases that wait for its ruling. */
export async function openMeetings(deps: Deps, open: OpenBody) {
  const { actor, organisationId, programme, body } = open
  const [held, cases, recused] = await Promise.all([
    deps.db
      .select()
      .from(meetings)
      .where(inOrganisation(meetings, organisationId, and(eq(meetings.programmeId, programme.id), eq(meetings.bodyId, body.id))))
      .orderBy(desc(meetings.heldOn), desc(meetings.at)),
    casesOfOrganisation(deps.db, organisationId, [body.state]),
    recusedFrom(deps.db, organisationId, actor.userId),
  ])
  const own = cases.filter(
    (theCase) => theCase.programmeId === programme.id && !recused.has(theCase.id) && !rolesInCase(actor, theCase).includes('proposer'),
  )
  const names = new Map(
    (await entriesOf(deps.db, organisationId, [...new Set(own.map(({ entryId }) => entryId))])).map((one) => [one.id, one.name]),
  )
  const waiting = await Promise.all(
    own.map(async (theCase) => {
      const bodies = await bodiesIn(deps, await loadCaseForSystem(deps, organisationId, theCase.id))
      return bodies.some((one) => one.body.id === body.id && one.stands === 'asked')
        ? [{ id: theCase.id, label: `${theCase.receiptNumber}　${names.get(theCase.entryId) ?? ''}` }]
        : []
    }),
  )
  return { ...open, held, waiting: waiting.flat() }
}

/** Calls a meeting with its agenda. */
export async function callMeeting(
  deps: Deps,
  open: OpenBody,
  typed: { heldOn: string; place: string; cases: string[] },
): Promise<Result<{ id: string }>> {
  const { actor, organisationId, programme, body, keeps } = open
  if (!keeps) return refused({ code: 'role-not-permitted', facts: { action: 'call-meeting' } })
  const { waiting } = await openMeetings(deps, open)
  const cases = waiting.filter(({ id }) => typed.cases.includes(id))
  const place = typed.place.trim()
  const refusals: Refusal[] = [
    ...(isIsoDate(typed.heldOn) ? [] : [{ code: 'not-a-date', field: 'heldOn' }]),
    ...(place === '' ? [{ code: 'required', field: 'place' }] : []),
    ...(place.length > 200 ? [{ code: 'too-long', field: 'place', facts: { max: 200 } }] : []),
    ...(cases.length === 0 ? [{ code: 'required', field: 'cases' }] : []),
  ]
  if (refusals.length > 0) return refused(...refusals)
  const id = idFrom(deps.random(20))
  const about = { organisationId, actorId: actor.userId, subject: `meeting:${id}` }
  await writeWithAudit(
    deps,
    [{ ...about, type: 'meeting-called', facts: { body: body.id, on: typed.heldOn, cases: cases.length } }],
    () => [
      deps.db.insert(meetings).values({
        ...{ id, organisationId, programmeId: programme.id, bodyId: body.id, heldOn: typed.heldOn, place, present: null },
        ...{ by: actor.userId, at: deps.clock() },
      }),
      ...cases.map((one, i) =>
        deps.db.insert(meetingItems).values({ meetingId: id, caseId: one.id, organisationId, no: i + 1, minutes: '' }),
      ),
    ],
  )
  return ok({ id })
}

/** How an item of the agenda stands for one reader. Whoever has an interest in the case reads only that it was on it. */
export interface Item {
  caseId: string
  no: number
  label: string
  hidden: boolean
  minutes: string
  /** members who were there and may vote on it */
  able: number
  hasQuorum: boolean
  /** what this meeting ruled */
  ruling: string | undefined
  /** the body may rule on it now */
  isAsked: boolean
}

/** A meeting as this reader may see it. @throws {NotFound} */
export async function openMeeting(deps: Deps, open: OpenBody, meetingId: string) {
  const { actor, organisationId, programme, body } = open
  const [meeting] = await deps.db
    .select()
    .from(meetings)
    .where(
      inOrganisation(
        meetings,
        organisationId,
        and(eq(meetings.id, meetingId), eq(meetings.bodyId, body.id), eq(meetings.programmeId, programme.id)),
      ),
    )
  if (!meeting) throw new NotFound('meeting')
  const [rows, sitting, names] = await Promise.all([
    deps.db
      .select()
      .from(meetingItems)
      .where(inOrganisation(meetingItems, organisationId, eq(meetingItems.meetingId, meetingId)))
      .orderBy(asc(meetingItems.no)),
    membersOf(deps.db, organisationId, programme.id),
    peopleNames(deps.db),
  ])
  const members = sitting.filter(({ bodyId }) => bodyId === body.id)
  const items = await Promise.all(rows.map((row) => itemOf(deps, actor, body, meeting, row)))
  return { ...open, meeting, members, names, items, isOver: items.some(({ ruling }) => ruling !== undefined) }
}

async function itemOf(deps: Deps, actor: Actor, body: Body, meeting: Meeting, row: typeof meetingItems.$inferSelect): Promise<Item> {
  const { organisationId, caseId, no } = row
  const [loaded, recusals] = await Promise.all([
    loadCaseForSystem(deps, organisationId, caseId),
    recusalsOf(deps.db, organisationId, caseId),
  ])
  const recused = new Set(recusals.map(({ userId }) => userId))
  const hidden = recused.has(actor.userId) || rolesInCase(actor, loaded.theCase).includes('proposer')
  const able = (meeting.present ?? []).filter((userId) => !recused.has(userId)).length
  const ruled = loaded.events.findLast(({ data }) => data?.meeting === meeting.id)?.data?.ruling
  const bodies = hidden ? [] : await bodiesIn(deps, loaded)
  const [entry] = await entriesOf(deps.db, organisationId, [loaded.theCase.entryId])
  return {
    ...{ caseId, no, hidden, able, hasQuorum: able >= body.quorum },
    label: hidden ? '利害があるため見られない案件' : `${loaded.theCase.receiptNumber}　${entry?.name ?? ''}`,
    minutes: hidden ? '' : row.minutes,
    ruling: !hidden && typeof ruled === 'string' ? ruled : undefined,
    isAsked: bodies.some((one) => one.body.id === body.id && one.stands === 'asked'),
  }
}

type OpenMeeting = Awaited<ReturnType<typeof openMeeting>>

/** Records who was there and what was said. Who was there stands once the meeting has ruled. */
export async function writeMinutes(
  deps: Deps,
  { actor, organisationId, keeps, meeting, members, items, isOver }: OpenMeeting,
  typed: { present: string[]; minutes: (caseId: string) => string },
): Promise<Result<unknown>> {
  if (!keeps) return refused({ code: 'role-not-permitted', facts: { action: 'write-minutes' } })
  if (japanDate(deps.clock()) < meeting.heldOn) return refused({ code: 'meeting-not-held' })
  const present = isOver ? (meeting.present ?? []) : members.map(({ userId }) => userId).filter((userId) => typed.present.includes(userId))
  const open = items.filter(({ hidden }) => !hidden)
  const long = open.filter(({ caseId }) => typed.minutes(caseId).length > LONGEST_TEXT)
  const refusals: Refusal[] = [
    ...(present.length === 0 ? [{ code: 'required', field: 'present' }] : []),
    ...long.map(({ caseId }) => ({ code: 'too-long', field: `minutes-${caseId}`, facts: { max: LONGEST_TEXT } })),
  ]
  if (refusals.length > 0) return refused(...refusals)
  await writeWithAudit(
    deps,
    [
      {
        ...{ organisationId, actorId: actor.userId, type: 'minutes-written', subject: `meeting:${meeting.id}` },
        facts: { body: meeting.bodyId, present: present.length, of: members.length },
      },
    ],
    () => [
      deps.db
        .update(meetings)
        .set({ present })
        .where(inOrganisation(meetings, organisationId, eq(meetings.id, meeting.id))),
      ...open.map(({ caseId }) =>
        deps.db
          .update(meetingItems)
          .set({ minutes: typed.minutes(caseId).trim() })
          .where(
            inOrganisation(meetingItems, organisationId, and(eq(meetingItems.meetingId, meeting.id), eq(meetingItems.caseId, caseId))),
          ),
      ),
    ],
  )
  return ok(undefined)
}

/** Records what the meeting ruled on one case: only the opinions of those who were there count. */
export async function ruleInMeeting(
  deps: Deps,
  { actor, organisationId, body, meeting, items }: OpenMeeting,
  caseId: string,
): Promise<Result<unknown>> {
  const item = items.find((one) => one.caseId === caseId)
  if (!item || item.hidden || !(await findCase(deps.db, organisationId, caseId))) throw new NotFound('item')
  if (!meeting.present) return refused({ code: 'attendance-missing' })
  return recordRuling(deps, actor, organisationId, caseId, body.id, { id: meeting.id, present: new Set(meeting.present) })
}
