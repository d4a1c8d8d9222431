import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** 提供: the package of a case, who confirmed it, and its receipt. */
export const provisions = sqliteTable('provisions', {
  caseId: text('case_id').primaryKey(),
  organisationId: text('organisation_id').notNull(),
  /** how the recipient wants it encrypted: a public key, or a passphrase of theirs that we never keep */
  recipientKind: text('recipient_kind').$type<'public-key' | 'passphrase'>(),
  recipientKey: text('recipient_key'),
  packageObject: text('package_object'),
  packageSha256: text('package_sha256'),
  packageBytes: integer('package_bytes'),
  preparedAt: integer('prepared_at'),
  preparedBy: text('prepared_by'),
  confirmedAt: integer('confirmed_at'),
  confirmedBy: text('confirmed_by'),
  downloadedAt: integer('downloaded_at'),
  receivedAt: integer('received_at'),
  /** public ledger: purpose, items, persons, period */
  ledger: text('ledger', { mode: 'json' }).$type<{
    recipient: string
    purpose: string
    file: string
    items: string[]
    persons: number
    from: string
    to: string
  } | null>(),
})
