import type { Histogram } from '../search/types.ts'

/** How a sensitive column is spread over the persons entering the search (rule C2). */
export interface Spread {
  /** codes 0 … values - 1; a blank is code `values` */
  values: number
  persons: number
  /** persons holding each code */
  holding: Float64Array
}

export function spreadOf(histogram: Histogram, column: number): Spread {
  const codes = histogram.sensitive![column]!
  let values = 0
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= values) values = codes[i]! + 1
  const holding = new Float64Array(values + 1)
  const { profileStart, profilePersons } = histogram
  let persons = 0
  for (let p = 0; p < profilePersons.length; p++) {
    persons += profilePersons[p]!
    for (let i = profileStart[p]!; i < profileStart[p + 1]!; i++) {
      let before = i - 1
      while (before >= profileStart[p]! && codes[before] !== codes[i]) before--
      if (before < profileStart[p]!) holding[codes[i]! < 0 ? values : codes[i]!]! += profilePersons[p]!
    }
  }
  return { values, persons, holding }
}

/** Shares of all holdings: they sum to 1, also where persons hold several values. */
export function sharesOf({ holding }: Spread): Float64Array {
  const sum = holding.reduce((total, n) => total + n, 0)
  return holding.map((n) => (sum === 0 ? 0 : n / sum))
}
