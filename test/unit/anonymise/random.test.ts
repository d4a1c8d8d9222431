import { createHmac, hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { below, draw, keyed, MAC_BYTES, macTable, pseudonymText, subkey } from '../../../src/anonymise/index.ts'

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

  it('HMAC is that of node:crypto, one by one and as a table', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 5 }),
        (key, texts) => {
          const messages = texts.map((text) => new TextEncoder().encode(text))
          const starts = Uint32Array.from({ length: texts.length + 1 }, (_, i) =>
            messages.slice(0, i).reduce((sum, { length }) => sum + length, 0),
          )
          const table = macTable(key, Buffer.concat(messages), starts, texts.length)
          texts.forEach((text, i) => {
            const expected = createHmac('sha256', key).update(messages[i]!).digest('hex')
            expect(hex(keyed(key)(text))).toBe(expected)
            expect(hex(table.subarray(i * MAC_BYTES, (i + 1) * MAC_BYTES))).toBe(expected.slice(0, MAC_BYTES * 2))
          })
        },
      ),
    )
  })

  it.each([54, 55, 56, 63, 64, 65, 119, 120, 128])('the table pads a message of %d bytes rightly', (length) => {
    const message = Buffer.alloc(length, 7)
    const table = macTable(SECRET, message, Uint32Array.of(0, length), 1)
    expect(hex(table)).toBe(
      createHmac('sha256', SECRET)
        .update(message)
        .digest('hex')
        .slice(0, MAC_BYTES * 2),
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
