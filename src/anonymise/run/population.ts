import { InputProblem, RecipeError, ValueProblem } from '../errors.ts'
import { type CellText, type Expectation, follow, type Plan, type PlanColumn, Unfit } from '../plan.ts'
import type { Population, SearchColumn } from '../search/types.ts'
import { normaliseKey } from '../values/key.ts'
import type { Leaves } from './leaves.ts'

/** The populations that models name, in the search's codes, and as released texts at the levels found. */
export interface Populations {
  coded: Population[]
  /** per model of the recipe, an index into `coded` */
  of: Map<number, number>
  /** classes of the population at these levels: texts per column ('' is a blank), persons, and whether anybody of the file entered it */
  released(
    levels: readonly number[],
    tuples: { columns: Int32Array[]; tuples: number },
  ): [texts: string[], persons: number, entered: boolean][][]
}

/** Steps that make a cell of more than its own text. */
const OTHERWISE = ['blank', 'pseudonym', 'percentile']

/**
 * A population's rows go the way of the file's: source value, the column's steps, the same ladder. Each row is one person.
 * `columns` get the leaves that only the population has.
 * @throws {RecipeError | ValueProblem | InputProblem} if a column is missing, or a value is not in its hierarchy
 */
export function populationsOf(
  plan: Plan,
  quasi: readonly PlanColumn[],
  leaves: ReadonlyMap<string, Leaves>,
  columns: SearchColumn[],
  linkable: boolean,
): Populations | null {
  const wanted = plan.populations.flatMap((table, model) => (table ? [{ table, model }] : []))
  if (wanted.length === 0) return null
  if (linkable)
    throw new InputProblem(
      '一人の行どうしがつながる結果では、population を使うモデル（k-map、delta-presence）は使えません。本人の列を削除してください',
    )
  const texts = columns.map(({ levels }) => levels.map((): CellText[] => []))
  const of = new Map<number, number>()
  const coded = wanted.map(({ table, model }, at): Population => {
    of.set(model, at)
    const path = `privacy.models.${model}.population`
    const leafOf = quasi.map((column, c) => {
      const index = table.header.indexOf(column.name)
      if (index === -1) throw new RecipeError(path, `母集団のファイルに、準識別子の列「${column.name}」がありません`)
      if (column.cells.some(({ node }) => OTHERWISE.includes(node)))
        throw new RecipeError(
          path,
          `列「${column.name}」のように値を消す、又は分布から境目を決める加工をする列があるときは、母集団と比べられません`,
        )
      return Int32Array.from(
        leavesFor(
          column.name,
          leaves.get(column.name)!,
          columns,
          c,
          texts[c]!,
          table.rows.map((row) => row[index]!),
        ),
      )
    })
    const numbers = new Map<string, number>()
    const rows: number[] = []
    const persons: number[] = []
    for (let row = 0; row < table.rows.length; row++) {
      const key = leafOf.map((leaf) => leaf[row]).join()
      const known = numbers.get(key)
      if (known !== undefined) persons[known]!++
      else {
        numbers.set(key, rows.length)
        rows.push(row)
        persons.push(1)
      }
    }
    return {
      columns: leafOf.map((leaf) => Int32Array.from(rows, (row) => leaf[row]!)),
      tuples: rows.length,
      persons: Float64Array.from(persons),
    }
  })
  return {
    coded,
    of,
    released(levels, data) {
      const classOf = (own: { columns: Int32Array[] }, i: number) =>
        columns.map((column, c) => column.levels[levels[c]!]!.code[own.columns[c]![i]!]!).join()
      const entered = new Set<string>()
      for (let t = 0; t < data.tuples; t++) entered.add(classOf(data, t))
      return coded.map((population) => {
        const classes = new Map<string, [string[], number, boolean]>()
        for (let i = 0; i < population.tuples; i++) {
          const key = classOf(population, i)
          const known = classes.get(key)
          if (known) known[1] += population.persons[i]!
          else
            classes.set(key, [
              columns.map((_, c) => texts[c]![levels[c]!]![population.columns[c]![i]!] ?? ''),
              population.persons[i]!,
              entered.has(key),
            ])
        }
        return [...classes.values()]
      })
    },
  }
}

/** The leaf of each row; leaves that the file has not are added to the column at every level. */
function leavesFor(
  name: string,
  own: Leaves,
  columns: SearchColumn[],
  c: number,
  texts: CellText[][],
  values: readonly CellText[],
): number[] {
  const column = columns[c]!
  const { length } = column.levels[0]!.code
  const leafOf = new Map<CellText, number>()
  for (let leaf = 0; leaf < own.rows.length; leaf++) if (own.rows[leaf]! > 0) leafOf.set(own.source(leaf), leaf)
  const added: CellText[] = []
  const found = values.map((value) => {
    let leaf = leafOf.get(value)
    if (leaf === undefined) {
      leaf = length + added.length
      leafOf.set(value, leaf)
      added.push(value)
    }
    return leaf
  })
  let unfit = 0
  let expects: Expectation | null = null
  const levels = column.levels.map((level, l) => {
    if (l < column.min || l > column.max) {
      const code = new Int32Array(length + added.length)
      code.set(level.code)
      return { ...level, code }
    }
    const known = own.texts(l)
    const at = texts[l]!
    known.forEach((text, leaf) => {
      at[leaf] ??= text
    })
    const number = new Map<CellText, number>()
    for (let leaf = 0; leaf < length; leaf++) if (at[leaf] !== undefined) number.set(at[leaf]!, level.code[leaf]!)
    for (let leaf = 0; leaf < known.length; leaf++) if (own.rows[leaf]! > 0) number.set(known[leaf]!, level.code[leaf]!)
    const code = new Int32Array(length + added.length)
    code.set(level.code)
    let { classes } = level
    added.forEach((value, i) => {
      try {
        const text = follow(own.cells, value, 0, l, normaliseKey)
        if (!number.has(text)) number.set(text, classes++)
        code[length + i] = number.get(text)!
        at[length + i] = text
      } catch (error) {
        if (!(error instanceof Unfit)) throw error
        expects = error.expects
        if (l === column.min) unfit += values.filter((other) => other === value).length
      }
    })
    const covered = new Float64Array(classes)
    covered.set(level.covered)
    return { code, classes, covered }
  })
  const problem = expects as Expectation | null
  if (problem) throw new ValueProblem(name, unfit, problem.kind, `母集団のファイルの値です。${problem.mend}`)
  columns[c] = { ...column, levels }
  return found
}
