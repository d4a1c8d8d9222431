import { groupByLevels } from './grouping.ts'
import type { Population, PopulationClasses, SearchColumn } from './types.ts'

/** Classes of the file's tuples and of the population's together. */
export function populationBinder(
  columns: readonly SearchColumn[],
  data: { columns: readonly Int32Array[]; tuples: number; profileTuples: Int32Array },
  population: Population,
): (levels: readonly number[]) => PopulationClasses {
  const items = data.tuples + population.tuples
  const leafOf = columns.map((_, c) => {
    const joined = new Int32Array(items)
    joined.set(data.columns[c]!)
    joined.set(population.columns[c]!, data.tuples)
    return joined
  })
  return (levels) => {
    const { of, classes } = groupByLevels(columns, leafOf, items, levels)
    const persons = new Float64Array(classes)
    for (let i = 0; i < population.tuples; i++) persons[of[data.tuples + i]!]! += population.persons[i]!
    // Classes are numbered by first appearance and the file's come first: higher numbers are the population's alone.
    let inFile = 0
    for (let t = 0; t < data.tuples; t++) inFile = Math.max(inFile, of[t]! + 1)
    const rowClass = new Int32Array(data.profileTuples.length)
    for (let i = 0; i < rowClass.length; i++) rowClass[i] = of[data.profileTuples[i]!]!
    return { classes, rowClass, persons, absent: classes > inFile }
  }
}
