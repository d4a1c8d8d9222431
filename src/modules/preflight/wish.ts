import { type IsoDate, isIsoDate, type Refusal } from '../../core/index.ts'
import { wantableItems, wantField } from '../proposals/index.ts'
import type { RegisterEntry } from '../register/index.ts'
import { type Fineness, stepsOf, usualStep } from './fineness.ts'

/** What a visitor wishes, as far as it can be said before signing in. */
export interface Wish {
  /** steps by item name, of the items that could tell persons apart */
  fineness: ReadonlyMap<string, Fineness>
  persons: number
  workHours: number
  /** numbers of the other items wished for */
  others: ReadonlySet<number>
  /** null: not said */
  period: { from: IsoDate; to: IsoDate } | null
  /** in the visitor's own words; empty: not said */
  purpose: string
}

const MOST_HOURS = 1_000
/** Longest purpose: it goes with the address of the page. */
export const LONGEST_PURPOSE = 200

type Query = Readonly<Record<string, string>>

/** Items that could tell persons apart: their fineness decides. */
export const tellingItems = (entry: RegisterEntry) =>
  entry.content.items.filter(({ kind, nondisclosure }) => kind === 'quasi-identifier' && !nondisclosure)

/** The other items that can be asked for. */
export const otherItems = (entry: RegisterEntry) => {
  const telling = new Set(tellingItems(entry).map(({ no }) => no))
  return wantableItems(entry.content.items).filter(({ no }) => !telling.has(no))
}

/** Reads a wish out of an address; what is not said is as usual. */
export function readWish(entry: RegisterEntry | undefined, query: Query, today: IsoDate): { wish: Wish; refusals: Refusal[] } {
  const refusals: Refusal[] = []
  if (!entry) refusals.push({ code: 'required', field: 'entry' })
  const whole = (field: 'persons' | 'hours', usual: number, most: number) => {
    const text = (query[field] ?? '').normalize('NFKC').replaceAll(',', '').trim()
    if (text === '') return usual
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= 1 && value <= most) return value
    refusals.push({ code: 'not-a-number', field })
    return usual
  }
  const fineness = new Map<string, Fineness>()
  for (const { no, name } of entry ? tellingItems(entry) : [])
    fineness.set(name, stepsOf(name).find(({ id }) => id === query[`item-${no}`]) ?? usualStep(name))
  const others = (entry ? otherItems(entry) : []).flatMap(({ no }) => (query[wantField(no)] === 'yes' ? [no] : []))
  const purpose = (query.purpose ?? '').trim()
  if ([...purpose].length > LONGEST_PURPOSE) refusals.push({ code: 'too-long', field: 'purpose', facts: { max: LONGEST_PURPOSE } })
  const persons = whole('persons', entry?.persons ?? 0, Number.MAX_SAFE_INTEGER)
  const workHours = whole('hours', 3, MOST_HOURS)
  return { wish: { fineness, persons, workHours, others: new Set(others), period: readPeriod(query, today, refusals), purpose }, refusals }
}

function readPeriod({ from = '', to = '' }: Query, today: IsoDate, refusals: Refusal[]): Wish['period'] {
  if (from === '' && to === '') return null
  const isDay = (field: string, day: string): day is IsoDate => {
    if (!isIsoDate(day)) refusals.push({ code: 'not-a-date', field })
    return isIsoDate(day)
  }
  const [hasFrom, hasTo] = [isDay('from', from), isDay('to', to)]
  if (hasFrom && from < today) refusals.push({ code: 'starts-in-past', field: 'from' })
  if (hasFrom && hasTo && to < from) refusals.push({ code: 'ends-before-start', field: 'to' })
  return hasFrom && hasTo && to >= from ? { from, to } : null
}
