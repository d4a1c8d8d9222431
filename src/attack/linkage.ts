import { Chance } from './chance.ts'
import type { Comparable } from './material.ts'
import { type AttackResult, type Knows, resultOf } from './result.ts'
import { type Score, scoreOf } from './score.ts'
import { remembered, type Tables } from './tables.ts'
import type { Target, Targets } from './targets.ts'

/** Known values are looked up in the result: whether one row alone fits, and is the person's. */
export function linkage(
  tables: Tables,
  knows: Knows,
  set: readonly Comparable[],
  { targets, outsiders, exposed }: Targets,
  seed: number,
): AttackResult {
  const tuples = tables.tuples('released', set)
  const only = remembered((classes) =>
    tables.ofOnePerson(
      tuples,
      set.map(({ meanings }, i) => meanings[classes[i]!]!),
    ),
  )
  const score = (list: Target[], purpose: string, isControl = false): Score => {
    const chance = new Chance(seed, `linkage ${knows} ${purpose}`)
    let [tried, right] = [0, 0]
    for (const target of list) {
      if (tables.spent) break
      tried += 1
      const lot = chance.next()
      const found = only(set.map((column) => target.known(column)))
      // Of somebody who is not there any row found is a mistake that the attacker cannot see.
      if (isControl ? found.length > 0 : found.some((tuple) => tables.isTheirs(tuples.members(tuple), target.rows, lot))) right += 1
    }
    return scoreOf(tried, right)
  }
  const baseline = anyRow(tables, targets, new Chance(seed, `linkage ${knows} guess`))
  return resultOf(
    { kind: 'linkage', knows, columns: set.map(({ name }) => name), about: null },
    {
      all: score(targets, 'targets'),
      baseline,
      control: outsiders.length > 0 ? score(outsiders, 'outsiders', true) : null,
      exposed: exposed && score(exposed, 'exposed'),
    },
  )
}

/** The guess: any row of the result. */
function anyRow(tables: Tables, targets: readonly Target[], chance: Chance): Score {
  let right = 0
  for (const target of targets) {
    const row = chance.below(tables.material.releasedRows)
    const lot = chance.next()
    if (tables.isTheirs(Int32Array.of(row), target.rows, lot, true)) right += 1
  }
  return scoreOf(targets.length, right)
}
