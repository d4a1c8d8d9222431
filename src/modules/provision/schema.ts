import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { WrappedKey } from '../../platform/sealed.ts'

/** One line of the public ledger of provisions. */
export interface LedgerLine {
  recipient: string
  purpose: string
  file: string
  items: string[]
  persons: number
  from: string
  to: string
  /** when others may propose to use the same data (法117条3号) */
  reuseFrom: string
  reuseTo: string
  /** columns with noise: provisions of the file that carry it, and the share of this one's that is left to whoever averages them (D5) */
  noise?: { column: string; provisions: number; share: number }[]
}

/** The package encrypted for a recipient without an account; its passphrase is kept nowhere. */
export interface Handover {
  object: string
  key: WrappedKey
  /** of the encrypted file */
  sha256: string
  bytes: number
  madeAt: number
  madeBy: string
  takenAt: number | null
  takenBy: string | null
}

/** 提供: the package of a case, who prepared and confirmed it, and its receipt. */
export const provisions = sqliteTable(
  'provisions',
  {
    caseId: text('case_id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    /** how the recipient wants it encrypted: an age public key, or a passphrase of theirs that we never keep */
    recipientKind: text('recipient_kind').$type<'public-key' | 'passphrase'>().notNull(),
    recipientKey: text('recipient_key'),
    packageObject: text('package_object'),
    packageKey: text('package_key', { mode: 'json' }).$type<WrappedKey>(),
    /** of the package in the clear: what the recipient compares */
    packageSha256: text('package_sha256'),
    packageBytes: integer('package_bytes'),
    files: text('files', { mode: 'json' }).$type<{ name: string; sha256: string }[]>(),
    ledger: text('ledger', { mode: 'json' }).$type<LedgerLine>(),
    preparedAt: integer('prepared_at'),
    preparedBy: text('prepared_by'),
    confirmedAt: integer('confirmed_at'),
    confirmedBy: text('confirmed_by'),
    /** only where the recipient has no account; gone once it was received */
    handover: text('handover', { mode: 'json' }).$type<Handover>(),
    downloadedAt: integer('downloaded_at'),
    receivedAt: integer('received_at'),
  },
  (t) => [index('provisions_organisation').on(t.organisationId, t.confirmedAt)],
)
