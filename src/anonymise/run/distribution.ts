import type { CellText } from '../plan.ts'
import { parseDate } from '../values/date.ts'
import { formatNumber, parseNumber } from '../values/number.ts'

/** One value of a column, or none, with how often it is held. */
export interface Tallied {
  text: CellText
  rows: number
}

export interface Bar {
  label: string
  /** rounded to ROUNDING */
  rows: number
}

/** How the values of a column are spread, as a committee sees it: no bar stands for fewer than FEWEST persons (rule F1). */
export interface Distribution {
  /** values in their order, or intervals; the most frequent first where they have none */
  bars: Bar[]
  /** values without a bar: few hold them, or they are less frequent than those shown */
  others: { values: number; rows: number } | null
  /** the bars are intervals: 「a〜」 holds a and what lies between it and the next */
  intervals: boolean
}

/** @source rule F1 */
export const FEWEST = 10
const ROUNDING = 5
const MOST_CATEGORIES = 12
const MOST_ORDERED = 20
const MOST_INTERVALS = 12

/** Where a value lies on its scale, if it has one. Labels of intervals lie at their lower end. */
interface Scale {
  kind: 'number' | 'date'
  of: (text: string) => number | null
}

const yearsOf = (iso: string) => Number(iso.slice(0, 4)) + (Number(iso.slice(5, 7)) - 1) / 12 + Number(iso.slice(8, 10)) / 400

