import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runRecipe } from '../../src/runner/run-recipe.ts'
import type { RunOutcome } from '../../src/runner/run-request.ts'
import { reference } from './adult.ts'

/** A whole run on the census records: every column a quasi-identifier with its hierarchy, unless said otherwise. */
export async function anonymiseAdult(given: {
  /** where the recipe is written */
  folder: string
  out: string
  engine: 'duckdb' | 'memory'
  privacy: object
  columns?: Record<string, object>
  /** further keys of the recipe */
  more?: object
}) {
  const { folder, out, engine, privacy, columns = {}, more = {} } = given
  const data = join(reference, 'adult/adult.csv')
  const names = readFileSync(data, 'utf8').split(/\r?\n/, 1)[0]!.split(';')
  const generalised = (name: string) => ({
    class: 'quasi-identifier',
    technique: 'generalise',
    hierarchy: { kind: 'file', path: join(reference, `adult/hierarchies/adult_hierarchy_${name}.csv`) },
  })
  const recipePath = join(folder, 'recipe.json')
  const recipe = {
    sakyu: 'recipe/1',
    title: 'Adult',
    input: { delimiter: ';' },
    columns: Object.fromEntries(names.map((name) => [name, columns[name] ?? generalised(name)])),
    privacy,
    ...more,
  }
  writeFileSync(recipePath, JSON.stringify(recipe))
  const { status }: RunOutcome = await runRecipe({
    recipePath,
    inputs: [data],
    out,
    engine,
    secret: new Uint8Array(32).fill(1),
    memoryBytes: null,
    threads: 2,
    progress: () => {},
  })
  return { status, report: JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) }
}
