import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { groupByLevels } from '../../src/anonymise/search/grouping.ts'
import { type MeasureSpec, measureOf } from '../../src/anonymise/search/index.ts'
import { adultMissing, columnOf, histogramOf, reference } from '../support/adult.ts'
import { asked } from '../support/asked.ts'

/**
 * Every measure alone: the score that the field's tool gives to named levels on census records, under several privacy models.
 * Which classes fail is judged here in the plainest way, so that only the measure is under test.
 */

interface Named {
  source: string
  case: number
  models: string[]
  suppressionLimit: number
  metric: string
  scores: Record<string, string>
}

interface Optimum extends Omit<Named, 'scores'> {
  qi: string[]
  weights?: string
  score: string | number[]
  levels: number[]
}

const SPECS: Record<string, MeasureSpec> = {
  'Average equivalence class size': { measure: 'average-class-size' },
  'Non-monotonic discernability': { measure: 'discernibility' },
  'Monotonic discernability (DM*)': { measure: 'discernibility-monotone' },
  Height: { measure: 'height' },
  'Non-monotonic precision': { measure: 'precision' },
  'Monotonic precision': { measure: 'precision-monotone' },
  'Loss (0.5/1.0/1.0)': { measure: 'loss', aggregate: 'rank' },
  'Non-uniform entropy': { measure: 'entropy' },
  'Non-monotonic non-uniform entropy': { measure: 'entropy-nonmonotonic' },
}

