import type { Holdings } from '../search/units.ts'
import type { BoundModel } from './model.ts'

/** Who holds which value in which class: the entries of `Holdings` in the order of classes, so that a class is read in one go. */
export interface ClassValues {
  classes: number
  /** Entries of class c: `start[c] … start[c + 1] - 1`; those of one profile stand together. */
  start: Int32Array
  profile: Int32Array
  /** 0 … values - 1, or `values` for a blank. */
  value: Int32Array
  values: number
  /** Where everybody is in one class and leaves it only with all others; else null. */
  whole: WholeClasses | null
}

/** Classes that are struck as a whole: `size[c]` persons, `count[i]` holding `value[i]` for i from `start[c]` to `start[c + 1] - 1`. */
interface WholeClasses {
  size: Float64Array
  start: Int32Array
  value: Int32Array
  count: Float64Array
}

/**
 * @param values - number of codes of the column
 * @param persons - of each profile, where classes are struck as a whole only; else null
 */
export function valuesByClass(holdings: Holdings, values: number, persons: ArrayLike<number> | null): ClassValues {
  const { classes, cls } = holdings
  const start = new Int32Array(classes + 1)
  for (let j = 0; j < cls.length; j++) start[cls[j]! + 1]!++
  for (let c = 0; c < classes; c++) start[c + 1]! += start[c]!
  const next = start.slice()
  const profile = new Int32Array(cls.length)
  const value = new Int32Array(cls.length)
  for (let p = 0; p + 1 < holdings.start.length; p++)
    for (let j = holdings.start[p]!; j < holdings.start[p + 1]!; j++) {
      const at = next[cls[j]!]!++
      profile[at] = p
      const code = holdings.value[j]!
      value[at] = code < 0 ? values : code
    }
  return { classes, start, profile, value, values, whole: persons && wholeClasses(start, profile, value, values, persons) }
}

function wholeClasses(start: Int32Array, profile: Int32Array, value: Int32Array, values: number, persons: ArrayLike<number>): WholeClasses {
  const classes = start.length - 1
  const whole = {
    size: new Float64Array(classes),
    start: new Int32Array(classes + 1),
    value: new Int32Array(value.length),
    count: new Float64Array(value.length),
  }
  const at = new Int32Array(values + 1).fill(-1)
  let used = 0
  for (let c = 0; c < classes; c++) {
    const from = used
    for (let j = start[c]!; j < start[c + 1]!; j++) {
      const v = value[j]!
      const own = persons[profile[j]!]!
      whole.size[c]! += own
      if (at[v]! < from) {
        at[v] = used
        whole.value[used++] = v
      }
      whole.count[at[v]!]! += own
    }
    whole.start[c + 1] = used
  }
  return whole
}

/** One class as a judge sees it: `persons` in it, of whom `counts[v]` hold v, for each v of `held[0 … distinct - 1]`. */
export interface ClassView {
  counts: Float64Array
  held: Int32Array
  distinct: number
  persons: number
}

/** Judges one class by how a sensitive value is spread in it. */
export interface ClassJudge {
  /** The figure of one class. */
  figure(view: ClassView): number
  holds(figure: number): boolean
  /** Which figure of several classes is the worst. */
  worst: 'lowest' | 'highest'
  /** Fewest persons without whom the rest of a failing class could hold; absent: not known, one at least. */
  fewest?(view: ClassView): number
  /** A blank counts as a value like any other (else it is nobody's value). */
  blanks: boolean
}

