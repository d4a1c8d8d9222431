import { createHash, createHmac, hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { below, draw, keyed, pads, pseudonymText, subkey } from '../../../src/anonymise/index.ts'

const SECRET = Uint8Array.from({ length: 32 }, (_, i) => i)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('keyed chance', () => {
  it('gives the fixed vector', () => {
    const key = subkey(SECRET, 'pseudonym', '風紋県', 'person')
    expect(hex(key)).toBe('e22db4a72efc4882fd277136707230ff2fe715f1bb60a0a6d0f289927b1b6992')
    expect(pseudonymText(keyed(key)('0000000012'))).toBe('eblgdophjcmdibhpnbalighehjbehfhk')
  })

  it('subkeys are those of node:crypto', () => {
    const part = (text: string) => `${Buffer.byteLength(text)}:${text}`
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { maxLength: 4 }),
        (secret, purpose) => {
          const expected = hkdfSync('sha256', secret, '', ['sakyu', ...purpose].map(part).join(''), 32)
          expect(hex(subkey(secret, ...purpose))).toBe(Buffer.from(expected).toString('hex'))
        },
      ),
    )
  })

  it('purposes cannot run into each other', () => {
    expect(hex(subkey(SECRET, 'a', 'bc'))).not.toBe(hex(subkey(SECRET, 'ab', 'c')))
    expect(hex(subkey(SECRET, 'a'))).not.toBe(hex(subkey(SECRET, 'a', '')))
  })

  it('HMAC is that of node:crypto, also from its pads', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string({ unit: 'binary' }), (key, text) => {
        const expected = createHmac('sha256', key)
          .update(Buffer.from(new TextEncoder().encode(text)))
          .digest('hex')
        expect(hex(keyed(key)(text))).toBe(expected)
        const { inner, outer } = pads(key)
        const first = createHash('sha256').update(inner).update(new TextEncoder().encode(text)).digest()
        expect(createHash('sha256').update(outer).update(first).digest('hex')).toBe(expected)
      }),
    )
  })

  it('one keyed function may be used again and again', () => {
    const hmac = keyed(SECRET)
    expect(hex(hmac('a'))).toBe(hex(hmac('a')))
    expect(hex(hmac('a'))).not.toBe(hex(hmac('b')))
  })

  it.each([
    ['0000000000000000', 0.000001, true],
    ['7fffffffffffffff', 0.5, true],
    ['8000000000000000', 0.5, false],
    ['ffffffffffffffff', 0.999999, false],
  ])('draw %s is below %d: %s', (mac, rate, expected) => {
    const bytes = Uint8Array.from(Buffer.from(`${mac}00`, 'hex'))
    expect(below(bytes, rate)).toBe(expected)
    expect(draw(bytes)).toBe(BigInt(`0x${mac}`))
  })

  it('a pseudonym is 32 letters a–p', () => {
    expect(pseudonymText(Uint8Array.from({ length: 32 }, (_, i) => i * 17))).toBe('aabbccddeeffgghhiijjkkllmmnnoopp')
  })

  it('a secret of another length is refused', () => {
    expect(() => subkey(new Uint8Array(16), 'order')).toThrow(RangeError)
  })
})
