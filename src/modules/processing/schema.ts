import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { WrappedKey } from '../../platform/sealed.ts'

/** 加工指示: one run to do, or done. A runner holds it by a lease with a fencing token. */
export const processingOrders = sqliteTable(
  'processing_orders',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    caseId: text('case_id').notNull(),
    recipeSha256: text('recipe_sha256').notNull(),
    /** paths on the runner's machine, inside its source folders; set by the processor */
    sources: text('sources', { mode: 'json' }).$type<string[]>(),
    state: text('state').$type<'issued' | 'queued' | 'running' | 'done' | 'failed'>().notNull(),
    /** grows with each claim; a runner with an old token is refused */
    token: integer('token').notNull(),
    leaseUntil: integer('lease_until'),
    /** run secret, wrapped, while the run may have to start again (rule D4) */
    secret: text('secret', { mode: 'json' }).$type<{ sealed: string; key: WrappedKey } | null>(),
    step: text('step'),
    /** 0–1 */
    progress: integer('progress'),
    /** code of the refusal or fault; never an engine's text */
    failure: text('failure'),
    failureMessage: text('failure_message'),
    report: text('report', { mode: 'json' }).$type<unknown>(),
    resultSha256: text('result_sha256'),
    resultObject: text('result_object'),
    resultKey: text('result_key', { mode: 'json' }).$type<WrappedKey>(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [index('processing_orders_state').on(t.state), index('processing_orders_case').on(t.caseId)],
)
