import type { Key } from '../engine.ts'
import type { KeyExpressions } from './key-expressions.ts'
import type { RowsTable } from './rows-table.ts'

/** Which of the keys have one value within each household and several values overall. */
export async function householdConstant(table: RowsTable, expressed: KeyExpressions, keys: readonly Key[]): Promise<boolean[]> {
  const answers: boolean[] = []
  for (const key of keys) {
    const { expressions, joins } = await expressed.of([key])
    const changing = await table.count(
      `SELECT count(*)::DOUBLE FROM (SELECT household FROM (SELECT household, ${expressions[0]} AS k FROM ${table.name} r ${joins}) WHERE household > 0 GROUP BY household HAVING count(DISTINCT k) > 1 OR count(k) NOT IN (0, count(*)))`,
    )
    const values = await table.count(`SELECT count(DISTINCT ${expressions[0]})::DOUBLE FROM ${table.name} r ${joins}`)
    const shared = await table.count(
      `SELECT count(*)::DOUBLE FROM (SELECT household FROM ${table.name} WHERE household > 0 GROUP BY household HAVING count(*) > 1)`,
    )
    answers.push(changing === 0 && values > 1 && shared > 0)
  }
  return answers
}

/** Marks the rows of households of a kind that fewer than k households share (engine.ts `markRareHouseholds`). */
export async function markRareHouseholds(
  table: RowsTable,
  expressed: KeyExpressions,
  rare: { name: string; classes: { units: Int32Array; tuples: Int32Array }; keys: readonly Key[]; k: number },
): Promise<{ households: number; rows: number }> {
  const { name, classes, keys, k } = rare
  const numbered = async (of: Int32Array) => {
    const classTable = table.fresh('h')
    await table.sql.create(classTable, { id: Int32Array.from(of, (_, id) => id), class: of })
    return classTable
  }
  const [units, tuples] = [await numbered(classes.units), await numbered(classes.tuples)]
  const { expressions, joins } = await expressed.of(keys)
  // A member as a list: class of the whole history, then the classes of the rows in this household.
  const members = table.hasProfiles
    ? `SELECT household, list_sort(list(list_prepend(whole, here))) AS members FROM (SELECT r.household, any_value(u.class) AS whole, list_sort(list(t.class)) AS here FROM ${table.name} r JOIN profile_of p ON p.person = r.person JOIN ${units} u ON u.id = p.profile JOIN ${tuples} t ON t.id = r.tuple WHERE r.household > 0 GROUP BY r.household, r.person) GROUP BY household`
    : `SELECT household, list_sort(list(class)) AS members FROM (SELECT r.household, c.class FROM ${table.name} r JOIN ${units} c ON c.id = r.tuple) WHERE household > 0 GROUP BY household`
  const values = expressions.map((expression, i) => `any_value(${expression}) AS v${i}`)
  const found = table.fresh('rare')
  const by = ['members', ...expressions.map((_, i) => `v${i}`)].join(', ')
  await table.sql.run(
    `CREATE TABLE ${found} AS SELECT household FROM (SELECT household, count(*) OVER (PARTITION BY ${by}) AS shared FROM (${members}) m JOIN (SELECT ${['r.household', ...values].join(', ')} FROM ${table.name} r ${joins} GROUP BY r.household) o USING (household)) WHERE shared < ${k}`,
  )
  const [households, rows] = await table.read<Float64Array[]>(
    `SELECT count(DISTINCT household)::DOUBLE, count(*)::DOUBLE FROM ${table.name} WHERE household IN (SELECT household FROM ${found})`,
  )
  await table.replace((of) => `SELECT r.*, (r.household IN (SELECT household FROM ${found}))::INTEGER AS ${table.mark(name)} FROM ${of} r`)
  await table.drop([units, tuples, found])
  return { households: households![0]!, rows: rows![0]! }
}
