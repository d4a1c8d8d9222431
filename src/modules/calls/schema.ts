import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Questions on a call (提案募集への質問) and what was answered: each step is a revision, the newest counts. */
export const callQuestions = sqliteTable(
  'call_questions',
  {
    id: text('id').notNull(),
    revision: integer('revision').notNull(),
    organisationId: text('organisation_id').notNull(),
    callId: text('call_id').notNull(),
    status: text('status').$type<'asked' | 'drafted' | 'published' | 'private' | 'withdrawn'>().notNull(),
    /** as it was asked; for officials and the asker */
    asked: text('asked').notNull(),
    /** the asker says that the question must not become known */
    confidential: integer('confidential', { mode: 'boolean' }).notNull(),
    /** null: asked without signing in; its answer is fetched by the receipt whose hash is the id */
    askerId: text('asker_id'),
    askerOrganisationId: text('asker_organisation_id'),
    /** the question as it is published */
    wording: text('wording').notNull(),
    answer: text('answer').notNull(),
    /** why it is answered privately */
    withheldFor: text('withheld_for').$type<WithheldFor>(),
    askedAt: integer('asked_at').notNull(),
    /** first published */
    publishedAt: integer('published_at'),
    /** published again in other words */
    correctedAt: integer('corrected_at'),
    savedAt: integer('saved_at').notNull(),
    /** null: the asker without an account */
    savedBy: text('saved_by'),
  },
  (t) => [primaryKey({ columns: [t.id, t.revision] }), index('call_questions_call').on(t.organisationId, t.callId)],
)

export type WithheldFor = 'personal' | 'trade-secret' | 'other'
