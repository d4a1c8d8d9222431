import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { csvCell, csvOf } from '../../../../src/modules/register/csv.ts'

describe('csv for people', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+81', "'+81"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1', "'＝1"],
    ['\tx', "'\tx"],
    ['1=1', '1=1'],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['', ''],
  ])('%j → %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell)
  })

  it('is read back by a parser as it was', () => {
    const rows = [
      ['名称', '備考'],
      ['改行\nあり', '"引用", と読点'],
    ]
    expect(parse(csvOf(rows), { bom: true })).toEqual(rows)
  })
})
