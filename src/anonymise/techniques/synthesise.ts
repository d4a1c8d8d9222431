import { upTo } from '../coding/codes.ts'
import { InputProblem } from '../errors.ts'
import { type Coded, compareDrawn, type Entering, type Perturbation, uniform } from '../perturbation.ts'
import { drawnColumn } from '../synthesis/index.ts'
import { fewestOf } from '../synthesis/least.ts'
import type { Technique } from './technique.ts'

interface SynthesiseParameters {
  from?: string[]
  share?: number
}

/**
 * synthesise (疑似データ生成) of a column: for a share of the persons, in all their rows, the value is drawn anew from the rows that
 * agree in what the other columns tell of it (a CART leaf of at least max(k, 10) persons). Numbers come from bins on a round grid (F5).
 */
export const synthesise: Technique<SynthesiseParameters> = {
  name: 'synthesise',
  lower: ({ from, share }, { column, recipe }) => [
    { node: 'perturb', perturbation: perturbationOf(column, from!, share!, recipe.privacy.k ?? 2) },
  ],
}

/** Steps of the golden section of the circle: attempts of one draw lie evenly apart, and no two coincide. */
const GOLDEN = 0.6180339887498949
const again = (drawn: number, attempt: number): number => (drawn + attempt * GOLDEN) % 1

const perturbationOf = (column: string, from: readonly string[], share: number, k: number): Perturbation => {
  const drawOf = (what: string) => ({
    by: 'person' as const,
    purpose: ['synthesise', column, what],
    // One drawn value for each value that a person has, however often (D5).
    value: { column, as: (text: string | null) => text },
  })
  return {
    technique: 'synthesise',
    columns: [column],
    by: [],
    from,
    avoidsLoneRows: true,
    draws: [{ by: 'person', purpose: ['synthesise', column, 'chosen'] }, drawOf('class'), drawOf('number')],
    groups: null,
    change: (entering) => new Map([[column, drawn(column, from, share, k, entering)]]),
  }
}

function drawn(column: string, from: readonly string[], share: number, k: number, entering: Entering): Coded {
  const { rows, person, draws } = entering
  const [chosen, ...chances] = draws
  const target = entering.column(column)
  const told = from.map((name) => entering.told(name))
  const persons = new Set(person).size
  if (persons < fewestOf(k))
    throw new InputProblem(
      `列「${column}」: 値を引くもとになる本人が${persons}人しかいません。${fewestOf(k)}人以上で行うか、synthesise をやめてください`,
    )
  const order = upTo(rows).sort((a, b) => {
    const byPerson = compareDrawn(chosen!, a, b) || person[a]! - person[b]!
    if (byPerson !== 0) return byPerson
    for (const { codes } of [target, ...told]) if (codes[a] !== codes[b]) return codes[a]! - codes[b]!
    return 0
  })
  const made = drawnColumn(target, told, person, {
    order,
    chosen: (row) => uniform(chosen!, row) < share,
    chance: (row, attempt) => {
      let at = 0
      return { next: () => again(uniform(chances[at++]!, row), attempt) }
    },
    isAnothers: entering.isAnothers,
    k,
  })
  if (made.emptied > 0)
    entering.warn(
      `列「${column}」: 引いた値ではほかの本人ひとりだけの行と同じになる${made.emptied}行を空にしました（from の列を減らすか、ほかの列を粗くすると減ります）`,
    )
  return made
}
