import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Clauses that the body chooses; the rest of the contract is fixed wording. */
export interface Clauses {
  onwardSupply: 'prohibited' | 'with-consent' | 'with-publication'
  outsourcing: 'prohibited' | 'with-consent'
  court: string
  /** gain from misuse is paid over, and the name is published; contracts from before the choice have it not */
  penalty?: boolean
}

/** What was applied for, paid and contracted in a case. The fee is that of the fit notice. */
export const contracts = sqliteTable('contracts', {
  caseId: text('case_id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  feeYen: integer('fee_yen').notNull(),
  appliedAt: integer('applied_at').notNull(),
  paidOn: text('paid_on'),
  paymentReference: text('payment_reference'),
  contractNumber: text('contract_number'),
  concludedAt: integer('concluded_at'),
  periodFrom: text('period_from'),
  periodTo: text('period_to'),
  clauses: text('clauses', { mode: 'json' }).$type<Clauses>(),
  /** the contracted recipe, as written, and its hash */
  recipe: text('recipe'),
  recipeSha256: text('recipe_sha256'),
  /** files that the recipe names (hierarchies): name → text; the recipe's hash covers them */
  recipeFiles: text('recipe_files', { mode: 'json' }).$type<Record<string, string>>(),
})
