// The embedded default: one process, a libSQL file, a folder for objects, the runner inside. Wiring only.
import { serve } from '@hono/node-server'
import { createApp } from './app.tsx'
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD } from './auth/demonstration.ts'
import { loadDemonstration } from './demo/site.ts'
import { nodeDeps, nodeSettings } from './main.deps.ts'

const settings = nodeSettings(process.env)
const { deps, close } = await nodeDeps(settings)
if (deps.demonstration) await loadDemonstration(deps)
const app = createApp(deps)
const server = serve({ fetch: app.fetch, hostname: settings.host, port: settings.port }, ({ port }) => {
  process.stdout.write(`砂丘  http://${settings.host}:${port}/\n`)
  if (!deps.demonstration) return
  process.stdout.write(`\n実演用のアカウント（パスワードはどれも ${DEMONSTRATION_PASSWORD}）\n`)
  for (const { login, organisationName, part } of DEMONSTRATION_ACCOUNTS)
    process.stdout.write(`  ${login.padEnd(28)}${organisationName}　${part}\n`)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    server.close(() => {
      close()
      process.exit(0)
    })
    setTimeout(() => process.exit(0), 2_000).unref()
  })
