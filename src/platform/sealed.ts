import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import type { KeyRing, RandomBytes } from './ports.ts'

const NONCE = 24
const encode = (text: string) => new TextEncoder().encode(text)

/** What opens one object: its own key, wrapped by a key-encryption key. Destroying it destroys the object. */
export interface WrappedKey {
  /** which key-encryption key */
  keyId: string
  /** base64 of nonce ‖ ciphertext of the object's 32-byte key */
  wrapped: string
}

const toBase64 = (bytes: Uint8Array) => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0))

const box = (key: Uint8Array, nonce: Uint8Array, about: string) => xchacha20poly1305(key, nonce, encode(about))

/** nonce ‖ ciphertext under `key`; `about` is bound to it and must be given again to open. */
export function encrypt(key: Uint8Array, bytes: Uint8Array, about: string, random: RandomBytes): Uint8Array {
  const nonce = random(NONCE)
  const sealed = box(key, nonce, about).encrypt(bytes)
  const out = new Uint8Array(NONCE + sealed.length)
  out.set(nonce)
  out.set(sealed, NONCE)
  return out
}

/** @throws {Error} if the key, the bytes or `about` are not those of sealing */
export function decrypt(key: Uint8Array, sealed: Uint8Array, about: string): Uint8Array {
  return box(key, sealed.subarray(0, NONCE), about).decrypt(sealed.subarray(NONCE))
}

/**
 * Seals bytes under a fresh key of their own, wrapped by the current key-encryption key.
 *
 * @param about - organisation, object and kind: bound as associated data, so that objects cannot be exchanged (rule I3)
 */
export function seal(bytes: Uint8Array, about: string, keys: KeyRing, random: RandomBytes): { sealed: Uint8Array; key: WrappedKey } {
  const kek = keys.get(keys.current)
  if (!kek) throw new Error('no current key-encryption key')
  const own = random(32)
  return {
    sealed: encrypt(own, bytes, about, random),
    key: { keyId: keys.current, wrapped: toBase64(encrypt(kek, own, `key ${about}`, random)) },
  }
}

/** @throws {Error} if the key was destroyed, is unknown, or anything was changed */
export function unseal(sealed: Uint8Array, about: string, key: WrappedKey, keys: KeyRing): Uint8Array {
  const kek = keys.get(key.keyId)
  if (!kek) throw new Error('unknown key-encryption key')
  return decrypt(decrypt(kek, fromBase64(key.wrapped), `key ${about}`), sealed, about)
}
