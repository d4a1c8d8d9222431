// The site on Workers: libSQL over HTTP, objects in a bucket. It holds no source data: orders are run by runners that pull them.
import { connect } from 'cloudflare:sockets'
import { createApp } from './app.tsx'
import { InputError } from './core/index.ts'
import { demonstration } from './demo/schema.ts'
import { DAILY_TRIGGER, type EdgeBindings, edgeDeps } from './main.edge.deps.ts'
import { knowShipped } from './main.shipped.ts'
import { remindOfCalls } from './modules/calls/index.ts'
import { sendDue } from './modules/notices/index.ts'
import { socketMailer } from './platform/edge/smtp.ts'

/** Made by the first request: at module scope Workers allow neither chance nor I/O, and there are no bindings yet. */
let site: Awaited<ReturnType<typeof start>> | undefined

async function start(bindings: EdgeBindings) {
  const deps = edgeDeps(bindings)
  if ((await deps.db.select().from(demonstration).limit(1)).length > 0)
    throw new InputError('このデータベースは実演用です（パスワードが公開されています）。別の SAKYU_DATABASE を指定してください。')
  await knowShipped(deps.shipped)
  return { app: createApp(deps), deps }
}

/** Settings are the operator's: what is wrong with them goes to the log, not to visitors. */
function report(error: unknown): void {
  const what = error instanceof InputError ? error.message : `データベースに届きません（${error instanceof Error ? error.name : 'Error'}）`
  console.error(JSON.stringify({ error: 'not-ready', what }))
}

function notReady(error: unknown): Response {
  report(error)
  return new Response('ただいま利用できません。時間をおいて、もう一度開いてください。\n', {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '60', 'cache-control': 'no-store' },
  })
}

export default {
  async fetch(request: Request, bindings: EdgeBindings): Promise<Response> {
    try {
      // Kept only when it is there: a promise of one request is not to be awaited by another, which outlives it.
      site ??= await start(bindings)
    } catch (error) {
      return notReady(error) // the next request tries again
    }
    return site.app.fetch(request, bindings)
  },

  /** The outbox: what Node does in the same process (modules/notices/outbox.ts). Without a mail server nobody is written to. */
  async scheduled({ cron }: { cron: string }, bindings: EdgeBindings): Promise<void> {
    const { SAKYU_SMTP, SAKYU_MAIL_FROM, SAKYU_URL } = bindings
    if (!SAKYU_SMTP) return
    try {
      site ??= await start(bindings)
      const { deps } = site
      if (cron === DAILY_TRIGGER) await remindOfCalls(deps)
      await sendDue(deps, socketMailer(connect, SAKYU_SMTP, SAKYU_MAIL_FROM ?? '', deps), SAKYU_URL || null)
    } catch (error) {
      report(error) // the next turn tries again
    }
  },
}
