import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { LevelStep } from './rules.ts'

/** Organisations that decide by levels: one row a switch, the newest counts. */
export const levelSwitches = sqliteTable(
  'level_switches',
  {
    organisationId: text('organisation_id').notNull(),
    no: integer('no').notNull(),
    isOn: integer('is_on', { mode: 'boolean' }).notNull(),
    switchedAt: integer('switched_at').notNull(),
    switchedBy: text('switched_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.no] })],
)

/** What was done about one product of a file, step by step: nothing is ever changed. */
export const levelSteps = sqliteTable(
  'level_steps',
  {
    /** of the product: a dashboard, a table */
    id: text('id').notNull(),
    no: integer('no').notNull(),
    organisationId: text('organisation_id').notNull(),
    entryId: text('entry_id').notNull(),
    /** the document that was decided by: "kobe-levels 1" */
    document: text('document').notNull(),
    step: text('step', { mode: 'json' }).$type<LevelStep>().notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.id, t.no] }), index('level_steps_organisation').on(t.organisationId, t.entryId)],
)
