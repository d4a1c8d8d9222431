import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'

/** Where to sign in, and come back to after: to the page that was asked for, or that of the form that was sent. */
export function toSignIn(c: Context<AppEnv>) {
  const { pathname, search } = new URL(c.req.url)
  return c.redirect(`/sign-in?next=${encodeURIComponent(c.req.method === 'GET' ? pathname + search : pathname)}`, 303)
}
