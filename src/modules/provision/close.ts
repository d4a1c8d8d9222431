import type { Deps } from '../../app-env.ts'
import { type Actor, japanDate, NotFound, type Result } from '../../core/index.ts'
import { checkMove, moveCase } from '../proposals/index.ts'
import { loadProvision } from './load.ts'
import { checkErasure, type TypedErasure } from './rules.ts'
import { updateProvision } from './store.ts'

/** Ends the use on the recipient's report of erasure. The package kept here is destroyed: its key with the move, then its bytes. */
export async function closeUse(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: TypedErasure,
): Promise<Result<unknown>> {
  const { loaded, provision } = await loadProvision(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'close' })
  if (!step.ok) return step
  if (provision?.receivedAt == null) throw new NotFound('provision')
  const erasure = checkErasure(typed, japanDate(provision.receivedAt), japanDate(deps.clock()))
  if (!erasure.ok) return erasure
  const { erasedOn, method } = erasure.value
  const { packageObject, packageSha256 } = provision
  const moved = await moveCase(deps, actor, loaded, {
    action: 'close',
    given: ['deletion-report'],
    reason: `消去の日 ${erasedOn}。方法：${method}`,
    facts: { erasedOn, package: packageSha256 },
    effects: () => [updateProvision(deps.db, organisationId, caseId, { packageKey: null, packageObject: null })],
  })
  if (moved.ok && packageObject !== null) await deps.objects.delete(packageObject)
  return moved
}
