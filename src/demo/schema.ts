import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'

/** One row marks a database as a demonstration: its accounts have a published password, so it is never a real one. */
export const demonstration = sqliteTable('demonstration', {
  id: integer('id').primaryKey(),
  startedAt: integer('started_at').notNull(),
  /** null while loading: such a database is emptied and loaded again */
  loadedAt: integer('loaded_at'),
})
