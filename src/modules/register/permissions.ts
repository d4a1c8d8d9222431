import { type Actor, hasRole, type IsoDate, PermissionDenied } from '../../core/index.ts'
import type { Call, SavedDraft } from './model.ts'

/** Entries are kept by the departments that hold the files and by the desk that answers for the register. */
export const mayKeepRegister = (actor: Actor, organisationId: string): boolean =>
  hasRole(actor, organisationId, 'department-officer', 'screening-officer', 'administrator')

export function checkMayKeepRegister(actor: Actor, organisationId: string): void {
  if (!mayKeepRegister(actor, organisationId)) throw new PermissionDenied('keep-register')
}

/** The desk that answers for the register. */
const isDesk = (actor: Actor, organisationId: string): boolean => hasRole(actor, organisationId, 'screening-officer', 'administrator')

/** Calls are run by the screening desk. */
export function checkMayAnnounceCalls(actor: Actor, organisationId: string): void {
  if (!isDesk(actor, organisationId)) throw new PermissionDenied('announce-call')
}

/** A call whose day of announcement is still to come is seen by those who keep the register alone. @source 規則53条2項 */
export const maySeeCall = (actor: Actor | undefined, call: Pick<Call, 'organisationId' | 'announcedOn'>, today: IsoDate): boolean =>
  call.announcedOn <= today || (actor !== undefined && mayKeepRegister(actor, call.organisationId))

/** The desk takes an entry out of the register, and notes what became of a department. */
export const mayTakeOut = isDesk

export function checkMayTakeOut(actor: Actor, organisationId: string): void {
  if (!mayTakeOut(actor, organisationId)) throw new PermissionDenied('take-out-of-register')
}

export type DraftStep = 'write' | 'approve' | 'publish' | 'return'

/** What the actor may do with a draft now. Nobody approves what they wrote, nor publishes what they approved. */
export function stepsFor(actor: Actor, organisationId: string, { status, writtenBy, approvedBy }: SavedDraft): DraftStep[] {
  const isDepartment = hasRole(actor, organisationId, 'department-officer')
  if (status === 'writing') return ['write']
  if (status === 'department') return isDepartment && actor.userId !== writtenBy ? ['approve', 'return'] : []
  return isDesk(actor, organisationId) && actor.userId !== writtenBy && actor.userId !== approvedBy ? ['publish', 'return'] : []
}
