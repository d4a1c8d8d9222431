import type { Deps } from '../../app-env.ts'
import { type Actor, japanDate, NotFound, ok, type Result } from '../../core/index.ts'
import { checkMove, keepScan, moveCase, type SentScan } from '../proposals/index.ts'
import { loadProvision } from './load.ts'
import { checkErasure, type TypedErasure } from './rules.ts'
import { updateProvision } from './store.ts'

/**
 * Ends the use on the recipient's report of erasure; a report that came on paper is kept as a scan, and of one who does everything on
 * paper it must be. The package kept here is destroyed: its key with the move, then its bytes.
 */
export async function closeUse(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: TypedErasure,
  sent: SentScan,
): Promise<Result<unknown>> {
  const { loaded, provision } = await loadProvision(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'close' })
  if (!step.ok) return step
  if (provision?.receivedAt == null) throw new NotFound('provision')
  const erasure = checkErasure(typed, japanDate(provision.receivedAt), japanDate(deps.clock()))
  if (!erasure.ok) return erasure
  const { erasedOn, method } = erasure.value
  const names = { day: 'receivedOn', file: 'scan' }
  const isScanned = loaded.theCase.paper !== null || sent.file !== undefined
  const scan = isScanned ? await keepScan(deps, actor, loaded, 'erasure-scan', sent, names, erasedOn) : ok(undefined)
  if (!scan.ok) return scan
  const onPaper = scan.value ? { receivedOn: scan.value.day, scan: scan.value.sha256 } : undefined
  const { packageObject, packageSha256 } = provision
  const moved = await moveCase(deps, actor, loaded, {
    action: 'close',
    given: ['deletion-report'],
    reason: `消去の日 ${erasedOn}。方法：${method}`,
    ...(onPaper ? { data: onPaper } : {}),
    facts: { erasedOn, package: packageSha256, ...onPaper },
    effects: () => [updateProvision(deps.db, organisationId, caseId, { packageKey: null, packageObject: null })],
  })
  if (moved.ok && packageObject !== null) await deps.objects.delete(packageObject)
  return moved
}
