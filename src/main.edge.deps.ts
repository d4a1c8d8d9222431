// Makes the dependencies of one Worker from its bindings. Wiring only.
import type { Deps } from './app-env.ts'
import { createSessions } from './auth/index.ts'
import { InputError } from './core/index.ts'
import { connect } from './platform/edge/libsql.ts'
import { type Bucket, bucketObjects } from './platform/edge/objects.ts'
import { keyRingOf } from './platform/keys.ts'
import { deriveByNoble, passwordHasher } from './platform/password.ts'
import type { Clock } from './platform/ports.ts'
import { addDocuments } from './programmes/index.ts'

/** Bindings of wrangler.toml and secrets of `wrangler secret put`. */
export interface EdgeBindings {
  /** address of the libSQL server */
  SAKYU_DATABASE?: string
  /** secret: the server's token */
  SAKYU_DATABASE_TOKEN?: string
  /** secret: key-encryption key, 64 hex digits */
  SAKYU_KEY?: string
  OBJECTS: Bucket
  /** data-catalog/programmes */
  ASSETS: { fetch(url: string): Promise<Response> }
}

/** Order in which they are offered to be copied. */
const SURVEYED = ['statistics-act', 'ndb', 'npd', 'acara', 'ies', 'mona']

/** Knows the programmes that were read from a survey: assets, since a bundle is limited in size. @throws if one does not come */
export async function knowSurveyedAssets({ ASSETS }: Pick<EdgeBindings, 'ASSETS'>): Promise<void> {
  addDocuments(await Promise.all(SURVEYED.map(async (id) => (await ASSETS.fetch(`https://assets.local/${id}.json`)).json())))
}

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
    objects: bucketObjects(bindings.OBJECTS),
    passwords: passwordHasher(deriveByNoble, random),
    sessions: createSessions({ db, clock, random, secureCookie: true }),
    demonstration: false,
  }
}
