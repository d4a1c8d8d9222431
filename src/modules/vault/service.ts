import { sha256 } from '@noble/hashes/sha2.js'
import type { Deps } from '../../app-env.ts'
import { type AuditEvent, writeWithAudit } from '../../audit/index.ts'
import { type Actor, hasRole, hex, idFrom, NotFound, ok, PermissionDenied, type Result, refused } from '../../core/index.ts'
import type { Statement } from '../../platform/database.ts'
import { seal } from '../../platform/sealed.ts'
import { vaultObjects } from './schema.ts'
import { destroyKey, findVaultObject } from './store.ts'

export type VaultKind = 'run-secret' | 'deleted-data' | 'processing-method-record'

/** Something that a run leaves: bytes to seal, or the fact that nothing was kept. */
export interface VaultDeposit {
  organisationId: string
  caseId: string
  kind: VaultKind
  /** absent: the policy is to destroy at once, and it was destroyed where it arose */
  content?: Uint8Array
}

const aboutOf = (organisationId: string, kind: VaultKind, id: string) => `${organisationId}/vault/${kind}/${id}`

/**
 * Seals a deposit (or notes its destruction). The sealed bytes are stored before the statements run: an object without
 * its row is unreadable, since its key lies in the row.
 */
export async function deposit(deps: Deps, given: VaultDeposit): Promise<{ statements: () => Statement[]; event: AuditEvent }> {
  const id = idFrom(deps.random(20))
  const now = deps.clock()
  const event: AuditEvent = {
    organisationId: given.organisationId,
    actorId: 'system',
    type: given.content ? 'sealed' : 'destroyed-at-once',
    subject: `vault:${id}`,
    facts: { kind: given.kind, case: given.caseId },
  }
  const common = { id, organisationId: given.organisationId, caseId: given.caseId, kind: given.kind, createdAt: now }
  if (!given.content)
    return { statements: () => [deps.db.insert(vaultObjects).values({ ...common, policy: 'destroy', destroyedAt: now })], event }
  const { sealed, key } = seal(given.content, aboutOf(given.organisationId, given.kind, id), deps.keys, deps.random)
  const objectName = `vault/${id}`
  await deps.objects.put(objectName, sealed)
  const digest = hex(sha256(given.content))
  return {
    statements: () => [deps.db.insert(vaultObjects).values({ ...common, policy: 'seal', objectName, key, sha256: digest })],
    event: { ...event, facts: { ...event.facts, sha256: digest } },
  }
}

/** Destroys a sealed object for good: its key goes, then its bytes. */
export async function destroy(deps: Deps, actor: Actor, organisationId: string, id: string): Promise<Result<undefined>> {
  if (!hasRole(actor, organisationId, 'custodian')) throw new PermissionDenied('destroy')
  const object = await findVaultObject(deps.db, organisationId, id)
  if (!object) throw new NotFound('vault object')
  if (object.destroyedAt !== null) return refused({ code: 'already-destroyed' })
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'destroyed',
        subject: `vault:${id}`,
        facts: { kind: object.kind, case: object.caseId, sha256: object.sha256 },
      },
    ],
    () => [destroyKey(deps.db, organisationId, id, deps.clock())],
  )
  if (object.objectName) await deps.objects.delete(object.objectName)
  return ok(undefined)
}
