import type { Actor } from '../../core/index.ts'
import { isRepresentative, type LoadedCase, rolesInCase } from '../proposals/index.ts'
import type { Provision } from './model.ts'

const isOwn = (actor: Actor, { theCase, programme }: LoadedCase) =>
  isRepresentative(actor, theCase) && programme.states[theCase.state]?.end === false

/** Officials who deal with a proposer that has no account. */
const actsOnPaper = (actor: Actor, { theCase, programme }: LoadedCase) =>
  theCase.paper !== null &&
  programme.states[theCase.state]?.end === false &&
  rolesInCase(actor, theCase).some((role) => ['screening-officer', 'contract-officer', 'custodian'].includes(role))

/** The proposer says how to encrypt: from the contract on, until a second official has confirmed the provision. */
export const mayChooseRecipient = (
  actor: Actor,
  loaded: LoadedCase,
  contract: { concludedAt: number | null } | undefined,
  provision: Provision | undefined,
): boolean => (isOwn(actor, loaded) || actsOnPaper(actor, loaded)) && contract?.concludedAt != null && provision?.confirmedAt == null

/** Only the proposer of the case takes the package, and only once it was confirmed. */
export const mayDownload = (actor: Actor, loaded: LoadedCase, provision: Provision | undefined): provision is Provision =>
  isOwn(actor, loaded) && provision?.confirmedAt != null

/** The package goes by hand or by post where its recipient has no account: from the confirmation to the receipt. */
export const mayHandOver = (actor: Actor, loaded: LoadedCase, provision: Provision | undefined): provision is Provision =>
  actsOnPaper(actor, loaded) && provision?.confirmedAt != null && provision.receivedAt === null
