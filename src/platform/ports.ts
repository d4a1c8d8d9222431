import type { Instant } from '../core/index.ts'

/** The clock (the only one): wall time, injected so that tests can set it. */
export type Clock = () => Instant

/** Cryptographic random bytes. */
export type RandomBytes = (length: number) => Uint8Array

/** Objects by name. Holds ciphertext only: whoever stores seals first (sealed.ts). */
export interface ObjectStore {
  put(name: string, bytes: Uint8Array): Promise<void>
  /** null if there is none of that name */
  get(name: string): Promise<Uint8Array | null>
  delete(name: string): Promise<void>
}

/** Slow, memory-hard password hashing; the stored text carries its parameters. */
export interface PasswordHasher {
  hash(password: string): Promise<string>
  verify(stored: string, password: string): Promise<boolean>
}

/** Key-encryption keys, 32 bytes each, never in the database. */
export interface KeyRing {
  /** id of the key that wraps now */
  current: string
  get(id: string): Uint8Array | undefined
}

/** Files of data-catalog that come with the product and never change while it runs. */
export interface ShippedFiles {
  /** what the file holds, UTF-8; the path is relative to data-catalog. @throws if there is none */
  text(path: string): Promise<string>
}
