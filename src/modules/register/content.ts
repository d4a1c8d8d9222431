/** One recorded item (記録項目) of a file. */
export interface RecordedItem {
  no: number
  name: string
  /** the recipe's class: direct-identifier, individual-code, linking-code, quasi-identifier, sensitive, other */
  kind: string
  /** 要配慮個人情報 */
  sensitive: boolean
  note?: string
  /** ground on which this part would not be disclosed (不開示部分), taken out before processing; for officials */
  nondisclosure?: string
}

/** An office that receives something: 名称 and 所在地. */
export interface Desk {
  name: string
  address: string
}

/** The judgment whether proposals are asked for (法60条3項): three tests, each with its reason; for officials. */
export interface EligibilityJudgment {
  tests: { test: string; met: boolean; reason: string; exclusion?: string | null; route?: string | null; obstacle?: string | null }[]
  /** the only part shown to the public */
  publicReason: string
  internalReason: string
  decidedBy: string
  decidedOn: string
}

/** The fields of an entry (個人情報ファイル簿) beyond the table's own columns. Basis: 法74条1項, 75条, 110条, 令21条6項. */
export interface EntryContent {
  authority: string
  purpose: string
  items: RecordedItem[]
  /** some items are left out (法75条3項) */
  itemsPartlyWithheld: boolean
  scope: string
  /** null: withheld (法75条3項) */
  collection: string | null
  hasSensitive: boolean
  ordinanceSensitive: 'included' | 'none' | 'not-defined'
  regularRecipients: string[]
  /** they are left out (法75条3項) */
  recipientsWithheld?: boolean
  disclosureDesk: Desk
  specialProcedures: string | null
  fileKind: 'computer' | 'manual'
  /** null for a manual file */
  hasManualCounterpart: boolean | null
  /** null when 非該当 */
  proposalDesk: Desk | null
  remarks: string | null
  holdingSince: string
  personsCountedOn: string
  judgment: EligibilityJudgment
}

/** 個人情報ファイル簿, or the ledger of files that an ordinance keeps beside it (法75条5項). */
export type Ledger = 'register' | 'ordinance'

/** An entry as it is handed in: the shape of data-catalog/files/<file>/entry.json without its organisation. */
export interface EntryDraft extends EntryContent {
  slug: string
  name: string
  department: string
  persons: number
  isEligible: boolean
  /** without it the register */
  ledger?: Ledger
}

/** What a version keeps. */
export type EntrySnapshot = EntryDraft

/** When a call takes questions, both days included, and by when all are answered. */
export interface QuestionPeriod {
  from: string
  until: string
  answersBy: string
}
