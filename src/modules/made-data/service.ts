import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, japanDate, NotFound, ok, PermissionDenied, type Result, refused } from '../../core/index.ts'
import { forgetResult } from '../processing/index.ts'
import { casesOfMadeData, casesOfOrganisation, madeStatus, paidIn, programmeOfCase } from '../proposals/index.ts'
import { entriesOf, findEntry, findMadeData, type MadeData, madeDataOf, markMadeDataDestroyed } from '../register/index.ts'
import { mayDestroy, maySeeFirstFee } from './permissions.ts'

const LONGEST_REASON = 300

/** Everything that was made, newest first, with the file it goes back to and whether proposals are taken today. */
export async function listMadeData(deps: Deps, organisationId: string) {
  const made = await madeDataOf(deps.db, organisationId)
  const entries = await entriesOf(deps.db, organisationId, [...new Set(made.map(({ entryId }) => entryId))])
  const today = japanDate(deps.clock())
  return made.map((one) => ({ made: one, entry: entries.find(({ id }) => id === one.entryId), status: madeStatus(one, today) }))
}

/** One of them, as anybody may see it; `firstFeeYen` only where the actor may know it. @throws {NotFound} */
export async function openMadeData(deps: Deps, actor: Actor | undefined, organisationId: string, id: string) {
  const made = await findMadeData(deps.db, organisationId, id)
  const entry = made && (await findEntry(deps.db, organisationId, made.entryId))
  if (!made || !entry) throw new NotFound('made data')
  return {
    made,
    entry,
    status: madeStatus(made, japanDate(deps.clock())),
    firstFeeYen: maySeeFirstFee(actor) ? await paidIn(deps, organisationId, made.caseId) : undefined,
    mayDestroy: mayDestroy(actor, organisationId) && made.destroyedAt === null,
  }
}

/** Which made data each case provided: its own, or those made in another case. */
export async function madeDataOfCases(deps: Deps, organisationId: string): Promise<Map<string, MadeData>> {
  const [made, cases] = await Promise.all([madeDataOf(deps.db, organisationId), casesOfOrganisation(deps.db, organisationId)])
  const byId = new Map(made.map((one) => [one.id, one]))
  return new Map([
    ...made.map((one) => [one.caseId, one] as const),
    ...cases.flatMap(({ id, madeDataId }) => (madeDataId !== null && byId.has(madeDataId) ? [[id, byId.get(madeDataId)!] as const] : [])),
  ])
}

/**
 * Destroys made data for good: the key of the kept result goes, then its bytes, and the register says so. Packages that
 * users were already given are not touched.
 *
 * Refusals: reason missing or too long, already-destroyed, made-data-in-use (a proposal for them is under way).
 */
export async function destroyMadeData(
  deps: Deps,
  actor: Actor | undefined,
  organisationId: string,
  id: string,
  typedReason: string,
): Promise<Result<undefined>> {
  if (!mayDestroy(actor, organisationId)) throw new PermissionDenied('destroy-made-data')
  const made = await findMadeData(deps.db, organisationId, id)
  if (!made) throw new NotFound('made data')
  if (made.destroyedAt !== null) return refused({ code: 'already-destroyed' })
  const reason = typedReason.trim()
  if (reason === '') return refused({ code: 'required', field: 'reason' })
  if ([...reason].length > LONGEST_REASON) return refused({ code: 'too-long', field: 'reason', facts: { max: LONGEST_REASON } })
  const underWay = (await casesOfMadeData(deps.db, organisationId, id)).filter(
    (one) => one.receiptNumber !== null && programmeOfCase(one).states[one.state]?.end === false,
  )
  if (underWay.length > 0) return refused({ code: 'made-data-in-use', facts: { cases: underWay.length } })
  const { sha256, forget, deleteObject } = await forgetResult(deps, organisationId, made.caseId)
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'made-data-destroyed',
        subject: `proposal:${made.caseId}`,
        facts: { made: id, result: sha256 },
        isPublic: true,
      },
    ],
    () => [forget(), markMadeDataDestroyed(deps.db, organisationId, id, deps.clock(), reason)],
  )
  await deleteObject()
  return ok(undefined)
}
