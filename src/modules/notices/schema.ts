import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * The outbox: one e-mail to one person about one move of a case, or about a call that is owed. No address is kept: it is the
 * person's login when the letter is sent. What is written is made of the case's number and state alone.
 */
export const notices = sqliteTable(
  'notices',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    kind: text('kind').$type<'case' | 'call'>().notNull().default('case'),
    /** of a reminder the organisation and the fiscal year */
    caseId: text('case_id').notNull(),
    /** of the event; of a reminder its month, 202701 */
    version: integer('version').notNull(),
    userId: text('user_id').notNull(),
    receiptNumber: text('receipt_number').notNull(),
    /** the state that the case came to, in words; of a reminder by when, and by which article */
    state: text('state').notNull(),
    createdAt: integer('created_at').notNull(),
    attempts: integer('attempts').notNull(),
    /** when it is tried next; null: sent, or given up */
    nextAt: integer('next_at'),
    sentAt: integer('sent_at'),
  },
  (t) => [
    uniqueIndex('notices_one_each').on(t.caseId, t.version, t.userId),
    index('notices_due').on(t.nextAt),
    index('notices_organisation').on(t.organisationId, t.createdAt),
  ],
)
