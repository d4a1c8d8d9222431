import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../src/app.tsx'
import type { Deps } from '../../src/app-env.ts'
import { createSessions } from '../../src/auth/index.ts'
import { openDatabase } from '../../src/platform/node/libsql.ts'
import { deriveByNode } from '../../src/platform/node/password.ts'
import { shippedFiles } from '../../src/platform/node/shipped.ts'
import { passwordHasher } from '../../src/platform/password.ts'
import type { ObjectStore } from '../../src/platform/ports.ts'
import { rememberedPasswords } from './remembered-passwords.ts'
import { siteOf, type TestSite } from './site-client.ts'

export function memoryObjects(): ObjectStore & { stored: Map<string, Uint8Array> } {
  const stored = new Map<string, Uint8Array>()
  return {
    stored,
    put: async (name, bytes) => void stored.set(name, bytes),
    get: async (name) => stored.get(name) ?? null,
    delete: async (name) => void stored.delete(name),
  }
}

export interface MadeSite extends TestSite {
  folder: string
  close(): void
}

/** The whole site over a fresh libSQL file, with a clock that the test sets. */
export async function makeSite(options: { at?: string } = {}): Promise<MadeSite> {
  const folder = mkdtempSync(join(tmpdir(), 'sakyu-site-'))
  const { db, close } = await openDatabase(`file:${join(folder, 'test.db')}`, { migrations: 'drizzle/migrations' })
  let now = Date.parse(options.at ?? '2026-04-15T10:00:00+09:00')
  const clock = () => now
  const random = (length: number) => new Uint8Array(randomBytes(length))
  const key = random(32)
  const deps: Deps = {
    db,
    clock,
    random,
    keys: { current: 'k1', get: (id) => (id === 'k1' ? key : undefined) },
    shipped: shippedFiles,
    objects: memoryObjects(),
    passwords: rememberedPasswords(passwordHasher(deriveByNode, random)),
    // Lucia reads the real clock for expiry; only our own rows use the test's.
    sessions: createSessions({ db, clock, random, secureCookie: false }),
    demonstration: false,
  }
  const app = createApp(deps)
  return {
    ...siteOf(app, deps),
    request: (path, init) => app.request(path, init),
    advance: (ms) => {
      now += ms
    },
    deps,
    folder,
    setClock: (iso) => {
      now = Date.parse(iso)
    },
    close: () => {
      close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
