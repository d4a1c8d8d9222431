import type { Actor } from '../../core/index.ts'
import { isRepresentative, type LoadedCase } from '../proposals/index.ts'
import type { Provision } from './model.ts'

const isOwn = (actor: Actor, { theCase, programme }: LoadedCase) =>
  isRepresentative(actor, theCase) && programme.states[theCase.state]?.end === false

/** The proposer says how to encrypt: from the contract on, until a second official has confirmed the provision. */
export const mayChooseRecipient = (
  actor: Actor,
  loaded: LoadedCase,
  contract: { concludedAt: number | null } | undefined,
  provision: Provision | undefined,
): boolean => isOwn(actor, loaded) && contract?.concludedAt != null && provision?.confirmedAt == null

/** Only the proposer of the case takes the package, and only once it was confirmed. */
export const mayDownload = (actor: Actor, loaded: LoadedCase, provision: Provision | undefined): provision is Provision =>
  isOwn(actor, loaded) && provision?.confirmedAt != null
