// The embedded default: one process, a libSQL file, a folder for objects, the runner inside. Wiring only.

import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { createApp } from './app.tsx'
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD } from './auth/demonstration.ts'
import { firstAdministratorLink, listGovernments } from './auth/index.ts'
import { inventResidents } from './demo/residents.ts'
import { loadDemonstration } from './demo/site.ts'
import { nodeDeps, nodeSettings } from './main.deps.ts'
import { sayFaults } from './main.faults.ts'
import { remindOfCalls } from './modules/calls/index.ts'
import { runOutbox } from './modules/notices/index.ts'
import { embeddedRunner, HEARTBEAT_MS } from './modules/processing/index.ts'
import { smtpMailer } from './platform/node/mail.ts'
import { runEmbedded } from './runner/embedded.ts'

sayFaults()
const settings = nodeSettings(process.env)
const { deps, close } = await nodeDeps(settings)
if (deps.demonstration) {
  await loadDemonstration(deps)
  await inventResidents(settings.sourceFolders[0]!)
}
const firstLink = deps.demonstration ? undefined : await firstAdministratorLink(deps)
const app = createApp(deps)
const server = serve({ fetch: app.fetch, hostname: settings.host, port: settings.port }, ({ port }) => {
  process.stdout.write(`砂丘  http://${settings.host}:${port}/\n`)
  if (firstLink)
    process.stdout.write(`\n団体と最初の管理者の登録（24時間、一度だけ使えます）\n  http://${settings.host}:${port}${firstLink}\n`)
  if (!deps.demonstration) return
  process.stdout.write(`\n実演用のアカウント（パスワードはどれも ${DEMONSTRATION_PASSWORD}）\n`)
  for (const { login, organisationName, part } of DEMONSTRATION_ACCOUNTS)
    process.stdout.write(`  ${login.padEnd(28)}${organisationName}　${part}\n`)
  process.stdout.write(`\n架空の住民のファイル: ${settings.sourceFolders[0]}\n`)
})

const stopping = new AbortController()
if (settings.smtpUrl !== undefined && settings.mailFrom !== undefined)
  runOutbox(deps, smtpMailer(settings.smtpUrl, settings.mailFrom), settings.siteUrl, stopping.signal, () => remindOfCalls(deps))
const runner = runEmbedded(
  {
    request: (url, init) => app.request(url, init),
    organisations: async () => (await listGovernments(deps.db)).map(({ id }) => id),
    token: (organisationId) => embeddedRunner(deps, organisationId),
    workFolder: join(settings.dataFolder, 'runner'),
    sourceFolders: settings.sourceFolders,
    memoryBytes: settings.runnerMemoryBytes,
    heartbeatMs: HEARTBEAT_MS,
    onFault: (name) => process.stderr.write(`runner: ${name}\n`),
  },
  stopping.signal,
)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    stopping.abort()
    server.close(async () => {
      await runner
      close()
      process.exit(0)
    })
    setTimeout(() => process.exit(0), 2_000).unref()
  })
