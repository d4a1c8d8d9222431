import { argon2 } from 'node:crypto'
import type { Derive } from '../password.ts'

/** argon2id of node:crypto: off the event loop, about 20 ms; a test compares it with noble's bytes. */
export const deriveByNode: Derive = (message, nonce, { m, t, p }) =>
  new Promise((resolve, reject) =>
    argon2('argon2id', { message, nonce, memory: m, passes: t, parallelism: p, tagLength: 32 }, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key)),
    ),
  )
