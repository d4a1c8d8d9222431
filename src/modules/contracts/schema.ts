import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What was announced, paid and contracted in a case. */
export const contracts = sqliteTable('contracts', {
  caseId: text('case_id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  /** what the fee was computed from, and its lines */
  workMinutes: integer('work_minutes').notNull(),
  outsourcedYen: integer('outsourced_yen').notNull(),
  feeYen: integer('fee_yen').notNull(),
  feeLines: text('fee_lines', { mode: 'json' }).$type<{ label: string; yen: number }[]>().notNull(),
  payBy: text('pay_by').notNull(),
  paidOn: text('paid_on'),
  paymentReference: text('payment_reference'),
  contractNumber: text('contract_number'),
  concludedAt: integer('concluded_at'),
  /** the contracted recipe, as written, and its hash */
  recipe: text('recipe'),
  recipeSha256: text('recipe_sha256'),
  /** files that the recipe names (hierarchies): name → text; the recipe's hash covers them */
  recipeFiles: text('recipe_files', { mode: 'json' }).$type<Record<string, string>>(),
})
