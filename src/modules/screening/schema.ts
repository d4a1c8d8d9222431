import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { FeeLine } from '../../programmes/index.ts'

/** One criterion of one case: finding, evidence and reason (法114条1項). */
export const findings = sqliteTable(
  'findings',
  {
    caseId: text('case_id').notNull(),
    criterionId: text('criterion_id').notNull(),
    organisationId: text('organisation_id').notNull(),
    finding: text('finding').$type<'met' | 'not-met' | ''>().notNull(),
    /** what the finding rests on; officials only */
    evidence: text('evidence').notNull(),
    /** goes into the notice */
    reason: text('reason').notNull(),
    by: text('by').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.criterionId] })],
)

/** Third-party opinions where the programme hears them. */
export const opinions = sqliteTable(
  'opinions',
  {
    caseId: text('case_id').notNull(),
    no: integer('no').notNull(),
    organisationId: text('organisation_id').notNull(),
    /** who was heard, as named by the official: a body, never a resident */
    from: text('from').notNull(),
    opposes: integer('opposes', { mode: 'boolean' }).notNull(),
    summary: text('summary').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.no] })],
)

/** What the fit notice announced (規則59条2項): the fee and what it was estimated from, the days, the way of supply. */
export const offers = sqliteTable(
  'offers',
  {
    caseId: text('case_id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    workMinutes: integer('work_minutes').notNull(),
    outsourcedYen: integer('outsourced_yen').notNull(),
    feeYen: integer('fee_yen').notNull(),
    feeLines: text('fee_lines', { mode: 'json' }).$type<FeeLine[]>().notNull(),
    paymentMethod: text('payment_method').notNull(),
    payBy: text('pay_by').notNull(),
    applyBy: text('apply_by').notNull(),
    provisionMethod: text('provision_method').notNull(),
    noticeNumber: text('notice_number').notNull(),
    noticeDate: text('notice_date').notNull(),
  },
  (t) => [index('offers_organisation').on(t.organisationId)],
)

/** Who sits on a screening body of the organisation's programme. */
export const bodyMembers = sqliteTable(
  'body_members',
  {
    organisationId: text('organisation_id').notNull(),
    programmeId: text('programme_id').notNull(),
    bodyId: text('body_id').notNull(),
    userId: text('user_id').notNull(),
    isChair: integer('is_chair', { mode: 'boolean' }).notNull(),
    addedAt: integer('added_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.programmeId, t.bodyId, t.userId] })],
)

/** A member's opinion. A round is one stay of the case in the body's state, named by the move that began it. */
export const bodyVotes = sqliteTable(
  'body_votes',
  {
    caseId: text('case_id').notNull(),
    bodyId: text('body_id').notNull(),
    round: integer('round').notNull(),
    userId: text('user_id').notNull(),
    organisationId: text('organisation_id').notNull(),
    /** the move that the member is for */
    choice: text('choice').notNull(),
    reason: text('reason').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.bodyId, t.round, t.userId] })],
)

/** Rounds that were opened before every member had given an opinion. */
export const openedRounds = sqliteTable(
  'opened_rounds',
  {
    caseId: text('case_id').notNull(),
    bodyId: text('body_id').notNull(),
    round: integer('round').notNull(),
    organisationId: text('organisation_id').notNull(),
    by: text('by').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.bodyId, t.round] })],
)

/** A sitting of a body: when, where, who was there; its minutes stand with its items. */
export const meetings = sqliteTable(
  'meetings',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    programmeId: text('programme_id').notNull(),
    bodyId: text('body_id').notNull(),
    heldOn: text('held_on').notNull(),
    place: text('place').notNull(),
    /** who was there: user ids; null until it is recorded */
    present: text('present', { mode: 'json' }).$type<string[]>(),
    by: text('by').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [index('meetings_body').on(t.organisationId, t.programmeId, t.bodyId)],
)

/** One case on the agenda of a meeting, and what was said about it. */
export const meetingItems = sqliteTable(
  'meeting_items',
  {
    meetingId: text('meeting_id').notNull(),
    caseId: text('case_id').notNull(),
    organisationId: text('organisation_id').notNull(),
    no: integer('no').notNull(),
    /** what was said: read by those who read the meeting and have no interest in the case */
    minutes: text('minutes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.meetingId, t.caseId] })],
)

/** The proposer's answers to the programme's security questionnaire: question → choice, by id. */
export const securityAnswers = sqliteTable('security_answers', {
  caseId: text('case_id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  answers: text('answers', { mode: 'json' }).$type<Record<string, string>>().notNull(),
  by: text('by').notNull(),
  at: integer('at').notNull(),
})
