import type { Key } from '../engines/engine.ts'
import { blanksOf, type CellNode, type Condition, type PlanColumn, releasedColumns } from '../plan.ts'
import { refuseLiterals } from './checks.ts'
import { isPseudonym, roleOf, textKey } from './columns.ts'
import type { RunContext } from './context.ts'
import type { Bench } from './floors.ts'
import type { Dictionaries } from './leaves.ts'

/**
 * Marks the rows in which each column's delete-cells steps empty its cell, and empties what tells the emptied value beside it:
 * a school district that shows the postcode is emptied in the same rows (A6).
 * @returns released columns with every blank step; per column its marks, bit i for the i-th blank step
 */
export async function emptyCells(
  context: RunContext,
  dictionaries: Dictionaries,
  bench: Bench,
): Promise<{ columns: PlanColumn[]; marks: Map<string, string[]> }> {
  const { plan, engine, recipe } = context
  const marks = new Map<string, string[]>()
  const marked = new Map<string, number>()
  const columns = new Map(releasedColumns(plan).map((column) => [column.name, column]))
  for (const [position, column] of releasedColumns(plan).entries()) {
    const names: string[] = []
    for (const [i, condition] of blanksOf(column).entries()) {
      await refuseLiterals(engine, dictionaries, plan, condition, column.confirmed, recipe.privacy.floors, bench)
      const name = `b${position}_${i}`
      marked.set(name, await engine.mark(name, await dictionaries.predicate(condition)))
      names.push(name)
    }
    marks.set(column.name, names)
  }
  const sourceKey = (column: PlanColumn): Key =>
    dictionaries.has(column.name)
      ? { kind: 'leaf', leaf: { column: column.name, marks: [], codes: dictionaries.values(column.name).length } }
      : textKey(plan, column, new Map())
  for (const emptied of releasedColumns(plan)) {
    if (emptied.name === plan.person) continue
    for (const [i, where] of blanksOf(emptied).entries()) {
      const mark = marks.get(emptied.name)![i]!
      for (const other of releasedColumns(plan)) {
        // Pseudonyms are random: they tell a value only through other rows of the same person, which is what k counts.
        if (other === emptied || isPseudonym(other) || roleOf(plan, other.name) !== null) continue
        const shown = await engine.shown(sourceKey(emptied), mark, sourceKey(other))
        if (shown === 0 || shown <= recipe.privacy.floors.uniqueShare * marked.get(mark)!) continue
        const known = columns.get(other.name)!
        columns.set(other.name, { ...known, cells: withBlank(known.cells, where) })
        marks.get(other.name)!.push(mark)
        bench.warn(
          `列「${emptied.name}」の空にした値が列「${other.name}」から分かるため、同じ行の「${other.name}」も空にしました（${shown}行）`,
        )
      }
    }
  }
  return { columns: [...columns.values()], marks }
}

/** The last of the steps that empty cells; a step over rows comes after them all, so that an emptied cell takes no part. */
function withBlank(cells: readonly CellNode[], where: Condition): CellNode[] {
  const at = cells.findIndex(({ node }) => node === 'perturb')
  const blank: CellNode = { node: 'blank', where }
  return at === -1 ? [...cells, blank] : [...cells.slice(0, at), blank, ...cells.slice(at)]
}
