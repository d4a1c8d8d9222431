/**
 * A report as blocks of words and figures. What it says is decided once, in sections/; html.ts writes it as a page of its own,
 * the site as a part of one of its pages.
 */
export interface Section {
  id: string
  title: string
  blocks: Block[]
}

/** A text, or parts of one: what is most important, and what is read letter by letter. */
export type Text = string | (string | { strong: string } | { code: string })[]

export type Block =
  | { kind: 'verdict'; good: boolean; title: string; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: Text }
  | { kind: 'list'; items: Text[] }
  | TableBlock
  | BarsBlock
  | PairBlock
  | PointsBlock

export interface TableBlock {
  kind: 'table'
  caption: string
  head: string[]
  /** the first cell of a row names it */
  rows: Text[][]
  /** per column: `n` numbers, at the right; `s` short words, on one line; a space for the rest */
  shapes: string
}

export interface BarEntry {
  label: string
  value: number
  /** stands beside the bar: nothing is told by length or shade alone */
  text: string
  /** of the source, not of the result */
  before?: boolean
}

export interface BarsBlock {
  kind: 'bars'
  title: string
  entries: BarEntry[]
  /** value of the longest possible bar; absent: the largest value */
  most?: number
}

/** The same column before and after, side by side, on one scale. */
export interface PairBlock {
  kind: 'pair'
  title: string
  before: { entries: BarEntry[]; note: string | null } | null
  after: { entries: BarEntry[]; note: string | null } | null
}

/** Points of two measures, in lines; `chosen` is the one that was taken. */
export interface PointsBlock {
  kind: 'points'
  title: string
  across: string
  up: string
  /** false: plain numbers across; up is always a share */
  acrossIsShare: boolean
  lines: { label: string; points: { across: number; up: number; label: string; chosen: boolean }[] }[]
}

export const plainText = (text: Text): string =>
  typeof text === 'string'
    ? text
    : text.map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.code)).join('')