if (adultMissing) {
  console.log(adultMissing)
  it.skip(adultMissing, () => {})
} else {
  const lines = (path: string) =>
    readFileSync(join(reference, path), 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== '')
      .map((line) => line.split(';'))
  const [header, ...everybody] = lines('adult/adult.csv')
  const [, ...subset] = lines('adult/adult_subset.csv')
  const names = header!.filter((name) => name !== 'occupation')
  const columns = names.map((name) => columnOf(name, lines(`adult/hierarchies/adult_hierarchy_${name}.csv`)))
  const occupations = lines('adult/hierarchies/adult_hierarchy_occupation.csv')
  const at = header!.indexOf('occupation')

  const tableOf = (rows: string[][], over = columns) => {
    const leaves = over.map(({ name, leafOf }) => {
      const c = header!.indexOf(name)
      return Int32Array.from(rows, (row) => leafOf.get(row[c]!)!)
    })
    return { columns: over, rows: rows.length, leaves, histogram: histogramOf(leaves), occupation: rows.map((row) => row[at]!) }
  }
  const all = tableOf(everybody)
  const researched = tableOf(subset)
  type Table = typeof all

  const count = (values: string[]) => {
    const counts = new Map<string, number>()
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
    return counts
  }
  /** Earth mover's distance on the hierarchy's tree: what a group has too much, up to what it has too little, moves at the group's height. */
  const treeDistance = (p: Map<string, number>, q: Map<string, number>, n: number, m: number): number => {
    const height = occupations[0]!.length - 1
    let extra = new Map(occupations.map(([leaf]) => [leaf!, (p.get(leaf!) ?? 0) / n - (q.get(leaf!) ?? 0) / m]))
    let distance = 0
    for (let level = 1; level <= height; level++) {
      const groups = new Map<string, number[]>()
      for (const [leaf, ...up] of occupations) {
        const below = level === 1 ? leaf! : up[level - 2]!
        if (!extra.has(below)) continue
        const group = groups.get(up[level - 1]!) ?? []
        group.push(extra.get(below)!)
        extra.delete(below)
        groups.set(up[level - 1]!, group)
      }
      extra = new Map()
      for (const [name, parts] of groups) {
        const more = parts.reduce((sum, x) => sum + Math.max(0, x), 0)
        const less = parts.reduce((sum, x) => sum + Math.max(0, -x), 0)
        distance += (level / height) * Math.min(more, less)
        extra.set(name, more - less)
      }
    }
    return distance
  }

  class Unknown extends Error {}
  type Judge = (members: number[], key: string) => boolean
  /** Whether a class of the table holds, by the names of the models. */
  function judges(models: string[], table: Table, levels: number[]): Judge[] {
    return models.map((name): Judge => {
      if (name === '5-anonymity') return (members) => members.length >= 5
      if (name.startsWith('0.2-closeness with equal')) {
        const whole = count(table.occupation)
        return (members) => {
          const own = count(members.map((row) => table.occupation[row]!))
          return (
            [...whole].reduce((sum, [value, n]) => sum + Math.abs((own.get(value) ?? 0) / members.length - n / table.rows), 0) / 2 <= 0.2
          )
        }
      }
      const likeness = /^basic-([\d.]+)-likeness/.exec(name)
      if (likeness) {
        const whole = count(table.occupation)
        return (members) =>
          [...count(members.map((row) => table.occupation[row]!))].every(([value, n]) => {
            const p = whole.get(value)! / table.rows
            return (n / members.length - p) / p <= Number(likeness[1])
          })
      }
      if (name.startsWith('shannon-entropy-5'))
        return (members) =>
          [...count(members.map((row) => table.occupation[row]!)).values()].reduce(
            (sum, n) => sum - (n / members.length) * Math.log(n / members.length),
            0,
          ) >= Math.log(5)
      if (name.startsWith('0.2-closeness')) {
        const whole = count(table.occupation)
        return (members) =>
          treeDistance(count(members.map((row) => table.occupation[row]!)), whole, members.length, table.rows) <= 0.2 + 1e-12
      }
      if (name.startsWith('recursive-(4.0,5)'))
        return (members) => {
          const counts = [...count(members.map((row) => table.occupation[row]!)).values()].sort((a, b) => b - a)
          return counts.length >= 5 && counts[0]! < 4 * counts.slice(4).reduce((sum, n) => sum + n, 0)
        }
      if (name === '(0.05,0.15)-presence') {
        const population = count(keyOf(levels, all))
        return (members, key) => {
          const share = members.length / population.get(key)!
          return share >= 0.05 && share <= 0.15
        }
      }
      throw new Unknown(name)
    })
  }

  const keyOf = (levels: number[], table: Table) =>
    Array.from({ length: table.rows }, (_, row) =>
      table.columns.map(({ levels: of }, c) => of[levels[c]!]!.code[table.leaves[c]![row]!]).join(),
    )

  /** What a measure says of named levels, where the classes that fail a model are suppressed whole. */
  function costAt(spec: MeasureSpec, over: typeof columns, table: Table, models: string[], levels: number[]) {
    const { histogram } = table
    const measure = measureOf(spec, over, histogram, asked(table.rows, { k: 5, limit: 1 }))
    const classes = new Map<string, number[]>()
    keyOf(levels, table).forEach((key, row) => {
      const members = classes.get(key)
      if (members) members.push(row)
      else classes.set(key, [row])
    })
    const judge = judges(models, table, levels)
    const gone = new Set([...classes].filter(([key, members]) => !judge.every((holds) => holds(members, key))).map(([key]) => key))
    // Rows of a tuple are in one class: a tuple goes whole.
    const tuples = Int32Array.from({ length: histogram.tuples }, (_, t) => t).filter((t) =>
      gone.has(over.map(({ levels: of }, c) => of[levels[c]!]!.code[histogram.columns[c]![t]!]).join()),
    )
    const rowsOf = (i: number) => histogram.profilePersons[tuples[i]!]!
    const { cost } = measure.assess({
      levels,
      suppressed: { rows: tuples.reduce((sum, t) => sum + histogram.profilePersons[t]!, 0), tuples, rowsOf },
      classes: () => groupByLevels(over, histogram.columns, histogram.tuples, levels),
    })
    return typeof cost === 'number' ? [measure.value(cost)] : cost
  }

  /** Lists are printed to ten digits. */
  function expectScore(got: readonly number[], expected: string, told: string) {
    const scores = expected.startsWith('[') ? (JSON.parse(expected) as number[]) : [Number(expected)]
    expect(got, told).toHaveLength(scores.length)
    scores.forEach((score, i) => {
      const tolerance = scores.length > 1 ? 1.1e-10 : Math.max(1e-9 * Math.abs(score), 1e-12)
      expect(Math.abs(got[i]! - score), `${told}: ${got[i]} for ${score}`).toBeLessThanOrEqual(tolerance)
    })
  }

  const { transformations, optima } = JSON.parse(readFileSync(join(reference, 'adult-expectations.json'), 'utf8')) as {
    transformations: Named[]
    optima: Optimum[]
  }

  describe('measures: the score of named levels is the field’s', () => {
    it('has cases for every measure', () => {
      expect(transformations).toHaveLength(204)
      expect([...new Set(transformations.map(({ metric }) => metric))].sort()).toEqual(Object.keys(SPECS).sort())
    })

    it.each(Object.entries(SPECS))(
      '%s',
      (metric, spec) => {
        let checked = 0
        let skipped = 0
        for (const named of transformations.filter((one) => one.metric === metric)) {
          const table = named.models.some((model) => model.includes('presence')) ? researched : all
          for (const [written, expected] of Object.entries(named.scores)) {
            const levels = JSON.parse(written) as number[]
            // Two families of cases were made with another grouping of countries at level 1: six groups where the file has five.
            if (named.source !== 'TestUtilityMetrics' && levels[names.indexOf('native-country')] === 1) {
              skipped++
              continue
            }
            const told = `${named.source} ${named.case} ${named.models.join(' + ')} ${written}`
            expectScore(costAt(spec, table.columns, table, named.models, levels), expected, told)
            checked++
          }
        }
        console.log(`${metric}: ${checked} scores equal, ${skipped} left out (levels on a grouping of countries that is not in the file)`)
        expect(checked).toBeGreaterThan(10)
      },
      60_000,
    )
  })

  describe('measures: the score of each optimum’s levels is the field’s', () => {
    it('with factors of suppression and weights of columns', () => {
      let checked = 0
      const left = new Set<string>()
      for (const optimum of optima) {
        const { qi, models, metric, levels, score } = optimum
        // Another hierarchy than the file's: its own case in adult.test.ts.
        if (qi.length === 1) continue
        const over = qi.map((name) => columnOf(name, lines(`adult/hierarchies/adult_hierarchy_${name}.csv`)))
        const table = qi.includes('occupation') ? tableOf(everybody, over) : all
        const factor = /^Loss \(([\d.]+)/.exec(metric)
        const given = Object.fromEntries(
          [...(optimum.weights ?? '').matchAll(/([\w-]+)=([\d.]+)/g)].map(([, name, weight]) => [name!, Number(weight)]),
        )
        const written = typeof score === 'string' ? score : JSON.stringify(score)
        const spec: MeasureSpec = factor
          ? {
              measure: 'loss',
              suppression: Number(factor[1]),
              aggregate: written.startsWith('[') ? 'rank' : 'geometric',
              ...(optimum.weights ? { weights: qi.map((name) => given[name] ?? 1) } : {}),
            }
          : SPECS[metric]!
        const told = `${optimum.source} ${optimum.case} ${models.join(' + ')} ${metric} ${optimum.weights ?? ''}`
        try {
          expectScore(costAt(spec, over, table, models, levels), written, told)
          checked++
        } catch (error) {
          if (!(error instanceof Unknown)) throw error
          left.add(error.message)
        }
      }
      console.log(`${checked} of ${optima.length} scores equal; judged elsewhere: ${[...left].join(', ')}`)
      expect(checked).toBeGreaterThanOrEqual(64)
    }, 60_000)
  })
}
