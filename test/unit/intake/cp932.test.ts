import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Cp932ToUtf8 } from '../../../src/intake/cp932.ts'

/** All at once by the table; null: refused. */
function byTable(bytes: Uint8Array, cuts: readonly number[] = []): string | null {
  const converter = new Cp932ToUtf8()
  const edges = [0, ...cuts, bytes.length]
  const parts: Buffer[] = []
  for (let i = 1; i < edges.length; i++) {
    const target = Buffer.alloc((edges[i]! - edges[i - 1]!) * 3 + 3)
    const length = converter.convert(bytes.subarray(edges[i - 1], edges[i]), target)
    if (length < 0) return null
    parts.push(target.subarray(0, length))
  }
  return converter.isWhole ? Buffer.concat(parts).toString('utf8') : null
}

function byDecoder(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('shift_jis', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Bytes that openInput refuses before anything is converted. */
const REFUSED = [0x1a, 0x1c, 0x7f]

describe('CP932 to UTF-8', () => {
  it('agrees with the platform on every single byte and every pair', () => {
    for (let byte = 0; byte < 256; byte++)
      if (!REFUSED.includes(byte)) expect(byTable(Uint8Array.of(byte)), `${byte}`).toBe(byDecoder(Uint8Array.of(byte)))
    for (let lead = 0x80; lead < 256; lead++)
      for (let trail = 0; trail < 256; trail++) {
        if (REFUSED.includes(trail)) continue
        const pair = Uint8Array.of(lead, trail)
        const [ours, theirs] = [byTable(pair), byDecoder(pair)]
        if (ours !== theirs) expect.fail(`pair ${lead.toString(16)} ${trail.toString(16)}`)
      }
  })

  it('whatever the cuts: the same text, and the same refusals', () => {
    const byte = fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0x80, max: 0xff }), fc.integer({ min: 0x81, max: 0x9f }))
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 40 }), fc.array(fc.nat(40), { maxLength: 4 }), (bytes, cuts) => {
        const all = Uint8Array.from(bytes)
        const inside = cuts.filter((cut) => cut <= all.length).sort((a, b) => a - b)
        expect(byTable(all, inside)).toBe(byDecoder(all))
      }),
      { numRuns: 500 },
    )
  })
})
