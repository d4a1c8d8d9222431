import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { ProgrammeDocument } from '../../programmes/index.ts'
import type { DraftChanges } from './changes.ts'

/** Published versions of an organisation's own programmes (提供制度): whole documents, never changed once published. */
export const programmeVersions = sqliteTable(
  'programme_versions',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    programmeId: text('programme_id').notNull(),
    /** the day it takes effect and the first letters of its document's hash: it names its content */
    version: text('version').notNull(),
    title: text('title').notNull(),
    effectiveFrom: text('effective_from').notNull(),
    document: text('document', { mode: 'json' }).$type<ProgrammeDocument>().notNull(),
    publishedAt: integer('published_at').notNull(),
    publishedBy: text('published_by').notNull(),
  },
  (t) => [
    index('programme_versions_organisation').on(t.organisationId, t.effectiveFrom),
    uniqueIndex('programme_versions_version').on(t.organisationId, t.programmeId, t.version),
  ],
)

/** Copies of programmes that are being changed, not yet in force; the newest revision of each counts. */
export const programmeDrafts = sqliteTable(
  'programme_drafts',
  {
    id: text('id').notNull(),
    /** counts up with every save: two who save the same one collide here, and the later is told */
    revision: integer('revision').notNull(),
    organisationId: text('organisation_id').notNull(),
    programmeId: text('programme_id').notNull(),
    fromId: text('from_id').notNull(),
    fromVersion: text('from_version').notNull(),
    changes: text('changes', { mode: 'json' }).$type<DraftChanges>().notNull(),
    updatedAt: integer('updated_at').notNull(),
    updatedBy: text('updated_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.id, t.revision] }), index('programme_drafts_organisation').on(t.organisationId)],
)
