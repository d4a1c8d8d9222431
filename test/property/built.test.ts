import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ENGINES, runTable, type TableRun } from '../support/run-table.ts'

/** Persons with one to three numbers each, far ones among them. */
const people = fc.array(
  fc.array(fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 987_654_321 })), {
    minLength: 1,
    maxLength: 3,
  }),
  { minLength: 4, maxLength: 60 },
)
const spec = fc.record({
  method: fc.constantFrom('equal-frequency', 'equal-width', 'optimal'),
  k: fc.integer({ min: 2, max: 6 }),
  classes: fc.constantFrom([2], [5], [8, 4, 2], [12, 3]),
})

it('F4 built: every class of every level holds k persons, its edges are whole, and both engines give the same bytes in any order of rows', async () => {
  let edged = 0
  await fc.assert(
    fc.asyncProperty(people, spec, async (numbers, { method, k, classes }) => {
      fc.pre(numbers.length >= k)
      const rows = numbers.flatMap((own, person) => own.map((x) => [String(person + 1), String(x)]))
      for (const level of classes.map((_, i) => i + 1)) {
        const recipe = {
          person: 'person',
          privacy: { k },
          columns: {
            person: { class: 'linking-code', technique: 'delete-column' },
            x: { class: 'other', technique: 'generalise', hierarchy: { kind: 'built', method, classes }, level, confirmed: '試験' },
          },
          output: { shuffle: false },
        }
        const runs: TableRun[] = []
        for (const engine of ENGINES) runs.push(await runTable([['person', 'x'], ...rows], recipe, { engine }))
        runs.push(await runTable([['person', 'x'], ...rows.toReversed()], recipe, { engine: 'memory' }))
        expect(runs[1]!.csv).toBe(runs[0]!.csv)
        expect(runs[2]!.csv).toBe(runs[0]!.csv)
        const persons = new Map<string, Set<string>>()
        runs[0]!.rows.forEach(([text], i) => {
          persons.set(text!, (persons.get(text!) ?? new Set()).add(runs[0]!.side[i]![0]!))
        })
        expect(persons.size).toBeLessThanOrEqual(classes[level - 1]!)
        for (const [text, holders] of persons) if (text !== '*') expect(holders.size).toBeGreaterThanOrEqual(k)
        const [{ edges } = { edges: [] }] = runs[0]!.findings.bins
        // k persons lie at or beyond the outermost edges on either side: nobody's far number is told.
        const beyond = (holds: (x: number) => boolean) => numbers.filter((own) => own.some(holds)).length
        edged += edges.length
        for (const edge of edges) {
          expect(Number.isInteger(edge)).toBe(true)
          expect(beyond((x) => x >= edge)).toBeGreaterThanOrEqual(k)
          expect(beyond((x) => x < edge)).toBeGreaterThanOrEqual(k)
        }
      }
    }),
    { numRuns: 25 },
  )
  expect(edged).toBeGreaterThan(0)
}, 120_000)
