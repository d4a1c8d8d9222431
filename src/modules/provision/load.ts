import type { Deps } from '../../app-env.ts'
import type { Actor } from '../../core/index.ts'
import { contractOf } from '../contracts/index.ts'
import { loadCase } from '../proposals/index.ts'
import { findProvision } from './store.ts'

/** A case with its contract and its provision, as far as there are any. */
export async function loadProvision(deps: Deps, actor: Actor, organisationId: string, caseId: string) {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  const [contract, provision] = await Promise.all([
    contractOf(deps.db, organisationId, caseId),
    findProvision(deps.db, organisationId, caseId),
  ])
  return { loaded, contract, provision }
}
