import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'

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

/**
 * The padded key blocks of HMAC-SHA-256: the MAC of x is sha256(outer ‖ sha256(inner ‖ x)).
 * For engines that know SHA-256 only; bound as parameters, never written into a statement.
 */
export function pads(key: Uint8Array): { inner: Uint8Array; outer: Uint8Array } {
  if (key.length > BLOCK) throw new RangeError('key: expected at most 64 bytes')
  const inner = new Uint8Array(BLOCK).fill(0x36)
  const outer = new Uint8Array(BLOCK).fill(0x5c)
  key.forEach((byte, i) => {
    inner[i]! ^= byte
    outer[i]! ^= byte
  })
  return { inner, outer }
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
