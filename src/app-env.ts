import type { AccountDeps, Organisation } from './auth/accounts.ts'
import type { Sessions } from './auth/sessions.ts'
import type { Actor } from './core/index.ts'
import type { ObjectStore, ShippedFiles } from './platform/ports.ts'

/** Everything a request may use: made once at start, handed to every room. */
export interface Deps extends AccountDeps {
  objects: ObjectStore
  shipped: ShippedFiles
  sessions: Sessions
  /** the demonstration is loaded: its accounts are shown on the sign-in page */
  demonstration: boolean
}

/** What the middleware has put into the request's context. */
export interface AppEnv {
  Variables: {
    requestId: string
    actor: Actor | undefined
    /** of /{organisation}/…, with the access programme that holds today */
    organisation: Organisation & { programmeVersion?: string }
  }
}
