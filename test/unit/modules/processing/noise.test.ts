import { describe, expect, it } from 'vitest'
import { noiseLeft } from '../../../../src/modules/processing/noise.ts'

const recipe = (step: object, more: object = {}) =>
  JSON.stringify({
    sakyu: 'recipe/1',
    title: '試験',
    person: null,
    columns: {
      年齢: { class: 'quasi-identifier', technique: 'keep' },
      所得: { class: 'other', technique: 'add-noise', reason: '試験', ...step },
      ...more,
    },
    privacy: { k: 3 },
  })

describe('D5 noise left after several provisions', () => {
  it('D5 R provisions of one scale leave scale / √R', () => {
    const own = recipe({ scale: 0.1 })
    expect(noiseLeft(own, [])).toEqual([{ column: '所得', kind: 'scale', own: 0.1, provisions: 1, left: expect.closeTo(0.1, 12) }])
    expect(noiseLeft(own, [own, own, own])).toMatchObject([{ provisions: 4, left: expect.closeTo(0.05, 12) }])
  })

  it('D5 different scales are weighed, and a provision without noise in the column counts for nothing', () => {
    const none = recipe({ technique: 'keep', confirmed: '試験' })
    // 1 / √(1/0.3² + 1/0.4²) = 0.24: less than the smaller of the two.
    expect(noiseLeft(recipe({ scale: 0.3 }), [recipe({ scale: 0.4 }), none])).toMatchObject([
      { provisions: 2, left: expect.closeTo(0.24, 12) },
    ])
    expect(noiseLeft(none, [recipe({ scale: 0.4 })])).toEqual([])
  })

  it('D5 noise said in the unit of the column is weighed with noise said alike', () => {
    expect(noiseLeft(recipe({ absolute: 3000 }), [recipe({ absolute: 4000 }), recipe({ scale: 0.1 })])).toMatchObject([
      { kind: 'absolute', own: 3000, provisions: 3, left: expect.closeTo((2 / 3000 ** 2 + 1 / 4000 ** 2) ** -0.5, 9) },
    ])
  })

  it('a recipe that cannot be read any more tells nothing', () => {
    expect(noiseLeft(recipe({ scale: 0.1 }), ['{"sakyu":"recipe/1"}'])).toMatchObject([{ provisions: 1 }])
  })
})
