import { env } from 'cloudflare:test'
import { inject } from 'vitest'
import { createApp } from '../../../src/app.tsx'
import { hex } from '../../../src/core/index.ts'
import { type EdgeBindings, edgeDeps } from '../../../src/main.edge.deps.ts'
import { rememberedPasswords } from '../remembered-passwords.ts'
import { siteOf, type TestSite } from '../site-client.ts'

/** The bindings of wrangler.toml over a fresh libSQL server, with a key of their own. */
export async function edgeBindings(): Promise<EdgeBindings & { SAKYU_DATABASE: string }> {
  const answer = await fetch(inject('libsqlServers'), { method: 'POST' })
  if (!answer.ok) throw new Error(`no libSQL server: ${answer.status}`)
  return {
    ...(env as unknown as EdgeBindings),
    SAKYU_DATABASE: await answer.text(),
    SAKYU_KEY: hex(crypto.getRandomValues(new Uint8Array(32))),
  }
}

export const endServer = async ({ SAKYU_DATABASE }: { SAKYU_DATABASE: string }): Promise<void> => {
  await fetch(`${inject('libsqlServers')}?url=${encodeURIComponent(SAKYU_DATABASE)}`, { method: 'DELETE' })
}

/** The whole site as Workers run it, over a fresh libSQL server, with a clock that the test sets. */
export async function makeSite(options: { at?: string } = {}): Promise<TestSite> {
  const bindings = await edgeBindings()
  let now = Date.parse(options.at ?? '2026-04-15T10:00:00+09:00')
  const own = edgeDeps(bindings, () => now)
  const deps = { ...own, passwords: rememberedPasswords(own.passwords) }
  const app = createApp(deps)
  return {
    ...siteOf(app, deps),
    deps,
    request: (path, init) => app.request(path, init),
    advance: (ms) => {
      now += ms
    },
    setClock: (iso) => {
      now = Date.parse(iso)
    },
    close: () => endServer(bindings),
  }
}
