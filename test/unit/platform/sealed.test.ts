import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seal, unseal } from '../../../src/platform/sealed.ts'

const random = (n: number) => new Uint8Array(randomBytes(n))
const kek = random(32)
const keys = { current: 'k1', get: (id: string) => (id === 'k1' ? kek : undefined) }
const bytes = new TextEncoder().encode('封をする中身')

describe('sealed objects (rule I3)', () => {
  const { sealed, key } = seal(bytes, 'o/attachment/1', keys, random)
  it('opens with its key and its own name', () => expect(unseal(sealed, 'o/attachment/1', key, keys)).toEqual(bytes))
  it('does not open under another name, with a changed byte, another key, or cut short', () => {
    expect(() => unseal(sealed, 'o/attachment/2', key, keys)).toThrow()
    expect(() =>
      unseal(
        sealed.map((b, i) => (i === 30 ? b ^ 1 : b)),
        'o/attachment/1',
        key,
        keys,
      ),
    ).toThrow()
    expect(() => unseal(sealed.subarray(0, -1), 'o/attachment/1', key, keys)).toThrow()
    expect(() => unseal(sealed, 'o/attachment/1', { ...key, keyId: 'k2' }, keys)).toThrow()
  })
})
