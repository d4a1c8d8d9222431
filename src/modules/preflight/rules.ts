import type { IsoDate } from '../../core/index.ts'
import { decisionForecast, type Fee, type Forecast, fee, type Programme } from '../../programmes/index.ts'
import type { Call, RegisterEntry } from '../register/index.ts'
import { type Fineness, factOf, stepsOf } from './fineness.ts'
import { type PeriodOutlook, periodOutlook } from './period.ts'
import type { Wish } from './wish.ts'

export interface Answer {
  eligible: boolean
  /** why not, or that it is */
  reason: string
  bodies: { text: string; source: string | null }
  call: Call | null
  /** by when a decision can be expected if the review began today; null: the programme sets no span */
  decisionOn: Forecast | null
  fee: Fee
  persons: { least: number; source: string | null; enough: boolean; tooMany: boolean }
  /** per k: share of persons who would stand in a class of fewer than k, at least */
  crowds: { k: number; share: number }[]
  /** different combinations of the items wished for */
  combinations: number
  /** how many are wanted alike, and how many would stand among fewer; null: the programme names no number */
  least: { k: number; share: number; source: string | null } | null
  /** by item: the finest step, all others staying as wished, at which few stand alone; null: this item alone does not mend it */
  finest: { item: string; step: Fineness | null }[]
  /** null: no period was said */
  period: PeriodOutlook | null
}

/** Share of persons in small crowds above which too much would have to be deleted. */
export const FEW = 0.05

/** Sizes of crowds that are talked about. */
const CROWDS = [3, 5, 10, 20]

/**
 * What the programme, the register and the calls say of a wish. The fee and the days come from the same code as the official ones.
 * @param today - day in Japan
 */
export function answer(
  programme: Programme,
  entry: Pick<RegisterEntry, 'isEligible' | 'persons' | 'content'>,
  call: Call | null,
  wish: Wish,
  today: IsoDate,
): Answer {
  const least = programme.settings['review.minPersons']
  const bodies = programme.settings['review.bodies']
  const combinations = combinationsOf(wish.fineness)
  return {
    eligible: entry.isEligible,
    reason: entry.content.judgment.publicReason,
    bodies: { text: listed(bodies?.value), source: bodies?.source ?? null },
    call,
    decisionOn: decisionForecast(programme, today),
    fee: fee(programme.fee, { workMinutes: wish.workHours * 60 }),
    persons: {
      least: typeof least?.value === 'number' ? least.value : 0,
      source: least?.source ?? null,
      enough: typeof least?.value !== 'number' || wish.persons >= least.value,
      tooMany: wish.persons > entry.persons,
    },
    crowds: CROWDS.map((k) => ({ k, share: shareBelow(wish.persons, combinations, k) })),
    combinations,
    ...crowdOutlook(programme, wish, combinations),
    period: wish.period ? periodOutlook(programme, wish.period.from, wish.period.to) : null,
  }
}

/** What the number of persons allows: against the least crowd that the programme wants, and how fine each item could be. */
function crowdOutlook(programme: Programme, { fineness, persons }: Wish, combinations: number): Pick<Answer, 'least' | 'finest'> {
  const setting = programme.settings['review.minCrowd']
  const k = setting?.value
  if (typeof k !== 'number') return { least: null, finest: [] }
  const isFit = (item: string, step: Fineness) => shareBelow(persons, combinationsOf(new Map([...fineness, [item, step]])), k) <= FEW
  return {
    least: { k, share: shareBelow(persons, combinations, k), source: setting?.source ?? null },
    finest: [...fineness.keys()].map((item) => ({ item, step: stepsOf(item).find((step) => isFit(item, step)) ?? null })),
  }
}

/** Items that tell the same fact count once, as the finest of them does: a postcode beside an address. */
export function combinationsOf(fineness: ReadonlyMap<string, Fineness>): number {
  const most = new Map<string, number>()
  for (const [item, { values }] of fineness) {
    const fact = factOf(item)
    most.set(fact, Math.max(most.get(fact) ?? 1, values))
  }
  return [...most.values()].reduce((product, values) => product * values, 1)
}

const listed = (value: unknown): string => (Array.isArray(value) ? value.map(String).join('、') : String(value ?? ''))

/**
 * Share of persons in classes of fewer than k if persons were spread evenly over the combinations: the other persons of one's own
 * class are then as many as a Poisson variable says. Real files are less even, so the true share is larger.
 */
export function shareBelow(persons: number, combinations: number, k: number): number {
  const mean = (persons - 1) / combinations
  let term = Math.exp(-mean)
  let sum = 0
  for (let others = 0; others <= k - 2; others++) {
    sum += term
    term *= mean / (others + 1)
  }
  return persons <= 0 ? 1 : Math.min(1, sum)
}
