import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One criterion of one case: finding, evidence and reason (法114条1項). */
export const findings = sqliteTable(
  'findings',
  {
    caseId: text('case_id').notNull(),
    criterionId: text('criterion_id').notNull(),
    organisationId: text('organisation_id').notNull(),
    finding: text('finding').$type<'met' | 'not-met'>().notNull(),
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
