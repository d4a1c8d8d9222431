import type { Engine, Tuples } from '../engines/engine.ts'
import { InputProblem } from '../errors.ts'
import { quasiIdentifiers } from '../plan.ts'
import { Dictionaries } from '../run/leaves.ts'
import { groupByPair, SequenceNumbers } from '../search/grouping.ts'
import { columnsRead, type Provision, type Side, sideOf } from './side.ts'

/** What an earlier provision and the present one tell together, in persons of the present extract. */
export interface JoinFigures {
  k: number
  /** persons in both, whom both together tell from all but fewer than k − 1 others */
  jointBelowK: number
  /** persons in one of them only, in classes with fewer than k such persons */
  differenceBelowK: number
  met: boolean
}

/**
 * Applies every provision to one extract and joins the present one with each earlier by source person (privacy-rules E1).
 * Nothing of the join outlives the call but counts.
 * @param engine - not loaded yet; its source is the present extract
 * @throws {InputProblem | ValueProblem} if an earlier recipe cannot be applied to the extract
 */
export async function compareProvisions(
  engine: Engine,
  header: readonly string[],
  present: Provision,
  earlier: readonly Provision[],
): Promise<JoinFigures[]> {
  const all = [present, ...earlier]
  const read = [...new Set(all.flatMap(({ plan }) => columnsRead(plan)))]
  const pairs = new Map(all.flatMap(({ plan }) => plan.columns.flatMap(({ name, pair }) => (pair ? [[name, pair] as const] : []))))
  const keys = (role: 'person' | 'household') => all.map(({ plan }) => plan[role]).find((name) => name !== null) ?? null
  const [person, household] = [keys('person'), keys('household')]
  for (const name of [...read.filter((name) => !pairs.has(name)), person, household])
    if (name !== null && !header.includes(name))
      throw new InputProblem(
        `前の提供の加工方法にある列「${name}」が今のファイルになく、合わせて分かることを確かめられません。列の名前をそろえてください`,
      )
  const { dictionaries: coded } = await engine.load({ texts: [], codes: read, person, household, pairs })
  const dictionaries = new Dictionaries(engine, coded)
  const figures: JoinFigures[] = []
  for (const [i, one] of earlier.entries()) {
    const quasi = new Set([present, one].flatMap(({ plan }) => quasiIdentifiers(plan).map(({ name }) => name)))
    const sides = [
      await sideOf(engine, dictionaries, one, `e${i}`, quasi),
      await sideOf(engine, dictionaries, present, `p${i}`, quasi),
    ] as const
    figures.push(await join(engine, sides, present.recipe.privacy.k ?? one.recipe.privacy.k ?? 2))
  }
  return figures
}

/** Classes of units (tuples of rows, or persons' histories) in one provision; −1: not in it. */
interface Placed {
  base: Int32Array
  /** with the values kept beside the quasi-identifiers */
  full: Int32Array
}

async function join(engine: Engine, sides: readonly [Side, Side], k: number): Promise<JoinFigures> {
  const tuples = await engine.histogram(sides.flatMap(({ quasi, kept, selected }) => [...quasi, ...kept, selected]))
  const histories = tuples.profiles !== undefined && sides.some(({ linkable }) => linkable)
  const count = counter(engine, tuples, histories)
  const placed: Placed[] = []
  let from = 0
  for (const side of sides) {
    const columns = tuples.columns.slice(from, from + side.quasi.length + side.kept.length + 1)
    from += columns.length
    placed.push(await place(engine, tuples, histories, side, columns))
  }
  const [old, now] = placed as [Placed, Placed]
  const rates = sides.map(({ rate }) => rate) as [number, number]
  const rate = Math.min(...rates)
  const short = (persons: number, by: number) => persons > 0 && Math.round(persons * by) < k

  const both = pair(old.base, now.base)
  const bothFull = pair(old.full, now.full)
  const joint = await count(both)
  const jointFull = await count(bothFull)
  const oldFull = await count(old.full)
  const nowFull = await count(now.full)
  // What one file tells by kept values alone is measured there (B1); here counts what only both together tell.
  const told = both.map((id, unit) => {
    if (id < 0) return -1
    if (short(joint[id]!, rate)) return bothFull[unit]!
    const added =
      short(jointFull[bothFull[unit]!]!, rate) && !short(oldFull[old.full[unit]!]!, rates[0]) && !short(nowFull[now.full[unit]!]!, rates[1])
    return added ? bothFull[unit]! : -1
  })
  const onlyOld = old.base.map((id, unit) => (now.base[unit]! < 0 ? id : -1))
  const onlyNow = now.base.map((id, unit) => (old.base[unit]! < 0 ? id : -1))
  const jointBelowK = sum(await count(told))
  const differenceBelowK =
    sum((await count(onlyOld)).filter((persons) => short(persons, rates[0]))) +
    sum((await count(onlyNow)).filter((persons) => short(persons, rates[1])))
  return { k, jointBelowK, differenceBelowK, met: jointBelowK === 0 && differenceBelowK === 0 }
}

