import { describe, expect, it } from 'vitest'
import { columnsOf, personsOf, recipientSummary } from '../../../../src/modules/provision/summary.ts'

/** A committee's report in which everything that must stay behind is marked. */
const REPORT = {
  sakyu: 'report/1',
  recipe: { title: '試験', sha256: 'a'.repeat(64) },
  engine: 'SECRET-engine',
  rows: { input: 987_654, output: 2_000, suppressed: 123_454 },
  persons: { input: 987_653, output: 1_900 },
  sha256: { input: 'SECRET-input', output: 'SECRET-output' },
  rule27: [{ item: 1, columns: ['氏名'], measures: ['delete-column'], met: true }],
  privacy: { k: { required: 5, achieved: 7, unit: 'persons', over: ['生年月日'] }, classes: 555_001, models: [] },
  search: { levels: { 生年月日: 2 }, loss: 0.123456, space: 777_001, checked: 777_002, seconds: 9.87 },
  risk: { before: { uniques: 444_001, highest: 0.999 }, after: { highest: 0.1428571, average: 0.02004, uniques: 3, populationUniques: 1 } },
  utility: { loss: 0.123456, columns: { 生年月日: 'SECRET-column' } },
  seconds: { read: 33.333 },
  seed: 'SECRET-seed',
  peakMemoryMB: 888_001,
}

describe('the summary for the recipient', () => {
  const summary = recipientSummary(REPORT, 10)

  it('says what was reached, with its columns and unit', () => {
    expect(summary).toEqual({
      sakyu: 'summary/1',
      recipe: { title: '試験', sha256: 'a'.repeat(64) },
      rows: 2_000,
      persons: 1_900,
      rule27: [{ item: 1, measures: ['delete-column'], met: true }],
      k: { required: 5, achieved: 7, unit: 'persons', over: ['生年月日'] },
      models: [],
      risk: { highest: 0.143, average: 0.02 },
      loss: 0.123,
    })
  })

  it('holds nothing of the source, the search or the run', () => {
    const text = JSON.stringify(summary)
    for (const kept of ['SECRET', '987', '123454', '555001', '777', '444001', '888001', '33.3', '0.1234', '0.999', 'uniques'])
      expect(text).not.toContain(kept)
  })

  it('merges small counts of people', () => {
    expect(recipientSummary({ ...REPORT, persons: { output: 9 } }, 10).persons).toBe('10未満')
    expect(recipientSummary({ ...REPORT, persons: { output: 10 } }, 10).persons).toBe(10)
  })

  it('reads nothing into a report without figures', () => {
    expect(recipientSummary({}, 10)).toMatchObject({ rows: 0, persons: null, k: null, risk: {}, loss: null })
  })
})

describe('what the ledger is read from', () => {
  it('names the columns of the data package', () => {
    expect(columnsOf({ resources: [{ schema: { fields: [{ name: 'a' }, { name: 'b' }] } }] })).toEqual(['a', 'b'])
    expect(columnsOf({})).toEqual([])
    expect(columnsOf({ resources: 'x' })).toEqual([])
  })

  it('counts persons only where the report does', () => {
    expect(personsOf(REPORT)).toBe(1_900)
    for (const output of [undefined, '1900', 1.5, -1]) expect(personsOf({ persons: { output } })).toBeNull()
  })
})
