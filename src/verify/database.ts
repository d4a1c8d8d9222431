import { CODE_LIST, type Measured, measure, type RawTable } from './measure.ts'
import type { Expected } from './requirement.ts'

/** What this room needs of a database that reads CSV and Parquet; texts come as JavaScript strings. */
export interface TextDatabase {
  run(sql: string): Promise<void>
  /** columns of the result: numbers as typed arrays, texts as arrays */
  read(sql: string): Promise<(Int32Array | Float64Array | (string | null)[])[]>
}

export interface Finished {
  path: string
  format: 'csv' | 'parquet'
  delimiter: string
  header: readonly string[]
  /** CSV of `person,household` integers (and `synthetic`, 1 for a row of nobody; `before`, a class), one line a row, in the file's order */
  sidePath?: string
}

const name = (text: string) => `"${text.replaceAll('"', '""')}"`
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
/** An empty cell, quoted or not, is the empty text (rule G1). */
const cell = (column: string) => `coalesce(CAST(${name(column)} AS VARCHAR), '')`

function source({ path, format, delimiter, header }: Finished): string {
  if (format === 'parquet') return `read_parquet(${quoted(path)})`
  const columns = header.map((column) => `${quoted(column)}: 'VARCHAR'`).join(', ')
  return `read_csv(${quoted(path)}, header = true, auto_detect = false, columns = {${columns}}, delim = ${quoted(delimiter)}, quote = '"', escape = '"', strict_mode = true, nullstr = '', new_line = '\\n')`
}

/**
 * Measures a finished file through a database: raw text in, counts out. What is plain counting is done there; histories of
 * several rows and models are measured in measure.ts over the columns they need.
 */
export async function measureFile(db: TextDatabase, file: Finished, expected: Expected): Promise<Measured> {
  await db.run('SET preserve_insertion_order = true')
  const released = file.header.includes(expected.person ?? '')
  const person = expected.person === null ? null : released ? cell(expected.person) : file.sidePath ? 'side_person' : null
  const household =
    expected.household === null
      ? null
      : file.sidePath
        ? 'side_household'
        : file.header.includes(expected.household)
          ? cell(expected.household)
          : null
  // The side file is read only for what the released columns do not tell.
  const marked = expected.synthetic && file.sidePath !== undefined
  const before = expected.disguised && file.sidePath !== undefined && (await sideTells(db, file.sidePath, 'before'))
  const sideColumns = ['person', 'household', ...(marked ? ['synthetic'] : []), ...(before ? ['before'] : [])]
  const sideTable = `read_csv(${quoted(file.sidePath ?? '')}, header = true, columns = {${sideColumns.map((column) => `'${column}': 'INTEGER'`).join(', ')}})`
  const side =
    person === 'side_person' || household === 'side_household' || marked || before
      ? ` POSITIONAL JOIN (SELECT ${sideColumns.map((column) => `${column} AS side_${column}`).join(', ')} FROM ${sideTable})${marked ? ' WHERE side_synthetic = 0' : ''}`
      : ''
  const wanted = [
    ...new Set([
      ...expected.quasi,
      ...expected.kept,
      ...expected.repeat,
      ...expected.others,
      ...expected.models.flatMap((model) => ('column' in model ? [model.column] : [])),
    ]),
  ]
  const load = async (texts: readonly string[]) => {
    const columns = texts.map((column, i) => `${cell(column)} AS c${i}`)
    if (person) columns.push(`${person} AS p`)
    if (household) columns.push(`${household} AS h`)
    if (before) columns.push('side_before AS b')
    await db.run(`CREATE OR REPLACE TABLE t AS SELECT ${columns.length > 0 ? columns.join(', ') : '1 AS one'} FROM ${source(file)}${side}`)
  }
  // Most files have one row a person and no model: the quasi-identifiers, which come first, are all they need.
  const few = expected.models.length === 0 ? [...new Set(expected.quasi)] : wanted
  await load(few)
  const [counts] = await db.read(`SELECT CAST(count(*) AS DOUBLE) FROM t`)
  const rows = Number((counts as Float64Array)[0])
  const synthetic = marked
    ? Number(((await db.read(`SELECT CAST(count(*) FILTER (synthetic = 1) AS DOUBLE) FROM ${sideTable}`)) as [Float64Array])[0][0])
    : expected.synthetic
      ? null
      : 0
  const [personCount] = person ? await db.read('SELECT CAST(count(DISTINCT p) AS DOUBLE) FROM t') : [Float64Array.of(0)]
  const persons = person ? Number((personCount as Float64Array)[0]) : null
  const at = (column: string) => `c${wanted.indexOf(column)}`

  // One row a person (or rows alone), no model: the counts of one grouping are all there is to know.
  if (expected.models.length === 0 && !expected.disguised && (persons === null || persons === rows)) {
    const quasi = [...new Set(expected.quasi)].map(at)
    // A blanked number (rule A4) says nothing of the household: the file alone cannot refute that it is another one.
    const blank = file.sidePath ? 0 : `CASE WHEN bool_or(h = '') THEN ${expected.householdsPerClass} ELSE 0 END`
    const homes = household ? `greatest(count(DISTINCT h), ${blank})` : '0'
    await db.run(
      `CREATE OR REPLACE TABLE class AS SELECT ${[...quasi, 'count(*) AS n', `${homes} AS homes`].join(', ')} FROM t ${quasi.length > 0 ? `GROUP BY ${quasi.join(', ')}` : 'HAVING count(*) > 0'}`,
    )
    const [size, classes, leastHomes] = (await db.read(
      'SELECT CAST(n AS DOUBLE), CAST(count(*) AS DOUBLE), CAST(min(homes) AS DOUBLE) FROM class GROUP BY n ORDER BY n',
    )) as Float64Array[]
    const sizes = Array.from(size!, (n, i): [number, number] => [n, classes![i]!])
    const lists: [string, string[]][] = []
    for (const column of new Set(expected.quasi)) {
      const [list] = await db.read(`SELECT DISTINCT ${at(column)} FROM class WHERE ${at(column)} <> '' LIMIT ${CODE_LIST + 1}`)
      if (list!.length <= CODE_LIST) lists.push([column, (list as string[]).sort()])
    }
    return plain(
      expected,
      Object.fromEntries(lists),
      rows,
      persons,
      sizes,
      household ? leastHomes!.reduce((least, n) => Math.min(least, n), Number.POSITIVE_INFINITY) : null,
      synthetic,
    )
  }
  if (few.length < wanted.length) await load(wanted)
  return measure(
    await fetched(db, rows, wanted, {
      person: released ? 'text' : person ? 'number' : null,
      household: household !== null,
      textHousehold: !file.sidePath,
      synthetic,
      before,
    }),
    expected,
  )
}

