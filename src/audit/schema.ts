import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The append-only log. `hash` covers every other column of the row and, by `previousHash`, all rows before it. */
export const auditLog = sqliteTable('audit_log', {
  seq: integer('seq').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  at: integer('at').notNull(),
  actorId: text('actor_id').notNull(),
  type: text('type').notNull(),
  /** what it is about: "proposal:abc" */
  subject: text('subject').notNull(),
  /** facts as canonical JSON: ids, counts, hashes; never personal content */
  facts: text('facts').notNull(),
  /** 1 or 0; a number, so that any other stored byte shows in the hash */
  isPublic: integer('is_public').notNull(),
  /** 32 random bytes (hex) that blind the leaf of a non-public entry; empty for a public one */
  blind: text('blind').notNull(),
  leaf: text('leaf').notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text('hash').notNull(),
})

/** One row: the newest entry under a MAC, so that cutting entries off the end shows too. */
export const auditHead = sqliteTable('audit_head', {
  id: integer('id').primaryKey(),
  seq: integer('seq').notNull(),
  hash: text('hash').notNull(),
  mac: text('mac').notNull(),
})
