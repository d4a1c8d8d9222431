import { expect, it } from 'vitest'
import { collect } from '../../../src/runner/collect.ts'

it('what nobody holds any more is given back at once, what is held stays', () => {
  const held = new Uint8Array(8e6).fill(1)
  const before = process.memoryUsage().arrayBuffers
  let gone: Uint8Array | null = new Uint8Array(64e6).fill(1)
  expect(process.memoryUsage().arrayBuffers - before).toBeGreaterThanOrEqual(gone.length)
  gone = null
  collect()
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32e6)
  expect(held[held.length - 1]).toBe(1)
})
