import type { CellText } from '../plan.ts'
import { dayOf, monthOf, type PackedDate, parsePacked, yearOf } from '../values/date.ts'
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

const yearsOf = (day: PackedDate) => yearOf(day) + (monthOf(day) - 1) / 12 + dayOf(day) / 400

const DATE_LABEL = /^(\d{4})(?:-(0[1-9]|1[0-2])|-Q([1-4])|年度?|-\d{4})$/
const ERA_YEAR = /^(令和|平成|昭和)(元|\d{1,2})年度?$/
const ERA_STARTS: Record<string, number> = { 令和: 2018, 平成: 1988, 昭和: 1925 }
const INTERVAL_LABEL = /^[[(<]?\(?(-?\d+(?:\.\d+)?)\)?(?:-\(?-?\d+(?:\.\d+)?\)?|,-?\d+(?:\.\d+)?\)|以上|以下)?$/

const SCALES: Scale[] = [
  {
    kind: 'date',
    of: (text) => {
      const day = parsePacked(text)
      if (day >= 0) return yearsOf(day)
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

/** Values along a scale that all of them have. */
interface Placed {
  kind: Scale['kind']
  at: Float64Array
}

function placed(texts: readonly Tallied[]): Placed | null {
  if (texts.length === 0) return null
  const at = new Float64Array(texts.length)
  scales: for (const { kind, of } of SCALES) {
    for (let i = 0; i < texts.length; i++) {
      const place = of(texts[i]!.text!)
      if (place === null) continue scales
      at[i] = place
    }
    return { kind, at }
  }
  return null
}

/** More values than this are looked at in part: edges are round, and a few thousand values tell where the bulk lies. */
const SAMPLE = 4_096

function orderOf(texts: readonly Tallied[], scale: Placed | null): Order {
  if (!scale) return 'names'
  if (texts.length <= MOST_ORDERED) return 'scale'
  const stride = Math.ceil(texts.length / SAMPLE)
  const some: { at: number; rows: number }[] = []
  for (let i = 0; i < texts.length; i += stride) some.push({ at: scale.at[i]!, rows: texts[i]!.rows })
  some.sort((a, b) => a.at - b.at)
  const total = some.reduce((sum, { rows }) => sum + rows, 0)
  const quantile = (share: number) => {
    let sum = 0
    for (const { at, rows } of some) {
      sum += rows
      if (sum >= share * total) return at
    }
    return some.at(-1)!.at
  }
  // The bulk decides: one far value would make all others one interval, and its own edge would tell it.
  const [low, high] = [quantile(0.02), quantile(0.98)]
  const width = niceWidth((high - low) / (MOST_INTERVALS - 2), scale.kind === 'date')
  const edges: number[] = []
  for (let i = Math.floor(low / width) + 1; i * width <= high && edges.length < MOST_INTERVALS - 1; i++)
    edges.push(Number((i * width).toPrecision(12)))
  return edges.length > 0 ? { kind: scale.kind, edges } : 'scale'
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
 * @param values - each text once; without a known order, in one that does not depend on the rows'
 * @param known - the order to tell them in, if they can be; null: the one that suits them
 * @param mostRows - rows that one person may have: so many rows are at least one person
 * @returns distribution null if there is nothing that may be shown; the order taken serves another distribution of the column
 */
export function spreadOf(
  values: readonly Tallied[],
  known: Order | null,
  mostRows: number,
): { distribution: Distribution | null; order: Order } {
  const isFew = (rows: number) => Math.ceil(rows / mostRows) < FEWEST
  const texts = values.filter(({ text, rows }) => text !== null && rows > 0)
  const empty = values.find(({ text, rows }) => text === null && rows > 0)
  const scale = known === 'names' ? null : placed(texts)
  const order = known ?? orderOf(texts, scale)
  const bins = typeof order === 'object' && scale?.kind === order.kind ? order : null
  let shown = bins ? inIntervals(texts, scale!.at, bins, isFew) : inCategories(texts, scale)
  const rest: Category = { label: '', values: 0, rows: 0 }
  const merge = (gone: readonly Category[]) => {
    for (const category of gone) {
      rest.values += category.values
      rest.rows += category.rows
    }
    const all = new Set(gone)
    shown = shown.filter((category) => !all.has(category))
  }
  if (empty) shown.push({ label: '（空欄）', values: 1, rows: empty.rows })
  merge(shown.filter(({ rows }) => isFew(rows)))
  if (!bins && (!scale || shown.length > MOST_ORDERED)) merge([...shown].sort(byRows).slice(MOST_CATEGORIES))
  // A rest of few persons tells of them: it takes the smallest bar in.
  while (rest.rows > 0 && isFew(rest.rows) && shown.length > 0) merge([...shown].sort(byRows).slice(-1))
  if (shown.length === 0) return { distribution: null, order }
  const rounded = (rows: number) => Math.round(rows / ROUNDING) * ROUNDING
  return {
    distribution: {
      bars: shown.map(({ label, rows }) => ({ label, rows: rounded(rows) })),
      others: rest.rows > 0 ? { values: rest.values, rows: rounded(rest.rows) } : null,
      intervals: bins !== null,
    },
    order,
  }
}

const byRows = (a: Category, b: Category) => b.rows - a.rows || (a.label < b.label ? -1 : 1)

/** In the order of their scale; else the most frequent first. */
function inCategories(texts: readonly Tallied[], scale: Placed | null): Category[] {
  const categories = texts.map(({ text, rows }, i) => ({ label: text!, values: 1, rows, at: scale?.at[i] ?? 0 }))
  return categories.sort((a, b) => a.at - b.at || byRows(a, b))
}

/** Neighbouring intervals of few persons become one. */
function inIntervals(texts: readonly Tallied[], at: Float64Array, { kind, edges }: Bins, isFew: (rows: number) => boolean): Category[] {
  const parts = [Number.NEGATIVE_INFINITY, ...edges].map((from) => ({ from, values: 0, rows: 0 }))
  for (let i = 0; i < texts.length; i++) {
    let p = 0
    while (p < edges.length && at[i]! >= edges[p]!) p++
    parts[p]!.values += 1
    parts[p]!.rows += texts[i]!.rows
  }
  const whole: (typeof parts)[number][] = []
  for (const part of parts) {
    const last = whole.at(-1)
    if (last && (isFew(last.rows) || isFew(part.rows))) {
      last.values += part.values
      last.rows += part.rows
    } else whole.push({ ...part })
  }
  const labelOf = (i: number): string => {
    if (whole[i]!.from > Number.NEGATIVE_INFINITY) return `${unitOf(kind, whole[i]!.from)}〜`
    return whole[i + 1] ? `${unitOf(kind, whole[i + 1]!.from)}${kind === 'date' ? 'より前' : '未満'}` : 'すべて'
  }
  return whole.map(({ values, rows }, i) => ({ label: labelOf(i), values, rows }))
}