/** Classes of one side after its own suppression: those of fewer than its k leave it. */
async function place(engine: Engine, tuples: Tuples, histories: boolean, side: Side, columns: readonly Int32Array[]): Promise<Placed> {
  const selected = columns.at(-1)!
  let base: Int32Array = new Int32Array(tuples.tuples)
  for (const column of columns.slice(0, side.quasi.length)) base = groupByPair(base, column, tuples.tuples).of
  let full: Int32Array = base
  for (const column of columns.slice(side.quasi.length, -1)) full = groupByPair(full, column, tuples.tuples).of
  base = base.map((id, tuple) => (selected[tuple] === 1 ? id : -1))
  full = full.map((id, tuple) => (selected[tuple] === 1 ? id : -1))
  const short = (persons: number) => side.k !== null && Math.round(persons * side.rate) < side.k
  // Rows that cannot be told to be one person's have classes row by row; a person with one in a small class leaves whole (A2).
  const small = histories && !side.linkable ? (await counter(engine, tuples, false)(base)).map((persons) => (short(persons) ? 1 : 0)) : null
  const torn = small && base.map((id) => (id >= 0 && small[id] === 1 ? 1 : 0))
  const units = histories ? { base: historiesOf(tuples, base, torn), full: historiesOf(tuples, full, torn) } : { base, full }
  if (small) return units
  const persons = await counter(engine, tuples, histories)(units.base)
  const gone = units.base.map((id) => (id >= 0 && short(persons[id]!) ? 1 : 0))
  const left = (classes: Int32Array) => classes.map((id, unit) => (gone[unit] === 1 ? -1 : id))
  return { base: left(units.base), full: left(units.full) }
}

/** Class of each person's history: equal multisets of the classes of the rows in the provision; −1: none is, or one is torn out. */
function historiesOf({ profiles }: Tuples, classes: Int32Array, torn: Int32Array | null): Int32Array {
  const { start, tuples } = profiles!
  const numbers = new SequenceNumbers()
  return Int32Array.from({ length: start.length - 1 }, (_, profile) => {
    const own = tuples.subarray(start[profile]!, start[profile + 1]!)
    if (torn && own.some((tuple) => torn[tuple] === 1)) return -1
    const held = Int32Array.from(own, (tuple) => classes[tuple]!)
      .filter((id) => id >= 0)
      .sort()
    return held.length === 0 ? -1 : numbers.number(held, 0, held.length)
  })
}

/** Counts persons per class of units; −1 is no class. */
const counter = (engine: Engine, tuples: Tuples, histories: boolean) => {
  const persons = histories ? tuples.profiles!.persons : tuples.persons
  return async (classes: Int32Array): Promise<Float64Array> => {
    const most = classes.reduce((max, id) => Math.max(max, id), -1)
    const sizes = new Float64Array(most + 1)
    if (!histories && tuples.profiles) {
      // Several rows of a person in one class are one person.
      const counted = await engine.groups([{ kind: 'tuple', classes: classes.map((id) => id + 1) }])
      counted.codes[0]!.forEach((id, i) => {
        if (id > 0) sizes[id - 1] = counted.persons[i]!
      })
    } else
      classes.forEach((id, unit) => {
        if (id >= 0) sizes[id]! += persons[unit]!
      })
    return sizes
  }
}

/** Classes of units that both put into one; −1 where either has none. */
function pair(first: Int32Array, second: Int32Array): Int32Array {
  const { of } = groupByPair(first, second, first.length)
  return of.map((id, unit) => (first[unit]! < 0 || second[unit]! < 0 ? -1 : id))
}

const sum = (figures: Float64Array): number => figures.reduce((total, figure) => total + figure, 0)