/** A judge bound to the classes of one combination. Classes that nobody has left since are not judged again. */
export function judged(
  judge: ClassJudge,
  { classes, start, profile, value, values, whole }: ClassValues,
  persons: ArrayLike<number>,
  rest: Pick<BoundModel, 'closed' | 'necessary' | 'merges'>,
): BoundModel {
  const view: ClassView = { counts: new Float64Array(values + 1), held: new Int32Array(values + 1), distinct: 0, persons: 0 }
  const { counts, held } = view
  const fails = new Uint8Array(classes)
  const judgedAt = new Float64Array(classes).fill(-1)

  const personsOf = (c: number, alive: Uint8Array): number => {
    if (whole) return alive[profile[start[c]!]!] === 1 ? whole.size[c]! : 0
    let sum = 0
    let last = -1
    for (let j = start[c]!; j < start[c + 1]!; j++) {
      const p = profile[j]!
      if (p === last || alive[p] === 0) continue
      last = p
      sum += persons[p]!
    }
    return sum
  }
  const figureOf = (c: number, alive: Uint8Array, inClass: number, fewest = false): number => {
    let distinct = 0
    if (whole)
      for (let i = whole.start[c]!; i < whole.start[c + 1]!; i++) {
        const v = whole.value[i]!
        if (v === values && !judge.blanks) continue
        held[distinct++] = v
        counts[v] = whole.count[i]!
      }
    for (let j = whole ? start[c + 1]! : start[c]!; j < start[c + 1]!; j++) {
      const p = profile[j]!
      const v = value[j]!
      if (alive[p] === 0 || (v === values && !judge.blanks)) continue
      // A person holds a value once, however many of the rows say so.
      let i = j - 1
      while (i >= start[c]! && profile[i] === p && value[i] !== v) i--
      if (i >= start[c]! && profile[i] === p) continue
      if (counts[v] === 0) held[distinct++] = v
      counts[v]! += persons[p]!
    }
    view.distinct = distinct
    view.persons = inClass
    let figure = judge.figure(view)
    if (fewest) figure = judge.holds(figure) ? 0 : Math.min(inClass, Math.max(1, Math.ceil((judge.fewest?.(view) ?? 1) - 1e-6)))
    for (let i = 0; i < distinct; i++) counts[held[i]!] = 0
    return figure
  }

  return {
    ...rest,
    ...(rest.merges
      ? {
          atLeastGone(alive: Uint8Array, smallest: number) {
            let gone = 0
            for (let c = 0; c < classes; c++) {
              const inClass = personsOf(c, alive)
              if (inClass === 0) continue
              const fewest = figureOf(c, alive, inClass, true)
              gone += inClass - fewest < smallest ? inClass : fewest
            }
            return gone
          },
        }
      : {}),
    strike(alive) {
      let any = false
      for (let c = 0; c < classes; c++) {
        const inClass = personsOf(c, alive)
        if (inClass !== judgedAt[c]) {
          judgedAt[c] = inClass
          fails[c] = inClass > 0 && !judge.holds(figureOf(c, alive, inClass)) ? 1 : 0
        }
        if (fails[c] === 1) any = true
      }
      if (!any) return false
      // All classes are judged before anybody goes: the order of classes decides nothing.
      for (let c = 0; c < classes; c++) if (fails[c] === 1) for (let j = start[c]!; j < start[c + 1]!; j++) alive[profile[j]!] = 0
      return true
    },
    achieved(alive) {
      let worst: number | null = null
      for (let c = 0; c < classes; c++) {
        const inClass = personsOf(c, alive)
        if (inClass === 0) continue
        const figure = figureOf(c, alive, inClass)
        if (worst === null || (judge.worst === 'lowest' ? figure < worst : figure > worst)) worst = figure
      }
      return worst !== null && Number.isFinite(worst) ? worst : null
    },
  }
}

/** Both must hold; the figure is the first one's. */
export function both(first: BoundModel, second: BoundModel, rest: Pick<BoundModel, 'closed' | 'necessary' | 'merges'>): BoundModel {
  return {
    ...rest,
    ...(first.atLeastGone ? { atLeastGone: first.atLeastGone } : {}),
    strike(alive) {
      const one = first.strike(alive)
      return second.strike(alive) || one
    },
    achieved: (alive) => first.achieved(alive),
  }
}