const DATE_LABEL = /^(\d{4})(?:-(0[1-9]|1[0-2])|-Q([1-4])|年度?|-\d{4})$/
const ERA_YEAR = /^(令和|平成|昭和)(元|\d{1,2})年度?$/
const ERA_STARTS: Record<string, number> = { 令和: 2018, 平成: 1988, 昭和: 1925 }
const INTERVAL_LABEL = /^[[(<]?\(?(-?\d+(?:\.\d+)?)\)?(?:-\(?-?\d+(?:\.\d+)?\)?|,-?\d+(?:\.\d+)?\)|以上|以下)?$/

const SCALES: Scale[] = [
  {
    kind: 'date',
    of: (text) => {
      const day = parseDate(text)
      if (day !== null) return yearsOf(day)
      const era = ERA_YEAR.exec(text.normalize('NFKC'))
      if (era) return ERA_STARTS[era[1]!]! + (era[2] === '元' ? 1 : Number(era[2]))
      const label = DATE_LABEL.exec(text)
      return label ? Number(label[1]) + (label[2] ? (Number(label[2]) - 1) / 12 : label[3] ? (Number(label[3]) - 1) / 4 : 0) : null
    },
  },
  {
    kind: 'number',
    of: (text) => {
      const number = parseNumber(text)
      if (number !== null) return number
      const label = INTERVAL_LABEL.exec(text)
      return label ? Number(label[1]) : null
    },
  },
]

/** Intervals on a scale: ascending inner edges; the first interval has no lower end, the last no upper. */
export interface Bins {
  kind: Scale['kind']
  edges: number[]
}

/** How values are put in order: as names, one by one along their scale, or in intervals of it. */
export type Order = 'names' | 'scale' | Bins

/** The order in which a distribution is best told; that of the source serves the result too. */
export function orderOf(values: readonly Tallied[]): Order {
  const held = values.filter(({ text, rows }) => text !== null && rows > 0)
  const scale = scaleOf(held)
  if (!scale) return 'names'
  if (held.length <= MOST_ORDERED) return 'scale'
  const at = held.map(({ text, rows }) => ({ at: scale.of(text!)!, rows })).sort((a, b) => a.at - b.at)
  const total = at.reduce((sum, { rows }) => sum + rows, 0)
  const quantile = (share: number) => {
    let sum = 0
    for (const { at: value, rows } of at) {
      sum += rows
      if (sum >= share * total) return value
    }
    return at.at(-1)!.at
  }
  // The bulk decides: one far value would make all others one interval, and its own edge would tell it.
  const [low, high] = [quantile(0.02), quantile(0.98)]
  const width = niceWidth((high - low) / (MOST_INTERVALS - 2), scale.kind === 'date')
  const edges: number[] = []
  for (let i = Math.floor(low / width) + 1; i * width <= high && edges.length < MOST_INTERVALS - 1; i++)
    edges.push(Number((i * width).toPrecision(12)))
  return edges.length > 0 ? { kind: scale.kind, edges } : 'scale'
}

function scaleOf(held: readonly Tallied[]): Scale | null {
  return SCALES.find(({ of }) => held.length > 0 && held.every(({ text }) => of(text!) !== null)) ?? null
}

function niceWidth(least: number, whole: boolean): number {
  if (least <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(least))
  const width = [1, 2, 5, 10].map((step) => step * power).find((step) => step >= least * (1 - 1e-9))!
  return whole ? Math.max(1, width) : width
}

const unitOf = (kind: Scale['kind'], edge: number) =>
  kind === 'date' ? `${edge}年` : Math.abs(edge) >= 10_000 && edge % 1_000 === 0 ? `${grouped(edge / 10_000)}万` : grouped(edge)
const grouped = (value: number) => (Math.abs(value) >= 10_000 ? value.toLocaleString('en-US') : formatNumber(value))

interface Category {
  label: string
  values: number
  rows: number
}

/**
 * A distribution in few bars, of which none stands for fewer than FEWEST persons; counts are rounded (rule F1).
 * @param mostRows - rows that one person may have: so many rows are at least one person
 * @returns null if there is nothing that may be shown
 */
export function distributionOf(values: readonly Tallied[], order: Order, mostRows: number): Distribution | null {
  const isFew = (rows: number) => Math.ceil(rows / mostRows) < FEWEST
  const held = values.filter(({ rows }) => rows > 0)
  const texts = held.filter(({ text }) => text !== null)
  const bins = typeof order === 'object' ? order : null
  const scale = bins ? SCALES.find(({ kind }) => kind === bins.kind)! : null
  const fits = scale !== null && texts.length > 0 && texts.every(({ text }) => scale.of(text!) !== null)
  const empty = held.find(({ text }) => text === null)
  const shown = new Set(fits ? inIntervals(texts, bins!, scale, isFew) : inCategories(texts, order))
  const rest: Category = { label: '', values: 0, rows: 0 }
  const merge = (category: Category) => {
    rest.values += category.values
    rest.rows += category.rows
    shown.delete(category)
  }
  if (empty) shown.add({ label: '（空欄）', values: 1, rows: empty.rows })
  for (const category of [...shown]) if (isFew(category.rows)) merge(category)
  if (!fits) {
    const ordered = order !== 'names' && shown.size <= MOST_ORDERED
    if (!ordered) for (const category of [...shown].sort(byRows).slice(MOST_CATEGORIES)) merge(category)
  }
  // A rest of few persons tells of them: it takes the smallest bar in.
  while (rest.rows > 0 && isFew(rest.rows) && shown.size > 0) merge([...shown].sort(byRows).at(-1)!)
  if (shown.size === 0) return null
  const rounded = (rows: number) => Math.round(rows / ROUNDING) * ROUNDING
  return {
    bars: [...shown].map(({ label, rows }) => ({ label, rows: rounded(rows) })),
    others: rest.rows > 0 ? { values: rest.values, rows: rounded(rest.rows) } : null,
    intervals: fits,
  }
}

const byRows = (a: Category, b: Category) => b.rows - a.rows || (a.label < b.label ? -1 : 1)

/** In the order of their scale; else the most frequent first. */
function inCategories(texts: readonly Tallied[], order: Order): Category[] {
  const categories = texts.map(({ text, rows }) => ({ label: text!, values: 1, rows }))
  const scale = order === 'names' ? null : scaleOf(texts)
  if (!scale) return categories.sort(byRows)
  return categories.sort((a, b) => scale.of(a.label)! - scale.of(b.label)! || byRows(a, b))
}

/** Neighbouring intervals of few persons become one. */
function inIntervals(texts: readonly Tallied[], { kind, edges }: Bins, scale: Scale, isFew: (rows: number) => boolean): Category[] {
  const parts = [...edges, Number.POSITIVE_INFINITY].map((_, i) => ({ from: i === 0 ? null : edges[i - 1]!, values: 0, rows: 0 }))
  for (const { text, rows } of texts) {
    const at = scale.of(text!)!
    const part = parts[edges.filter((edge) => at >= edge).length]!
    part.values += 1
    part.rows += rows
  }
  const whole: (typeof parts)[number][] = []
  for (const part of parts) {
    const last = whole.at(-1)
    if (last && (isFew(last.rows) || isFew(part.rows))) {
      last.values += part.values
      last.rows += part.rows
    } else whole.push({ ...part })
  }
  return whole.map(({ from, values, rows }, i) => ({
    label:
      from === null
        ? whole[i + 1]
          ? `${unitOf(kind, whole[i + 1]!.from!)}${kind === 'date' ? 'より前' : '未満'}`
          : 'すべて'
        : `${unitOf(kind, from)}〜`,
    values,
    rows,
  }))
}
