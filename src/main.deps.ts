// Makes the dependencies of one Node process from its environment. Wiring only.
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Deps } from './app-env.ts'
import { createSessions } from './auth/index.ts'
import { InputError } from './core/index.ts'
import { databaseState } from './demo/site.ts'
import { isLocal, keyRing, type NodeSettings, PROJECT_ROOT } from './main.settings.ts'
import { knowShipped } from './main.shipped.ts'
import { completeSearchIndex } from './modules/register/index.ts'
import { openDatabase } from './platform/node/libsql.ts'
import { folderObjects } from './platform/node/objects.ts'
import { deriveByNode } from './platform/node/password.ts'
import { shippedFiles } from './platform/node/shipped.ts'
import { passwordHasher } from './platform/password.ts'

export { keyRing, type NodeSettings, nodeSettings, PROJECT_ROOT } from './main.settings.ts'

export async function nodeDeps(settings: NodeSettings): Promise<{ deps: Deps; close: () => void }> {
  await knowShipped(shippedFiles)
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
  await completeSearchIndex(db)
  const clock = () => Date.now()
  const random = (length: number) => new Uint8Array(randomBytes(length))
  const deps: Deps = {
    db,
    clock,
    random,
    keys: keyRing(settings),
    shipped: shippedFiles,
    objects: folderObjects(join(settings.dataFolder, 'objects')),
    passwords: passwordHasher(deriveByNode, random),
    // A real site stands behind a proxy that speaks HTTPS, also where the proxy is on this machine.
    sessions: createSessions({ db, clock, random, secureCookie: !settings.demonstration || !isLocal(settings.host) }),
    demonstration: settings.demonstration && state !== 'real',
  }
  return { deps, close }
}
