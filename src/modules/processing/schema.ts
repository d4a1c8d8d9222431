import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { WrappedKey } from '../../platform/sealed.ts'

/** Persons whom an earlier provision tells together with this one, estimated. */
export interface OverruledJoin {
  recipeSha256: string
  jointBelowK: number
  differenceBelowK: number
}

/** 加工指示: one run to do, or done. A runner holds it by a lease with a fencing token. */
export const processingOrders = sqliteTable(
  'processing_orders',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    caseId: text('case_id').notNull(),
    /** the contracted recipe, by its hash */
    recipeSha256: text('recipe_sha256').notNull(),
    /** paths on the runner's machine, inside its source folders; named by the processor */
    sources: text('sources', { mode: 'json' }).$type<string[]>(),
    state: text('state').$type<'issued' | 'queued' | 'running' | 'done' | 'failed'>().notNull(),
    runnerId: text('runner_id'),
    /** grows with each claim: a runner with an older token is refused */
    token: integer('token').notNull(),
    leaseUntil: integer('lease_until'),
    step: text('step'),
    /** 0–100 */
    progress: integer('progress'),
    /** code of a refusal or fault, and our own sentence; never an engine's text */
    failure: text('failure'),
    failureMessage: text('failure_message'),
    /** the committee's report: figures only */
    report: text('report', { mode: 'json' }).$type<Record<string, unknown>>(),
    /** a custodian's decision to go on where earlier provisions stopped the run (privacy-rules E1), on these figures */
    overruled: text('overruled', { mode: 'json' }).$type<{
      by: string
      name: string
      reason: string
      at: number
      joins: OverruledJoin[]
    }>(),
    dataPackage: text('data_package', { mode: 'json' }).$type<Record<string, unknown>>(),
    /** of the data file, in the clear */
    resultSha256: text('result_sha256'),
    resultBytes: integer('result_bytes'),
    resultName: text('result_name'),
    resultObject: text('result_object'),
    resultKey: text('result_key', { mode: 'json' }).$type<WrappedKey>(),
    createdAt: integer('created_at').notNull(),
    startedAt: integer('started_at'),
    finishedAt: integer('finished_at'),
  },
  (t) => [index('processing_orders_state').on(t.state), uniqueIndex('processing_orders_case').on(t.caseId)],
)

/** Machines that may take orders of an organisation. The token is shown once; only its hash stays. */
export const runners = sqliteTable(
  'runners',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    name: text('name').notNull(),
    tokenHash: text('token_hash').notNull(),
    createdAt: integer('created_at').notNull(),
    lastSeenAt: integer('last_seen_at'),
    revokedAt: integer('revoked_at'),
  },
  (t) => [uniqueIndex('runners_token').on(t.tokenHash)],
)
