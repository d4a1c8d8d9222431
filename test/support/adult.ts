import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Histogram, SearchColumn } from '../../src/anonymise/search/index.ts'

/** The reference data lies beside the project. */
export const REFERENCE = resolve('../shared/reference')
const elsewhere = resolve(import.meta.dirname, '../../../../shared/reference')
export const reference = existsSync(REFERENCE) ? REFERENCE : elsewhere
export const adultMissing = existsSync(join(reference, 'adult/adult.csv'))
  ? null
  : `no reference data at ${REFERENCE}: the Adult cases cannot run`

const lines = (path: string) =>
  readFileSync(join(reference, path), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split(';'))

/** A hierarchy as rows of texts (leaf; level 1; …) in codes. */
export function columnOf(name: string, hierarchy: string[][]): SearchColumn & { leafOf: Map<string, number> } {
  const levels = hierarchy[0]!.map((_, l) => {
    const numbers = new Map<string, number>()
    const code = Int32Array.from(hierarchy, (row) => {
      const text = row[l]!
      if (!numbers.has(text)) numbers.set(text, numbers.size)
      return numbers.get(text)!
    })
    const covered = new Float64Array(numbers.size)
    for (const c of code) covered[c]!++
    return { code, classes: numbers.size, covered }
  })
  return {
    name,
    levels,
    leaves: hierarchy.length,
    min: 0,
    max: levels.length - 1,
    inLoss: true,
    leafOf: new Map(hierarchy.map((row, i) => [row[0]!, i])),
  }
}

/** One row a person: equal rows (with equal sensitive value) are one profile. */
export function histogramOf(leaves: Int32Array[], sensitive: Int32Array[] = []): Histogram {
  const rows = leaves[0]!.length
  const tupleOf = new Map<string, number>()
  const profileOf = new Map<string, number>()
  const first: number[] = []
  const profileTuples: number[] = []
  const persons: number[] = []
  const values: number[][] = sensitive.map(() => [])
  for (let row = 0; row < rows; row++) {
    const key = leaves.map((column) => column[row]).join()
    let tuple = tupleOf.get(key)
    if (tuple === undefined) {
      tuple = first.length
      tupleOf.set(key, tuple)
      first.push(row)
    }
    const profileKey = [tuple, ...sensitive.map((column) => column[row])].join()
    const profile = profileOf.get(profileKey)
    if (profile !== undefined) persons[profile]!++
    else {
      profileOf.set(profileKey, persons.length)
      persons.push(1)
      profileTuples.push(tuple)
      sensitive.forEach((column, j) => {
        values[j]!.push(column[row]!)
      })
    }
  }
  return {
    columns: leaves.map((column) => Int32Array.from(first, (row) => column[row]!)),
    tuples: first.length,
    profileStart: Int32Array.from({ length: persons.length + 1 }, (_, i) => i),
    profileTuples: Int32Array.from(profileTuples),
    profilePersons: Int32Array.from(persons),
    sensitive: values.map((column) => Int32Array.from(column)),
  }
}

/** Adult's columns and histogram, made once and never changed; `sensitive` is taken out of the quasi-identifiers. */
export function adult(sensitive?: string, only?: string[]): ReturnType<typeof codedAdult> {
  const key = JSON.stringify([sensitive, only])
  const known = made.get(key) ?? codedAdult(sensitive, only)
  made.set(key, known)
  return known
}

const made = new Map<string, ReturnType<typeof codedAdult>>()

function codedAdult(sensitive?: string, only?: string[]) {
  const [header, ...rows] = lines('adult/adult.csv')
  const names = only ?? header!.filter((name) => name !== sensitive)
  const columns = names.map((name) => columnOf(name, lines(`adult/hierarchies/adult_hierarchy_${name}.csv`)))
  const leaves = columns.map(({ name, leafOf }) => {
    const at = header!.indexOf(name)
    return Int32Array.from(rows, (row) => leafOf.get(row[at]!)!)
  })
  const values = sensitive ? lines(`adult/hierarchies/adult_hierarchy_${sensitive}.csv`).map((row) => row[0]!) : []
  const at = header!.indexOf(sensitive ?? '')
  return {
    columns,
    rows: rows.length,
    histogram: histogramOf(leaves, sensitive ? [Int32Array.from(rows, (row) => values.indexOf(row[at]!))] : []),
  }
}
