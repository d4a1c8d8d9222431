import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { _SHA256, sha256 } from '@noble/hashes/sha2.js'

const encoder = new TextEncoder()
const BLOCK = 64 // bytes of a SHA-256 block

/** Length-prefixed, so that ("ab","c") and ("a","bc") are two purposes. */
const prefixed = (parts: readonly string[]) => encoder.encode(parts.map((part) => `${encoder.encode(part).length}:${part}`).join(''))

/**
 * A key for one purpose: HKDF-SHA-256 of the run secret. Pseudonyms, draws and order never share a key (rule D1).
 *
 * @param purpose - what it is for, then which: ("pseudonym", "person")
 * @returns 32 bytes
 */
export const subkey = (secret: Uint8Array, ...purpose: string[]): Uint8Array => {
  if (secret.length !== 32) throw new RangeError('secret: expected 32 bytes')
  return hkdf(sha256, secret, undefined, prefixed(['sakyu', ...purpose]), 32)
}

/** HMAC-SHA-256 of texts under one key; the keyed state is made once and cloned. */
export function keyed(key: Uint8Array): (text: string) => Uint8Array {
  const base = hmac.create(sha256, key)
  return (text) => base.clone().update(encoder.encode(text)).digest()
}

/** Bytes of each entry of a table of MACs: 16 for the pseudonym, 8 for what else is drawn by the key. */
export const MAC_BYTES = 24

/** SHA-256 block by block, so that the state after a key's block is made once for all messages. */
class Blocks extends _SHA256 {
  load(state: Int32Array): void {
    this.set(state[0]!, state[1]!, state[2]!, state[3]!, state[4]!, state[5]!, state[6]!, state[7]!)
  }
  compress(view: DataView, offset: number): void {
    this.process(view, offset)
  }
  store(view: DataView, offset: number): void {
    view.setInt32(offset, this.A)
    view.setInt32(offset + 4, this.B)
    view.setInt32(offset + 8, this.C)
    view.setInt32(offset + 12, this.D)
    view.setInt32(offset + 16, this.E)
    view.setInt32(offset + 20, this.F)
    view.setInt32(offset + 24, this.G)
    view.setInt32(offset + 28, this.H)
  }
  state(): Int32Array {
    return Int32Array.of(this.A, this.B, this.C, this.D, this.E, this.F, this.G, this.H)
  }
}

/**
 * HMAC-SHA-256 of many messages under one key, a million in 0.6 s: the first MAC_BYTES of each. Equals `keyed` bit for bit.
 * @param starts - message i is bytes starts[i] … starts[i + 1]
 */
export function macTable(key: Uint8Array, bytes: Uint8Array, starts: Uint32Array, count: number): Uint8Array {
  if (key.length > BLOCK) throw new RangeError('key: expected at most 64 bytes')
  const sha = new Blocks()
  const fresh = sha.state()
  const block = new Uint8Array(BLOCK)
  const view = new DataView(block.buffer)
  const stateAfter = (pad: number) => {
    block.fill(pad)
    key.forEach((byte, i) => {
      block[i]! ^= byte
    })
    sha.load(fresh)
    sha.compress(view, 0)
    return sha.state()
  }
  const inner = stateAfter(0x36)
  const outer = stateAfter(0x5c)
  const table = new Uint8Array(count * MAC_BYTES)
  const digest = new Uint8Array(32)
  const digestView = new DataView(digest.buffer)
  for (let message = 0; message < count; message++) {
    const to = starts[message + 1]!
    const length = to - starts[message]!
    sha.load(inner)
    let at = starts[message]!
    for (; to - at >= BLOCK; at += BLOCK) {
      for (let i = 0; i < BLOCK; i++) block[i] = bytes[at + i]!
      sha.compress(view, 0)
    }
    let end = 0
    for (; at < to; at++) block[end++] = bytes[at]!
    block[end++] = 0x80
    if (end > BLOCK - 8) {
      block.fill(0, end)
      sha.compress(view, 0)
      end = 0
    }
    block.fill(0, end)
    const bits = (BLOCK + length) * 8
    view.setUint32(BLOCK - 8, Math.floor(bits / 2 ** 32))
    view.setUint32(BLOCK - 4, bits >>> 0)
    sha.compress(view, 0)
    // The outer hash: one block of the inner digest.
    sha.store(view, 0)
    view.setUint32(32, 0x80000000)
    block.fill(0, 36)
    view.setUint32(BLOCK - 4, (BLOCK + 32) * 8)
    sha.load(outer)
    sha.compress(view, 0)
    sha.store(digestView, 0)
    for (let i = 0; i < MAC_BYTES; i++) table[message * MAC_BYTES + i] = digest[i]!
  }
  sha.destroy()
  block.fill(0)
  return table
}

/** The first 16 bytes as 32 letters a–p: never reads as a number or a code. */
export function pseudonymText(mac: Uint8Array): string {
  let text = ''
  for (let i = 0; i < 16; i++) text += String.fromCharCode(97 + (mac[i]! >> 4), 97 + (mac[i]! & 15))
  return text
}

/** The draw: the first 8 bytes, big-endian, 0 … 2^64 − 1. */
export const draw = (mac: Uint8Array): bigint => new DataView(mac.buffer, mac.byteOffset, 8).getBigUint64(0)

/** The smallest integer that is not below rate × 2^64; a draw is taken when it is smaller. Exact: a double times a power of two. */
export const threshold = (rate: number): bigint => {
  if (!(rate >= 0 && rate <= 1)) throw new RangeError('rate: expected a number from 0 to 1')
  return BigInt(Math.ceil(rate * 2 ** 64))
}

/** Whether draw / 2^64 < rate. */
export const below = (mac: Uint8Array, rate: number): boolean => draw(mac) < threshold(rate)
