import { fromHex, InputError } from '../core/index.ts'
import type { KeyRing } from './ports.ts'

/** Names the one key of a deployment; rotation adds others. */
const KEY_ID = 'k1'

/** Fewer distinct bytes than this in 32 is no work of chance: 32 random bytes have 30 on average. */
const LEAST_DISTINCT_BYTES = 16

/**
 * The key ring of a deployment, from the key-encryption key that its operator set.
 *
 * @param keyHex - 32 bytes as 64 hex digits
 * @throws {InputError} if there is none, or it is no random key
 */
export function keyRingOf(keyHex: string | undefined): KeyRing {
  if (!keyHex) throw new InputError('鍵がありません。SAKYU_KEY に 64 桁の 16 進数（openssl rand -hex 32）を設定してください。')
  if (!/^[0-9a-f]{64}$/i.test(keyHex) || new Set(fromHex(keyHex)).size < LEAST_DISTINCT_BYTES)
    throw new InputError('SAKYU_KEY は、無作為に作った 64 桁の 16 進数にしてください（openssl rand -hex 32）。')
  const bytes = fromHex(keyHex)
  return { current: KEY_ID, get: (id) => (id === KEY_ID ? bytes : undefined) }
}
