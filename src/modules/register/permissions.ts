import { type Actor, hasRole, type IsoDate, PermissionDenied } from '../../core/index.ts'
import type { Call } from './model.ts'

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

/** A call whose day of announcement is still to come is seen by those who keep the register alone. @source 規則53条2項 */
export const maySeeCall = (actor: Actor | undefined, call: Pick<Call, 'organisationId' | 'announcedOn'>, today: IsoDate): boolean =>
  call.announcedOn <= today || (actor !== undefined && mayKeepRegister(actor, call.organisationId))
