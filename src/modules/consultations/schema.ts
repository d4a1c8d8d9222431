import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** One talk and what came of it. Who took part is told by role: no official's or visitor's name. */
export interface Meeting {
  heldOn: string
  participants: string[]
  minutes: number
  /** shown to the proposer */
  said: string
  outcome: string
  advice: string
}

/** 事前相談: what a business wishes before it proposes, and what was said. Each step is a revision, the newest counts. */
export const consultations = sqliteTable(
  'consultations',
  {
    id: text('id').notNull(),
    revision: integer('revision').notNull(),
    organisationId: text('organisation_id').notNull(),
    /** "2026-0001" */
    number: text('number').notNull(),
    status: text('status').$type<'requested' | 'arranged' | 'held' | 'withdrawn'>().notNull(),
    programmeId: text('programme_id').notNull(),
    programmeVersion: text('programme_version').notNull(),
    /** null: came by telephone or at the desk, and an official typed it in */
    proposerOrganisationId: text('proposer_organisation_id'),
    company: text('company').notNull(),
    contact: text('contact').notNull(),
    /** null: no file chosen yet */
    entryId: text('entry_id'),
    /** as in the form of a proposal: names of its fields → what was typed */
    wish: text('wish', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    /** when and how the business would like to talk */
    preferred: text('preferred').notNull(),
    meetOn: text('meet_on'),
    meetHow: text('meet_how').notNull(),
    meetings: text('meetings', { mode: 'json' }).$type<Meeting[]>().notNull(),
    /** officials only */
    internal: text('internal').notNull(),
    requestedAt: integer('requested_at').notNull(),
    savedAt: integer('saved_at').notNull(),
    savedBy: text('saved_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.revision] }),
    uniqueIndex('consultations_number').on(t.number, t.organisationId, t.revision),
    index('consultations_organisation').on(t.organisationId),
  ],
)

/** Cases that were begun from a consultation. */
export const consultationCases = sqliteTable(
  'consultation_cases',
  {
    caseId: text('case_id').primaryKey(),
    consultationId: text('consultation_id').notNull(),
    organisationId: text('organisation_id').notNull(),
  },
  (t) => [index('consultation_cases_consultation').on(t.organisationId, t.consultationId)],
)
