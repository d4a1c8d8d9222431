import type { Key, LeafKey } from '../engines/engine.ts'
import { type PlanColumn, quasiIdentifiers, releasedColumns } from '../plan.ts'
import { type KeptColumn, measureKept } from './checks.ts'
import { isPseudonym } from './columns.ts'
import type { RunContext } from './context.ts'
import type { Bench } from './floors.ts'
import type { Leaves } from './leaves.ts'
import { type Hidden, hiddenBy, refusePins } from './pins.ts'

/** How each column stands before and after the rows were perturbed. */
export interface LeavesBefore {
  /** as the source has them */
  source: ReadonlyMap<string, Leaves>
  /** as the search left them */
  searched: ReadonlyMap<string, Leaves>
  /** as they leave */
  released: ReadonlyMap<string, Leaves>
}

/**
 * Measures the columns that leave beside the quasi-identifiers, and refuses them where they tell persons apart (B1) or tell what a
 * generalised column hides (B2).
 * @returns each column's figures, and the share of persons alone on all columns together (null where only quasi-identifiers leave)
 */
export async function judgeKept(
  { recipe, plan, engine }: RunContext,
  keyOf: (column: PlanColumn) => Key,
  leaves: LeavesBefore,
  output: { rows: number; persons: number },
  bench: Bench,
): Promise<{ kept: KeptColumn[]; uniqueOnAll: number | null }> {
  const columns = releasedColumns(plan).filter((column) => column.class !== 'quasi-identifier' && !isPseudonym(column))
  if (columns.length === 0) return { kept: [], uniqueOnAll: null }
  const quasi = quasiIdentifiers(plan)
  const quasiKeys = quasi.map(keyOf)
  const hidden: Hidden[] = []
  for (const [i, { name }] of quasi.entries()) {
    const own = leaves.source.get(name)!
    // A perturbed cell tells no class of originals: what tells the original beside it tells what it hides.
    const perturbed = leaves.released.get(name) !== leaves.searched.get(name)
    const key = perturbed ? { kind: 'leaf' as const, leaf: own.ref, classes: new Int32Array(own.rows.length) } : (quasiKeys[i] as LeafKey)
    const hides = await hiddenBy(engine, own, key)
    if (hides) hidden.push(hides)
  }
  const kept: KeptColumn[] = []
  for (const column of columns) {
    const key = keyOf(column)
    kept.push(await measureKept(engine, column, key, quasiKeys, output.persons, recipe.privacy.floors, bench))
    for (const hides of hidden)
      await refusePins(engine, hides, { kept: column.name, key, k: recipe.privacy.k ?? 2, rows: output.rows }, bench)
  }
  if (output.persons === 0) return { kept, uniqueOnAll: null }
  return { kept, uniqueOnAll: (await engine.uniquePersons([...quasiKeys, ...columns.map(keyOf)])) / output.persons }
}
