// The site on Workers: libSQL over HTTP, objects in a bucket. It holds no source data: orders are run by runners that pull them.
import { createApp } from './app.tsx'
import { InputError } from './core/index.ts'
import { demonstration } from './demo/schema.ts'
import { type EdgeBindings, edgeDeps } from './main.edge.deps.ts'
import { knowShipped } from './main.shipped.ts'

/** Made by the first request: at module scope Workers allow neither chance nor I/O, and there are no bindings yet. */
let app: ReturnType<typeof createApp> | undefined

async function start(bindings: EdgeBindings) {
  const deps = edgeDeps(bindings)
  if ((await deps.db.select().from(demonstration).limit(1)).length > 0)
    throw new InputError('このデータベースは実演用です（パスワードが公開されています）。別の SAKYU_DATABASE を指定してください。')
  await knowShipped(deps.shipped)
  return createApp(deps)
}

/** Settings are the operator's: what is wrong with them goes to the log, not to visitors. */
function notReady(error: unknown): Response {
  const what = error instanceof InputError ? error.message : `データベースに届きません（${error instanceof Error ? error.name : 'Error'}）`
  console.error(JSON.stringify({ error: 'not-ready', what }))
  return new Response('ただいま利用できません。時間をおいて、もう一度開いてください。\n', {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '60', 'cache-control': 'no-store' },
  })
}

export default {
  async fetch(request: Request, bindings: EdgeBindings): Promise<Response> {
    try {
      // Kept only when it is there: a promise of one request is not to be awaited by another, which outlives it.
      app ??= await start(bindings)
    } catch (error) {
      return notReady(error) // the next request tries again
    }
    return app.fetch(request, bindings)
  },
}
