import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { FeeLine } from '../../programmes/index.ts'

/** One computation of a case's fee: what was expected, what was announced, what it came to. None of them changes another. */
export const feeRecords = sqliteTable(
  'fee_records',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    caseId: text('case_id').notNull(),
    kind: text('kind').$type<'estimate' | 'quote' | 'settlement'>().notNull(),
    workMinutes: integer('work_minutes').notNull(),
    outsourcedYen: integer('outsourced_yen').notNull(),
    /** item of the tariff → number */
    items: text('items', { mode: 'json' }).$type<Record<string, number>>().notNull(),
    exemption: text('exemption'),
    lines: text('lines', { mode: 'json' }).$type<FeeLine[]>().notNull(),
    totalYen: integer('total_yen').notNull(),
    /** what the numbers rest on; officials only */
    note: text('note').notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    /** null: nobody has decided on it yet */
    approved: integer('approved', { mode: 'boolean' }),
    decidedAt: integer('decided_at'),
    decidedBy: text('decided_by'),
  },
  (t) => [index('fee_records_case').on(t.caseId)],
)

/** Money that came in or goes back, each as it was recorded. */
export const payments = sqliteTable(
  'payments',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    caseId: text('case_id').notNull(),
    kind: text('kind').$type<'payment' | 'difference' | 'refund'>().notNull(),
    /** yen, > 0 */
    amountYen: integer('amount_yen').notNull(),
    /** one of the programme's kinds of payment */
    way: text('way').notNull(),
    paidOn: text('paid_on').notNull(),
    /** by when it was to be paid; null: no day was set */
    dueOn: text('due_on'),
    /** number of the slip or receipt; officials only */
    reference: text('reference').notNull(),
    /** why it goes back: the setting that says so */
    rule: text('rule'),
    at: integer('at').notNull(),
    by: text('by').notNull(),
    /** of a refund: null until a second official has decided */
    approved: integer('approved', { mode: 'boolean' }),
    decidedAt: integer('decided_at'),
    decidedBy: text('decided_by'),
  },
  (t) => [index('payments_case').on(t.caseId)],
)
