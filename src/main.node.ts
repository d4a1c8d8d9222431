// The embedded default: one process, a libSQL file, a folder for objects, the runner inside. Wiring only.
import { serve } from '@hono/node-server'
import { createApp } from './app.tsx'
import { nodeDeps, nodeSettings } from './main.deps.ts'

const settings = nodeSettings(process.env)
const { deps, close } = await nodeDeps(settings)
const app = createApp(deps)
const server = serve({ fetch: app.fetch, hostname: settings.host, port: settings.port }, ({ port }) => {
  process.stdout.write(`砂丘  http://${settings.host}:${port}/\n`)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    server.close(() => {
      close()
      process.exit(0)
    })
    setTimeout(() => process.exit(0), 2_000).unref()
  })
