import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stretches } from '../../../../src/modules/proposals/differences.ts'

const read = (before: string, after: string, ...kinds: string[]) =>
  stretches(before, after)
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join('')

describe('stretches', () => {
  it.each([
    ['', '', []],
    ['同じ文', '同じ文', [['same', '同じ文']]],
    ['', '新しい', [['new', '新しい']]],
    ['古い', '', [['gone', '古い']]],
    [
      '市町村まで',
      '都道府県まで',
      [
        ['gone', '市町村'],
        ['new', '都道府県'],
        ['same', 'まで'],
      ],
    ],
    [
      '5歳ごと',
      '10歳ごと',
      [
        ['gone', '5'],
        ['new', '10'],
        ['same', '歳ごと'],
      ],
    ],
  ] as const)('%j → %j', (before, after, parts) => {
    expect(stretches(before, after).map(({ kind, text }) => [kind, text])).toEqual(parts)
  })

  it('gives both texts back, letter by letter', () => {
    const text = fc.string({ unit: fc.constantFrom('市', '町', '村', 'ま', 'で', '\n', '5', 'a', ' ', '👩‍👧') })
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(read(before, after, 'same', 'gone')).toBe(before)
        expect(read(before, after, 'same', 'new')).toBe(after)
      }),
    )
  })

  it('shows long texts without a common word as replaced, quickly', () => {
    const before = Array.from({ length: 2_000 }, (_, i) => `a${i} `).join('')
    const after = Array.from({ length: 2_000 }, (_, i) => `b${i} `).join('')
    expect(read(before, after, 'gone', 'same')).toBe(before)
    expect(read(before, after, 'new', 'same')).toBe(after)
  })
})
