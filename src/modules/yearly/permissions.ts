import { type Actor, hasRole, NotFound } from '../../core/index.ts'

/** The yearly figures are for those who run the procedure or answer for it; to others they do not exist. */
export const maySeeFigures = (actor: Actor | undefined, organisationId: string): boolean =>
  hasRole(actor, organisationId, 'screening-officer', 'contract-officer', 'auditor', 'administrator')

export function checkMaySeeFigures(actor: Actor | undefined, organisationId: string): void {
  if (!maySeeFigures(actor, organisationId)) throw new NotFound('yearly')
}
