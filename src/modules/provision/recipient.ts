import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, ok, type Result, refused } from '../../core/index.ts'
import { isPublicKey } from './encryption.ts'
import { loadProvision } from './load.ts'
import { digestOf, encode } from './package.ts'
import { mayChooseRecipient } from './permissions.ts'
import { checkRecipient } from './rules.ts'
import { upsertRecipient } from './store.ts'

/** The proposer says how the package is to be encrypted: to an age public key, or by a passphrase given at each download. */
export async function chooseRecipient(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: { recipientKind: string; recipientKey: string },
): Promise<Result<undefined>> {
  const { loaded, contract, provision } = await loadProvision(deps, actor, organisationId, caseId)
  if (!mayChooseRecipient(actor, loaded, contract, provision))
    return refused({ code: provision?.confirmedAt ? 'recipient-way-fixed' : 'role-not-permitted' })
  const chosen = checkRecipient(typed, isPublicKey)
  if (!chosen.ok) return chosen
  const { recipientKind, recipientKey } = chosen.value
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'recipient-way-chosen',
        subject: `proposal:${caseId}`,
        facts: { kind: recipientKind, key: recipientKey === null ? null : digestOf(encode(recipientKey)) },
      },
    ],
    () => [upsertRecipient(deps.db, { caseId, organisationId, recipientKind, recipientKey })],
  )
  return ok(undefined)
}
