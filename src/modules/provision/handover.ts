import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, idFrom, NotFound, ok, type Result, refused } from '../../core/index.ts'
import { seal, unseal } from '../../platform/sealed.ts'
import { type LoadedCase, loadCase } from '../proposals/index.ts'
import { encryptTo } from './encryption.ts'
import type { Handover, Provision } from './model.ts'
import { digestOf } from './package.ts'
import { mayHandOver } from './permissions.ts'
import { openPackage } from './sealed-package.ts'
import { findProvision, markTaken, updateProvision } from './store.ts'

const about = (organisationId: string, object: string) => `${organisationId}/handover/${object}`

async function load(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
): Promise<{ loaded: LoadedCase; provision: Provision }> {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  const provision = await findProvision(deps.db, organisationId, caseId)
  if (!mayHandOver(actor, loaded, provision)) throw new NotFound('handover')
  return { loaded, provision }
}

/** "abcde-fghij-klmno-pqrst": 100 bits, to be read from paper. */
const spoken = (random: Deps['random']) => idFrom(random(20)).replaceAll(/.{5}(?=.)/g, '$&-')

/**
 * Encrypts the confirmed package for a recipient without an account: to the age key that came on paper, or by a passphrase
 * made here, which is answered once and kept nowhere. What was made before is destroyed.
 */
export async function makeHandover(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
): Promise<Result<{ loaded: LoadedCase; provision: Provision; handover: Handover; passphrase: string | null }>> {
  const { loaded, provision } = await load(deps, actor, organisationId, caseId)
  const plain = await openPackage(deps, provision)
  if (!plain) return refused({ code: 'package-changed' })
  const passphrase = provision.recipientKind === 'passphrase' ? spoken(deps.random) : null
  const bytes = new Uint8Array(await new Response(await encryptTo(provision, passphrase ?? '', plain)).arrayBuffer())
  const object = `handovers/${caseId}/${idFrom(deps.random(20))}`
  const { sealed, key } = seal(bytes, about(organisationId, object), deps.keys, deps.random)
  await deps.objects.put(object, sealed)
  const handover: Handover = {
    ...{ object, key, sha256: digestOf(bytes), bytes: bytes.length, madeAt: deps.clock(), madeBy: actor.userId },
    ...{ takenAt: null, takenBy: null },
  }
  await writeWithAudit(
    deps,
    [
      {
        ...{ organisationId, actorId: actor.userId, type: 'handover-made', subject: `proposal:${caseId}` },
        facts: { package: provision.packageSha256, encrypted: handover.sha256, kind: provision.recipientKind },
      },
    ],
    () => [updateProvision(deps.db, organisationId, caseId, { handover, downloadedAt: null })],
  )
  if (provision.handover) await deps.objects.delete(provision.handover.object)
  return ok({ loaded, provision, handover, passphrase })
}

/** The encrypted package, for the medium that is handed over: to an official who has not seen its passphrase. */
export async function takeHandover(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
): Promise<Result<{ name: string; bytes: Uint8Array }>> {
  const { loaded, provision } = await load(deps, actor, organisationId, caseId)
  const { handover } = provision
  const sealed = handover && (await deps.objects.get(handover.object))
  if (!handover || !sealed) throw new NotFound('handover')
  if (handover.madeBy === actor.userId) return refused({ code: 'handover-own' })
  const bytes = unseal(sealed, about(organisationId, handover.object), handover.key, deps.keys)
  await writeWithAudit(
    deps,
    [
      {
        ...{ organisationId, actorId: actor.userId, type: 'handover-taken', subject: `proposal:${caseId}` },
        facts: { package: provision.packageSha256, encrypted: handover.sha256 },
      },
    ],
    () => [markTaken(deps.db, organisationId, caseId, handover.object, { takenAt: deps.clock(), takenBy: actor.userId })],
  )
  return ok({ name: `${loaded.theCase.receiptNumber ?? caseId}.zip.age`, bytes })
}
