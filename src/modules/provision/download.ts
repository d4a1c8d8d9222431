import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, NotFound, ok, type Result, refused } from '../../core/index.ts'
import { encryptTo } from './encryption.ts'
import { loadProvision } from './load.ts'
import { mayDownload } from './permissions.ts'
import { checkPassphrase } from './rules.ts'
import { openPackage } from './sealed-package.ts'
import { updateProvision } from './store.ts'

/** The package, encrypted to its recipient while it is sent. The passphrase stays in this call. */
export async function downloadPackage(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: { passphrase: string; passphraseAgain: string },
): Promise<Result<{ name: string; stream: ReadableStream<Uint8Array> }>> {
  const { loaded, provision } = await loadProvision(deps, actor, organisationId, caseId)
  if (!mayDownload(actor, loaded, provision)) throw new NotFound('package')
  if (provision.recipientKind === 'passphrase') {
    const refusals = checkPassphrase(typed.passphrase, typed.passphraseAgain)
    if (refusals.length > 0) return refused(...refusals)
  }
  const bytes = await openPackage(deps, provision)
  if (!bytes) return refused({ code: 'package-changed' })
  const stream = await encryptTo(provision, typed.passphrase, bytes)
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'package-downloaded',
        subject: `proposal:${caseId}`,
        facts: { package: provision.packageSha256, kind: provision.recipientKind },
      },
    ],
    () => [updateProvision(deps.db, organisationId, caseId, { downloadedAt: deps.clock() })],
  )
  return ok({ name: `${loaded.theCase.receiptNumber ?? caseId}.zip.age`, stream })
}
