import { type Actor, hasRole, PermissionDenied } from '../../core/index.ts'

/** Orders are read by those who process, order, or answer for them. */
export const maySeeOrders = (actor: Actor | undefined, organisationId: string): boolean =>
  actor !== undefined &&
  hasRole(
    actor,
    organisationId,
    'processor',
    'department-officer',
    'contract-officer',
    'screening-officer',
    'custodian',
    'auditor',
    'administrator',
  )

/** The processor names the sources and starts the run. */
export const mayProcess = (actor: Actor | undefined, organisationId: string): boolean =>
  actor !== undefined && hasRole(actor, organisationId, 'processor')

/** The custodian answers for what leaves; who carries the order out does not decide over its stop. */
export const mayOverrule = (actor: Actor | undefined, organisationId: string): boolean =>
  actor !== undefined && hasRole(actor, organisationId, 'custodian') && !hasRole(actor, organisationId, 'processor')

/** Machines are admitted by the processor's side or the administrator. */
export const mayAdmitRunners = (actor: Actor | undefined, organisationId: string): boolean =>
  actor !== undefined && hasRole(actor, organisationId, 'processor', 'administrator')

export function checkMayProcess(actor: Actor | undefined, organisationId: string): asserts actor is Actor {
  if (!mayProcess(actor, organisationId)) throw new PermissionDenied('process')
}

export function checkMayAdmitRunners(actor: Actor | undefined, organisationId: string): asserts actor is Actor {
  if (!mayAdmitRunners(actor, organisationId)) throw new PermissionDenied('admit-runners')
}

export function checkMayOverrule(actor: Actor | undefined, organisationId: string): asserts actor is Actor {
  if (!mayOverrule(actor, organisationId)) throw new PermissionDenied('overrule-stop')
}
