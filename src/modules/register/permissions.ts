import { type Actor, hasRole, PermissionDenied } from '../../core/index.ts'

/** Entries are kept by the departments that hold the files and by the desk that answers for the register. */
export const mayKeepRegister = (actor: Actor, organisationId: string): boolean =>
  hasRole(actor, organisationId, 'department-officer', 'screening-officer', 'administrator')

export function checkMayKeepRegister(actor: Actor, organisationId: string): void {
  if (!mayKeepRegister(actor, organisationId)) throw new PermissionDenied('keep-register')
}

/** Calls are run by the screening desk. */
export function checkMayAnnounceCalls(actor: Actor, organisationId: string): void {
  if (!hasRole(actor, organisationId, 'screening-officer', 'administrator')) throw new PermissionDenied('announce-call')
}
