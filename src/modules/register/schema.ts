import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { EditedPaper } from '../../documents/index.ts'
import type { EntryContent, EntrySnapshot, Ledger, QuestionPeriod } from './content.ts'
import type { Sheet } from './spreadsheet.ts'

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
    version: integer('version').notNull(),
    publishedAt: integer('published_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    /** 個人情報ファイル簿, or the second ledger that an ordinance keeps (法75条5項) */
    ledger: text('ledger').$type<Ledger>().notNull().default('register'),
    /** taken out of the register: kept, no longer shown in it */
    archivedAt: integer('archived_at'),
    /** day of the last yearly stock-taking */
    stockTakenOn: text('stock_taken_on'),
  },
  (t) => [
    uniqueIndex('register_entries_slug').on(t.organisationId, t.slug),
    // What was taken out keeps its name and leaves it free: a file may be held again.
    uniqueIndex('register_entries_name').on(t.organisationId, t.name).where(sql`${t.archivedAt} is null`),
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
    /** the data are no longer kept: nobody else can be given them */
    destroyedAt: integer('destroyed_at'),
    /** shown to the public */
    destroyedReason: text('destroyed_reason'),
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
    /** when questions are taken and by when all are answered; null: none are taken here */
    questions: text('questions', { mode: 'json' }).$type<QuestionPeriod>(),
    /** entry id and version, as they were when the call was announced */
    entries: text('entries', { mode: 'json' }).$type<{ entryId: string; version: number }[]>().notNull(),
    /** 公示 as the form made it and as it was worded; frozen when the call is announced; null: from before it was kept */
    notice: text('notice', { mode: 'json' }).$type<EditedPaper>(),
    /** SHA-256 of the notice as it was posted */
    noticeSha256: text('notice_sha256'),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('calls_organisation').on(t.organisationId, t.opensOn), check('calls_period', sql`${t.opensOn} <= ${t.closesOn}`)],
)

/** Every version of an entry as it was published, with who wrote, approved and published it. */
export const entryVersions = sqliteTable(
  'entry_versions',
  {
    entryId: text('entry_id').notNull(),
    version: integer('version').notNull(),
    organisationId: text('organisation_id').notNull(),
    kind: text('kind').$type<'published' | 'amended' | 'confirmed' | 'archived'>().notNull(),
    snapshot: text('snapshot', { mode: 'json' }).$type<EntrySnapshot>().notNull(),
    /** since when the facts are so */
    effectiveOn: text('effective_on').notNull(),
    /** shown to the public */
    reason: text('reason').notNull(),
    writtenBy: text('written_by').notNull(),
    approvedBy: text('approved_by'),
    publishedBy: text('published_by').notNull(),
    publishedAt: integer('published_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.entryId, t.version] })],
)

/** Entries being written, as typed; the newest revision counts. Each step of approval is a revision of its own. */
export const entryDrafts = sqliteTable(
  'entry_drafts',
  {
    id: text('id').notNull(),
    revision: integer('revision').notNull(),
    organisationId: text('organisation_id').notNull(),
    /** null: a file that is not in the register yet */
    entryId: text('entry_id'),
    /** version of the entry that was amended */
    baseVersion: integer('base_version'),
    status: text('status').$type<'writing' | 'department' | 'desk'>().notNull(),
    typed: text('typed', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    /** why it was sent back */
    note: text('note'),
    /** who wrote what is to be approved */
    writtenBy: text('written_by').notNull(),
    /** who approved for the department */
    approvedBy: text('approved_by'),
    savedAt: integer('saved_at').notNull(),
    savedBy: text('saved_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.id, t.revision] }), index('entry_drafts_organisation').on(t.organisationId)],
)

/** Departments that exist no longer: an entry that names one may not be published. */
export const abolishedDepartments = sqliteTable(
  'abolished_departments',
  {
    organisationId: text('organisation_id').notNull(),
    name: text('name').notNull(),
    abolishedOn: text('abolished_on').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organisationId, t.name] })],
)

/** A spreadsheet that was sent to be taken over, as text, until it is taken over or thrown away. */
export const registerImports = sqliteTable(
  'register_imports',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    fileName: text('file_name').notNull(),
    sheets: text('sheets', { mode: 'json' }).$type<Sheet[]>().notNull(),
    sentAt: integer('sent_at').notNull(),
    sentBy: text('sent_by').notNull(),
  },
  (t) => [index('register_imports_organisation').on(t.organisationId)],
)

/**
 * The number under which the full-text index (the virtual table register_search, made by its migration) holds an entry. No
 * row: not published any longer, or not indexed yet.
 */
export const searchRows = sqliteTable('register_search_rows', {
  no: integer('no').primaryKey({ autoIncrement: true }),
  entryId: text('entry_id').notNull().unique(),
  /** version of the code that made the tokens (search-index.ts) */
  madeBy: integer('made_by').notNull(),
})

/** The entries of every call by their numbers in the index: what `calls` says, as the search can read it. */
export const searchCalls = sqliteTable(
  'register_search_calls',
  {
    no: integer('no').notNull(),
    callId: text('call_id').notNull(),
    opensOn: text('opens_on').notNull(),
    closesOn: text('closes_on').notNull(),
  },
  (t) => [primaryKey({ columns: [t.no, t.callId] }), index('register_search_calls_open').on(t.closesOn, t.opensOn, t.no)],
)
