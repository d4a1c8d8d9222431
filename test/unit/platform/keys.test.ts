import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/index.ts'
import { keyRingOf } from '../../../src/platform/keys.ts'

describe('the key of a deployment', () => {
  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['63 digits', 'a'.repeat(63)],
    ['letters that are no digits', 'z'.repeat(64)],
    ['one byte repeated', 'a7'.repeat(32)],
    ['eight bytes repeated', '0123456789abcdef'.repeat(4)],
    ['digits and a line end', `${'0123456789abcdef'.repeat(4)}\n`],
  ])('is refused: %s', (_, key) => {
    expect(() => keyRingOf(key)).toThrow(InputError)
    if (key) expect(() => keyRingOf(key)).not.toThrow(key)
  })

  it('is the only one of the ring', () => {
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => (i * 37 + 11) & 255)
    const ring = keyRingOf(Buffer.from(bytes).toString('hex'))
    expect(ring.get(ring.current)).toEqual(bytes)
    expect(ring.get('k2')).toBeUndefined()
  })
})
