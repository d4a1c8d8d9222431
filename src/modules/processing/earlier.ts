import type { Deps } from '../../app-env.ts'
import { contractOf } from '../contracts/index.ts'
import { casesOfOrganisation, loadCaseForSystem } from '../proposals/index.ts'
import type { EarlierProvision, ProcessingOrder } from './model.ts'
import { type NoiseLeft, noiseLeft } from './noise.ts'
import { ordersOf } from './store.ts'

/**
 * What else was made of the same register entry, oldest first: handed over, or finished in a case under way, which may be
 * handed over yet. A result of a case that ended before is in nobody's hands (privacy-rules E1).
 */
export async function earlierProvisions(deps: Deps, order: ProcessingOrder): Promise<EarlierProvision[]> {
  const { db } = deps
  const { organisationId, caseId } = order
  const { theCase } = await loadCaseForSystem(deps, organisationId, caseId)
  const sameEntry = new Set(
    (await casesOfOrganisation(db, organisationId))
      .filter(({ id, entryId }) => id !== caseId && entryId === theCase.entryId)
      .map(({ id }) => id),
  )
  const done = (await ordersOf(db, organisationId)).filter((one) => one.state === 'done' && sameEntry.has(one.caseId)).reverse()
  const earlier: EarlierProvision[] = []
  for (const one of done) {
    const { theCase: other, events, programme } = await loadCaseForSystem(deps, organisationId, one.caseId)
    const handedOver = events.some(({ action }) => action === 'confirm-provision')
    if (!handedOver && programme.states[other.state]?.end !== false) continue
    const contract = await contractOf(db, organisationId, one.caseId)
    if (!contract?.recipe || !one.report) continue
    earlier.push({ recipe: contract.recipe, files: contract.recipeFiles ?? {}, report: one.report })
  }
  return earlier
}

/** The noise that is left in each column after what else was made of the same register entry (privacy-rules D5). */
export async function noiseOfOrder(deps: Deps, order: ProcessingOrder): Promise<NoiseLeft[]> {
  const contract = await contractOf(deps.db, order.organisationId, order.caseId)
  if (!contract?.recipe) return []
  const earlier = await earlierProvisions(deps, order)
  return noiseLeft(
    contract.recipe,
    earlier.map(({ recipe }) => recipe),
  )
}
