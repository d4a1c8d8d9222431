/**
 * What a run must have done, worked out the slow way: cell by cell, everybody compared with everybody, nothing shared with the
 * library. Engines are compared with it; it is never used as one.
 */

export type Cells = (string | null)[]

/** Text of a value at a level of the ladders that the property tests use; null is empty below the top. */
export const LADDERS: Record<string, { levels: number; text: (value: string | null, level: number) => string }> = {
  // number, widths 5, 10, 20
  age: {
    levels: 5,
    text(value, level) {
      if (level === 4) return '*'
      if (value === null) return ''
      if (level === 0) return value
      const width = [5, 10, 20][level - 1]!
      let from = -1000
      while (from + width <= Number(value)) from += width
      return `${from}-${from + width - 1}`
    },
  },
  // prefix, lengths 5, 3
  code: {
    levels: 4,
    text(value, level) {
      if (level === 3) return '*'
      if (value === null) return ''
      const kept = [7, 5, 3][level]!
      return value
        .split('')
        .map((letter, i) => (i < kept ? letter : '*'))
        .join('')
    },
  },
  // date, levels month, year, 10-year, any
  birth: {
    levels: 4,
    text(value, level) {
      if (level === 3) return '*'
      if (value === null) return ''
      const [year, month] = value.split('-') as [string, string]
      if (level === 0) return `${year}-${month}`
      if (level === 1) return year
      return `${year.slice(0, 3)}0-${year.slice(0, 3)}9`
    },
  },
}

/** A released row with whom it is of, told by the source and not by the run. */
export interface Released {
  person: string
  household: string
  /** released texts of the quasi-identifiers, with years kept if histories count */
  tuple: string[]
  /** source value that a model protects; null never counts */
  sensitive: string | null
}

/** A person's history as one text: the rows' tuples, sorted; rows of one person may repeat. */
const historyOf = (rows: readonly Released[], person: string): string =>
  JSON.stringify(
    rows
      .filter((row) => row.person === person)
      .map((row) => JSON.stringify(row.tuple))
      .sort(),
  )

/** Smallest number of persons who share one person's whole history. */
export function smallestHistoryClass(rows: readonly Released[]): number {
  const persons = [...new Set(rows.map(({ person }) => person))]
  const histories = persons.map((person) => historyOf(rows, person))
  return Math.min(...histories.map((one) => histories.filter((other) => other === one).length))
}

/** Smallest number of distinct persons (or households, or sensitive values) among the rows that are equal to one row. */
export function smallestRowClass(rows: readonly Released[], of: 'person' | 'household' | 'sensitive'): number {
  return Math.min(
    ...rows.map((one) => {
      const equal = rows.filter((other) => JSON.stringify(other.tuple) === JSON.stringify(one.tuple))
      return new Set(equal.map((row) => row[of]).filter((value) => value !== null)).size
    }),
  )
}
