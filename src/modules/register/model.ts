/** One recorded item (記録項目) of a file. */
export interface RecordedItem {
  no: number
  name: string
  note?: string
}

/** The fields of an entry (個人情報ファイル簿) beyond those that are columns of the table. Basis: 法74条1項, 75条, 110条, 117条, 令21条6項. */
export interface EntryContent {
  authority: string
  purpose: string
  items: RecordedItem[]
  [field: string]: unknown
}
