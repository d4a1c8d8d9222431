import type { Deps } from '../../app-env.ts'
import { type Actor, idFrom, NotFound, type Result, refused } from '../../core/index.ts'
import { checkMove, moveCase } from '../proposals/index.ts'
import { addMadeData, findEntry } from '../register/index.ts'
import { loadProvision } from './load.ts'
import { openPackage } from './sealed-package.ts'
import { updateProvision } from './store.ts'

/** A second official confirms: the recipient may download, the ledger and the register say so. */
export async function confirmProvision(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  checked: boolean,
): Promise<Result<unknown>> {
  const { loaded, provision } = await loadProvision(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'confirm-provision' })
  if (!step.ok) return step
  if (!provision?.ledger) throw new NotFound('provision')
  if (!checked) return refused({ code: 'not-checked', field: 'checked' })
  if (!(await openPackage(deps, provision))) return refused({ code: 'package-changed' })
  const entry = await findEntry(deps.db, organisationId, loaded.theCase.entryId)
  if (!entry) throw new NotFound('entry of the case')
  const { ledger, packageSha256 } = provision
  return moveCase(deps, actor, loaded, {
    action: 'confirm-provision',
    facts: { package: packageSha256, persons: ledger.persons, entry: entry.id },
    effects: ({ at }) => [
      updateProvision(deps.db, organisationId, caseId, { confirmedAt: at, confirmedBy: actor.userId }),
      // Data already made stand in the register since they were first provided.
      ...(loaded.theCase.madeDataId === null
        ? addMadeData(deps.db, entry, {
            id: idFrom(deps.random(20)),
            caseId,
            persons: ledger.persons,
            items: ledger.items,
            desk: entry.content.proposalDesk?.name ?? entry.department,
            deskAddress: entry.content.proposalDesk?.address ?? '',
            proposalsFrom: ledger.reuseFrom,
            proposalsTo: ledger.reuseTo,
            createdAt: at,
          })
        : []),
    ],
    unique: ['made_data.case_id'],
  })
}
