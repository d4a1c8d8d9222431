import type { Context } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import type { Call } from '../register/index.ts'

export type C = Context<AppEnv>

/** What every page of this room hands to its frame. */
export const pageOf = (deps: Deps, c: C, call: Call) => ({
  actor: c.var.actor,
  demonstration: deps.demonstration,
  organisation: c.var.organisation,
  section: 'calls',
  crumbs: [
    { href: `/${call.organisationId}`, label: c.var.organisation.name },
    { href: `/${call.organisationId}/calls/${call.id}`, label: call.title },
  ],
})
