import { describe, expect, it } from 'vitest'
import type { DeskRow } from '../../../../src/modules/oversight/model.ts'
import { byUrgency } from '../../../../src/modules/oversight/rules.ts'
import { urgency } from '../../../../src/views/index.ts'

describe('the work list', () => {
  const row = (name: string, dueOn: string | null, since: number) => ({ fileName: name, dueOn, since }) as DeskRow
  it('puts what is due first, then what has waited longest', () => {
    const rows = [row('d', null, 2), row('b', '2026-05-02', 5), row('c', null, 1), row('a', '2026-05-01', 9), row('b0', '2026-05-02', 4)]
    expect(rows.sort(byUrgency).map(({ fileName }) => fileName)).toEqual(['a', 'b0', 'b', 'c', 'd'])
  })

  it.each([
    ['2026-04-14', 'late'],
    ['2026-04-15', 'soon'],
    ['2026-04-20', 'soon'],
    ['2026-04-21', 'open'],
    [null, 'open'],
  ] as const)('on 15 April, due on %s is %s', (dueOn, expected) => {
    expect(urgency(dueOn, '2026-04-15')).toBe(expected)
  })
})
