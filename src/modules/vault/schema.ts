import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { WrappedKey } from '../../platform/sealed.ts'

/** 保管庫: what is sealed, or was and is destroyed. Destroying removes the wrapped key. */
export const vaultObjects = sqliteTable(
  'vault_objects',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    caseId: text('case_id').notNull(),
    kind: text('kind').$type<'run-secret' | 'deleted-data' | 'processing-method-record'>().notNull(),
    policy: text('policy').$type<'destroy' | 'seal'>().notNull(),
    objectName: text('object_name'),
    key: text('key', { mode: 'json' }).$type<WrappedKey>(),
    sha256: text('sha256'),
    createdAt: integer('created_at').notNull(),
    destroyedAt: integer('destroyed_at'),
  },
  (t) => [index('vault_objects_case').on(t.organisationId, t.caseId)],
)
