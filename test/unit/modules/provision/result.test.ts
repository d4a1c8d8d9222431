import { describe, expect, it } from 'vitest'
import { columnsOf, personsOf, readResult } from '../../../../src/modules/provision/result.ts'
import { reportOf } from '../../../support/reports.ts'

const report = reportOf('a'.repeat(64), 'b'.repeat(64))
const dataPackage = { resources: [{ schema: { fields: [{ name: '生年月日' }, { name: '金額' }] } }] }

describe('what a result says of itself', () => {
  it('names its columns and counts its people', () => {
    expect(readResult({ report, dataPackage })).toMatchObject({ ok: true, value: { columns: ['生年月日', '金額'], persons: 2_000 } })
  })

  it('counts rows where one record is one person', () => {
    expect(personsOf({ ...report, persons: null })).toBe(2_002)
  })

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a report without its figures', { recipe: report.recipe }, dataPackage],
    ['a count below zero', { ...report, rows: { ...report.rows, output: -1 } }, dataPackage],
    ['no columns', { ...report }, { resources: [] }],
    ['no data package', { ...report }, {}],
  ])('is refused with %s', (_, given, itsPackage) => {
    expect(readResult({ report: given, dataPackage: itsPackage })).toEqual({ ok: false, refusals: [{ code: 'result-unreadable' }] })
  })

  it('reads nothing into a data package of another shape', () => {
    expect(columnsOf({ resources: 'x' })).toEqual([])
    expect(columnsOf({ resources: [null, { schema: { fields: [{ name: 1 }, 'y'] } }] })).toEqual([])
  })
})
