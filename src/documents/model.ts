/**
 * One paper, whatever it is printed on: the Word file and the page are both made of this.
 * Texts are plain: "\n" is a line break, nothing else has a meaning.
 */
export interface DocumentModel {
  title: string
  /** 様式第九（規則第59条第1項関係）; null where the form has no number */
  form: string | null
  /** 文書番号 */
  number: string | null
  date: string | null
  addressee: string[]
  sender: string[]
  blocks: Block[]
}

export type Block =
  | { kind: 'paragraph'; text: string; align: 'left' | 'center' | 'right'; indent: boolean }
  | { kind: 'heading'; text: string }
  | { kind: 'article'; number: number; caption: string; paragraphs: ArticleParagraph[] }
  | { kind: 'list'; items: string[] }
  /** label and value beside each other */
  | { kind: 'fields'; rows: { label: string; value: string }[] }
  | { kind: 'table'; columns: Column[]; rows: string[][] }
  | { kind: 'note'; text: string }
  | { kind: 'page-break' }

/** One 項 of an article with its 号. */
export interface ArticleParagraph {
  text: string
  items: string[]
}

export interface Column {
  head: string
  /** amounts stand on the right */
  align: 'left' | 'right'
}
