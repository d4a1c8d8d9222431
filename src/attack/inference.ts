import type { Comparable } from './material.ts'
import { type AttackResult, type Knows, resultOf } from './result.ts'
import { type Score, scoreOf } from './score.ts'
import { remembered, type Tables } from './tables.ts'
import type { Target, Targets } from './targets.ts'

/** The most frequent value among the rows that fit: whether it is the person's. */
export function inference(
  tables: Tables,
  knows: Knows,
  set: readonly Comparable[],
  secret: Comparable,
  { targets, outsiders, exposed }: Targets,
): AttackResult {
  const tuples = tables.tuples('released', set)
  const whole = new Map<number, number>()
  for (const code of secret.released) count(whole, code)
  const usual = most(whole, secret)
  const ofFitting = remembered((classes) => {
    const counts = new Map<number, number>()
    const allowed = set.map(({ meanings }, i) => meanings[classes[i]!]!)
    tables.each(tuples, allowed, (tuple) => {
      for (const row of tuples.members(tuple)) count(counts, secret.released[row]!)
      tables.went(tuples.rows[tuple]!)
    })
    return counts.size === 0 ? usual : most(counts, secret)
  })
  const guessed = (target: Target) => ofFitting(set.map((column) => target.known(column)))
  const score = (list: Target[], guess: (target: Target) => number): Score => {
    let [tried, right] = [0, 0]
    for (const target of list) {
      if (tables.spent) break
      const truth = target.rows.map((row) => secret.meanings[secret.source[row]!]!).filter((codes) => codes.some((code) => code > 0))
      if (truth.length === 0) continue
      tried += 1
      const value = guess(target)
      if (truth.some((codes) => codes.includes(value))) right += 1
    }
    return scoreOf(tried, right)
  }
  return resultOf(
    { kind: 'inference', knows, columns: set.map(({ name }) => name), about: secret.name },
    {
      all: score(targets, guessed),
      baseline: score(targets, () => usual),
      control: outsiders.length > 0 ? score(outsiders, guessed) : null,
      exposed: exposed && score(exposed, guessed),
    },
  )
}

/** A blank (0) is nobody's value. */
function count(counts: Map<number, number>, code: number): void {
  if (code > 0) counts.set(code, (counts.get(code) ?? 0) + 1)
}

/** The value that most hold, of several the first by its text; -1: there is none. */
function most(counts: ReadonlyMap<number, number>, { releasedTexts }: Comparable): number {
  let best = -1
  let held = 0
  for (const [code, count] of counts) {
    if (count < held) continue
    if (count > held || releasedTexts[code]! < releasedTexts[best]!) best = code
    held = count
  }
  return best
}
