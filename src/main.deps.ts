// Makes the dependencies of one Node process from its environment. Wiring only.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Deps } from './app-env.ts'
import { createSessions } from './auth/index.ts'
import { InputError } from './core/index.ts'
import { databaseState } from './demo/site.ts'
import { keyRingOf } from './platform/keys.ts'
import { openDatabase } from './platform/node/libsql.ts'
import { folderObjects } from './platform/node/objects.ts'
import { deriveByNode } from './platform/node/password.ts'
import { passwordHasher } from './platform/password.ts'
import type { KeyRing } from './platform/ports.ts'

export interface NodeSettings {
  /** folder of everything that this process keeps */
  dataFolder: string
  databaseUrl: string
  databaseToken?: string
  host: string
  port: number
  /** may a new, empty database get the demonstration? */
  demonstration: boolean
  /** key-encryption key: 64 hex digits; without it one is made and kept in the data folder */
  keyHex?: string
  /** folders in which source files of orders may lie */
  sourceFolders: string[]
  /** memory of a run, bytes */
  runnerMemoryBytes: number
}

export const PROJECT_ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * Reads the settings from environment variables (names in README.md).
 * The demonstration is possible only on this machine's own address, unless SAKYU_DEMO=1 says so.
 */
export function nodeSettings(env: NodeJS.ProcessEnv): NodeSettings {
  const dataFolder = resolve(env.SAKYU_DATA ?? join(PROJECT_ROOT, '.sakyu'))
  const host = env.HOST ?? '127.0.0.1'
  const port = Number(env.PORT ?? 8787)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InputError('PORT は 0〜65535 の整数にしてください。')
  const isLocal = host === '127.0.0.1' || host === '::1' || host === 'localhost'
  return {
    dataFolder,
    databaseUrl: env.SAKYU_DATABASE ?? `file:${join(dataFolder, 'sakyu.db')}`,
    databaseToken: env.SAKYU_DATABASE_TOKEN,
    host,
    port,
    demonstration: env.SAKYU_DEMO === '1' || (env.SAKYU_DEMO !== '0' && isLocal && env.NODE_ENV !== 'production'),
    keyHex: env.SAKYU_KEY,
    sourceFolders: (env.SAKYU_SOURCES ?? join(dataFolder, 'sources')).split(delimiter).map((folder) => resolve(folder)),
    runnerMemoryBytes: Number(env.SAKYU_RUNNER_MEMORY_MB ?? 1_000) * 1e6,
  }
}

/** The key-encryption keys of this deployment. @throws {InputError} if there is none, or it is weak */
export function keyRing(settings: NodeSettings): KeyRing {
  if (settings.keyHex !== undefined || !settings.demonstration) return keyRingOf(settings.keyHex)
  const path = join(settings.dataFolder, 'demonstration.key')
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600 })
  return keyRingOf(readFileSync(path, 'utf8').trim())
}

export async function nodeDeps(settings: NodeSettings): Promise<{ deps: Deps; close: () => void }> {
  mkdirSync(settings.dataFolder, { recursive: true, mode: 0o700 })
  const { db, close } = await openDatabase(settings.databaseUrl, {
    authToken: settings.databaseToken,
    migrations: join(PROJECT_ROOT, 'drizzle', 'migrations'),
  })
  const state = await databaseState(db)
  if (!settings.demonstration && (state === 'demonstration' || state === 'half-loaded'))
    throw new InputError(
      'このデータベースは実演用です（パスワードが公開されています）。別の SAKYU_DATA か SAKYU_DATABASE を指定してください。',
    )
  const clock = () => Date.now()
  const random = (length: number) => new Uint8Array(randomBytes(length))
  const deps: Deps = {
    db,
    clock,
    random,
    keys: keyRing(settings),
    objects: folderObjects(join(settings.dataFolder, 'objects')),
    passwords: passwordHasher(deriveByNode, random),
    sessions: createSessions({ db, clock, random, secureCookie: settings.host !== '127.0.0.1' && settings.host !== 'localhost' }),
    demonstration: settings.demonstration && state !== 'real',
  }
  return { deps, close }
}
