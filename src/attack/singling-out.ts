import { Chance } from './chance.ts'
import type { Comparable } from './material.ts'
import { type AttackResult, type Knows, resultOf } from './result.ts'
import { scoreOf } from './score.ts'
import { remembered, type Tables } from './tables.ts'

/** What descriptions are made of, and by which lot; whether there is anybody who is not in the result. */
interface SinglingOut {
  knows: Knows
  sets: readonly (readonly Comparable[])[]
  attempts: number
  seed: number
  hasOutsiders: boolean
}

/** Descriptions taken from rows of the result: whether exactly one person of the source answers to them. */
export function singlingOut(tables: Tables, { knows, sets, attempts, seed, hasOutsiders }: SinglingOut): AttackResult {
  const { releasedRows } = tables.material
  const each = Math.max(1, Math.floor(Math.min(attempts, releasedRows * sets.length) / sets.length))
  const rare = tables.rareReleased()
  let [tried, alone, byGuess, outside, triedRare, aloneRare] = [0, 0, 0, 0, 0, 0]
  for (const [number, set] of sets.entries()) {
    tables.begin()
    const tuples = tables.tuples('source', set)
    /** row of the one person who answers to the codes; undefined: nobody or several do */
    const only = remembered((codes) => {
      const tuple = tables
        .ofOnePerson(
          tuples,
          set.map(({ origins }, i) => origins[codes[i]!]!),
        )
        .at(-1)
      return tuple === undefined ? undefined : tuples.members(tuple)[0]
    })
    const values = set.map((column) => tables.valuesOf(column))
    const chance = new Chance(seed, `singling-out ${knows} ${number}`)
    let done = 0
    for (const row of chance.order(releasedRows)) {
      if (done === each || tables.spent) break
      done += 1
      const found = only(set.map(({ released }) => released[row]!))
      if (found !== undefined) {
        alone += 1
        if (tables.fitting(found) === 0) outside += 1
      }
      // Somebody who knows which values there are, and no more.
      if (only(values.map((codes) => codes[chance.below(codes.length)]!)) !== undefined) byGuess += 1
    }
    tried += done
    done = 0
    for (const at of new Chance(seed, `exposed rows ${number}`).order(rare.length)) {
      if (done === each || tables.spent) break
      done += 1
      if (only(set.map(({ released }) => released[rare[at]!]!)) !== undefined) aloneRare += 1
    }
    triedRare += done
  }
  const columns = [...new Set(sets.flat().map(({ name }) => name))]
  return resultOf(
    { kind: 'singling-out', knows, columns, about: null },
    {
      all: scoreOf(tried, alone),
      baseline: scoreOf(tried, byGuess),
      control: hasOutsiders ? scoreOf(tried, outside) : null,
      exposed: triedRare === 0 ? null : scoreOf(triedRare, aloneRare),
    },
  )
}
