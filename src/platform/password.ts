import { argon2id } from '@noble/hashes/argon2.js'
import { fromHex, hex } from '../core/index.ts'
import type { PasswordHasher, RandomBytes } from './ports.ts'

/** @source OWASP Password Storage Cheat Sheet: argon2id, m = 19 MiB, t = 2, p = 1 */
export const ARGON2 = { m: 19_456, t: 2, p: 1 }
const SALT = 16
const LENGTH = 32

export type Derive = (password: Uint8Array, salt: Uint8Array, cost: typeof ARGON2) => Promise<Uint8Array>

/** The same bytes as node:crypto's, on any runtime; blocks its thread for about 160 ms. */
export const deriveByNoble: Derive = async (password, salt, { m, t, p }) => argon2id(password, salt, { m, t, p, dkLen: LENGTH })

const sameBytes = (a: Uint8Array, b: Uint8Array) => {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ (b[i] ?? 0)
  return difference === 0
}

/** Stored as `argon2id$m=19456,t=2,p=1$salt$hash` (hex). Passwords are NFKC first, so that width of letters does not matter. */
export function passwordHasher(derive: Derive, random: RandomBytes): PasswordHasher {
  const bytes = (password: string) => new TextEncoder().encode(password.normalize('NFKC'))
  return {
    async hash(password) {
      const salt = random(SALT)
      const hash = await derive(bytes(password), salt, ARGON2)
      return `argon2id$m=${ARGON2.m},t=${ARGON2.t},p=${ARGON2.p}$${hex(salt)}$${hex(hash)}`
    },
    async verify(stored, password) {
      const match = /^argon2id\$m=(\d+),t=(\d+),p=(\d+)\$([0-9a-f]+)\$([0-9a-f]+)$/.exec(stored)
      if (!match) return false
      const cost = { m: Number(match[1]), t: Number(match[2]), p: Number(match[3]) }
      return sameBytes(await derive(bytes(password), fromHex(match[4]!), cost), fromHex(match[5]!))
    },
  }
}
