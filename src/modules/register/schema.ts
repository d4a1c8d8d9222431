import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { EntryContent } from './content.ts'

/** 個人情報ファイル簿: one row per personal information file, as published now. */
export const registerEntries = sqliteTable(
  'register_entries',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    /** as in URLs */
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    department: text('department').notNull(),
    /** persons on the file, integer >= 0 */
    persons: integer('persons').notNull(),
    isEligible: integer('is_eligible', { mode: 'boolean' }).notNull(),
    content: text('content', { mode: 'json' }).$type<EntryContent>().notNull(),
    /** what the search looks in: NFKC, lower case (rules.ts) */
    searchText: text('search_text').notNull(),
    version: integer('version').notNull(),
    publishedAt: integer('published_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('register_entries_slug').on(t.organisationId, t.slug),
    uniqueIndex('register_entries_name').on(t.organisationId, t.name),
    check('register_entries_persons', sql`${t.persons} >= 0`),
  ],
)

/** De-identified data made from a file: rows of the entry's 概要 (法117条, 規則63条). */
export const madeData = sqliteTable(
  'made_data',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    entryId: text('entry_id').notNull(),
    caseId: text('case_id').notNull(),
    /** persons in the made data */
    persons: integer('persons').notNull(),
    /** items of information, after processing */
    items: text('items', { mode: 'json' }).$type<string[]>().notNull(),
    desk: text('desk').notNull(),
    deskAddress: text('desk_address').notNull(),
    proposalsFrom: text('proposals_from').notNull(),
    proposalsTo: text('proposals_to').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('made_data_entry').on(t.organisationId, t.entryId), uniqueIndex('made_data_case').on(t.caseId)],
)

/** 提案の募集: a call with its frozen list of entries. */
export const calls = sqliteTable(
  'calls',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    title: text('title').notNull(),
    programmeId: text('programme_id').notNull(),
    programmeVersion: text('programme_version').notNull(),
    announcedOn: text('announced_on').notNull(),
    opensOn: text('opens_on').notNull(),
    closesOn: text('closes_on').notNull(),
    terms: text('terms', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    /** entry id and version, as they were when the call was announced */
    entries: text('entries', { mode: 'json' }).$type<{ entryId: string; version: number }[]>().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('calls_organisation').on(t.organisationId, t.opensOn), check('calls_period', sql`${t.opensOn} <= ${t.closesOn}`)],
)
