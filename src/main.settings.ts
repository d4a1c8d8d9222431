// Settings of one Node process, and its keys: nothing of the site, so that commands start without it.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InputError } from './core/index.ts'
import { keyRingOf } from './platform/keys.ts'
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
  /** server that takes e-mail, "smtps://user:password@mail.example.jp"; none: nobody is written to */
  smtpUrl?: string
  mailFrom?: string
  /** where people reach the site, for links in e-mail */
  siteUrl: string | null
}

/** Whether only this machine can reach what listens there. */
export const isLocal = (host: string) => host === '127.0.0.1' || host === '::1' || host === 'localhost'

export const PROJECT_ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * Reads the settings from environment variables (docs/deploy.md).
 * The demonstration is possible only on this machine's own address, unless SAKYU_DEMO=1 says so.
 */
export function nodeSettings(env: NodeJS.ProcessEnv): NodeSettings {
  const dataFolder = resolve(env.SAKYU_DATA ?? join(PROJECT_ROOT, '.sakyu'))
  const host = env.HOST ?? '127.0.0.1'
  const port = Number(env.PORT ?? 8787)
  if ((env.SAKYU_SMTP === undefined) !== (env.SAKYU_MAIL_FROM === undefined))
    throw new InputError('SAKYU_SMTP（メールのサーバー）と SAKYU_MAIL_FROM（差出人）は、両方を指定してください。')
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InputError('PORT は 0〜65535 の整数にしてください。')
  return {
    dataFolder,
    databaseUrl: env.SAKYU_DATABASE ?? `file:${join(dataFolder, 'sakyu.db')}`,
    databaseToken: env.SAKYU_DATABASE_TOKEN,
    host,
    port,
    demonstration: env.SAKYU_DEMO === '1' || (env.SAKYU_DEMO !== '0' && isLocal(host) && env.NODE_ENV !== 'production'),
    keyHex: env.SAKYU_KEY,
    sourceFolders: (env.SAKYU_SOURCES ?? join(dataFolder, 'sources')).split(delimiter).map((folder) => resolve(folder)),
    runnerMemoryBytes: Number(env.SAKYU_RUNNER_MEMORY_MB ?? 1_000) * 1e6,
    smtpUrl: env.SAKYU_SMTP,
    mailFrom: env.SAKYU_MAIL_FROM,
    siteUrl: env.SAKYU_URL ?? null,
  }
}

/** The key-encryption keys of this deployment. @throws {InputError} if there is none, or it is weak */
export function keyRing(settings: NodeSettings): KeyRing {
  if (settings.keyHex !== undefined || !settings.demonstration) return keyRingOf(settings.keyHex)
  const path = join(settings.dataFolder, 'demonstration.key')
  if (!existsSync(path)) writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600 })
  return keyRingOf(readFileSync(path, 'utf8').trim())
}
