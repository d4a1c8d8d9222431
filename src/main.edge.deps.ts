// Makes the dependencies of one Worker from its bindings. Wiring only.
import type { Deps } from './app-env.ts'
import { createSessions } from './auth/index.ts'
import { InputError } from './core/index.ts'
import { connect } from './platform/edge/libsql.ts'
import { type Bucket, bucketObjects } from './platform/edge/objects.ts'
import { type Assets, assetFiles } from './platform/edge/shipped.ts'
import { keyRingOf } from './platform/keys.ts'
import { deriveByNoble, passwordHasher } from './platform/password.ts'
import type { Clock } from './platform/ports.ts'

/** Bindings of wrangler.toml and secrets of `wrangler secret put`. */
export interface EdgeBindings {
  /** address of the libSQL server */
  SAKYU_DATABASE?: string
  /** secret: the server's token */
  SAKYU_DATABASE_TOKEN?: string
  /** secret: key-encryption key, 64 hex digits */
  SAKYU_KEY?: string
  /** secret: server that takes e-mail, "smtps://user:password@mail.example.jp"; none: nobody is written to */
  SAKYU_SMTP?: string
  /** sender of e-mail */
  SAKYU_MAIL_FROM?: string
  /** where people reach the site, for links in e-mail */
  SAKYU_URL?: string
  OBJECTS: Bucket
  /** data-catalog, as far as the site reads it */
  ASSETS: Assets
}

/** The trigger of wrangler.toml at which what is owed is looked for; the others only send. */
export const DAILY_TRIGGER = '0 23 * * *'

/** @throws {InputError} if a setting is missing or the key is weak */
export function edgeDeps(bindings: EdgeBindings, clock: Clock = () => Date.now()): Deps {
  if (!bindings.SAKYU_DATABASE) throw new InputError('SAKYU_DATABASE に libSQL サーバーのアドレスを設定してください。')
  const db = connect(bindings.SAKYU_DATABASE, bindings.SAKYU_DATABASE_TOKEN)
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  return {
    db,
    clock,
    random,
    keys: keyRingOf(bindings.SAKYU_KEY),
    shipped: assetFiles(bindings.ASSETS),
    objects: bucketObjects(bindings.OBJECTS),
    passwords: passwordHasher(deriveByNoble, random),
    sessions: createSessions({ db, clock, random, secureCookie: true }),
    demonstration: false,
  }
}