async function sideTells(db: TextDatabase, path: string, column: string): Promise<boolean> {
  const [names] = await db.read(
    `SELECT column_name FROM (DESCRIBE SELECT * FROM read_csv(${quoted(path)}, header = true, all_varchar = true))`,
  )
  return (names as string[]).includes(column)
}

/** All that measure.ts may ask for, brought over at once. */
async function fetched(
  db: TextDatabase,
  rows: number,
  wanted: readonly string[],
  who: { person: 'text' | 'number' | null; household: boolean; textHousehold: boolean; synthetic: number | null; before: boolean },
): Promise<RawTable> {
  const columns = new Map<string, readonly string[]>()
  for (const [i, column] of wanted.entries()) {
    const [texts] = await db.read(`SELECT c${i} FROM t`)
    columns.set(column, texts as string[])
  }
  const one = async (column: string) => (await db.read(`SELECT ${column} FROM t`))[0]
  return {
    rows,
    column: (column) => columns.get(column)!,
    persons: who.person ? ((await one('p')) as Int32Array | string[]) : null,
    synthetic: who.synthetic,
    before: who.before ? ((await one('b')) as Int32Array) : null,
    households: who.household ? ((await one('h')) as Int32Array | string[]) : null,
  }
}

function plain(
  expected: Expected,
  values: Record<string, string[]>,
  rows: number,
  persons: number | null,
  sizes: [number, number][],
  homes: number | null,
  synthetic: number | null,
): Measured {
  const unit = persons === null ? 'rows' : 'persons'
  const achieved = sizes[0]?.[0] ?? null
  const known = (expected.person === null || persons !== null) && synthetic !== null
  const met = !known
    ? null
    : achieved !== null && (expected.k === null || achieved >= expected.k) && (homes === null || homes >= expected.householdsPerClass)
  return {
    rows: rows + (synthetic ?? 0),
    persons,
    personsVerified: persons !== null && synthetic !== null,
    unit,
    classes: sizes.reduce((sum, [, count]) => sum + count, 0),
    k: { required: expected.k, achieved, beforePerturbation: null, unit, over: [...expected.quasi], met },
    models: [],
    sizes,
    values,
    met,
  }
}
