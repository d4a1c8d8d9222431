import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'

/** Where to sign in, and come back to after: to the page that was asked for, or to the one with the form that was sent. */
export function toSignIn(c: Context<AppEnv>) {
  const { pathname, search } = new URL(c.req.url)
  const next = c.req.method === 'GET' ? pathname + search : (pageOfForm(c) ?? pathname)
  return c.redirect(`/sign-in?next=${encodeURIComponent(next)}`, 303)
}

/** The page that a form was sent from: many forms are sent to an address at which nothing is to be read. */
function pageOfForm(c: Context<AppEnv>): string | undefined {
  const from = URL.parse(c.req.header('referer') ?? '')
  return from && from.host === new URL(c.req.url).host ? from.pathname + from.search : undefined
}
