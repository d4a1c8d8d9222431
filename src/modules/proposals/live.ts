import type { Deps } from '../../app-env.ts'
import { japanDate } from '../../core/index.ts'
import { madeDataOf } from '../register/index.ts'
import { programmeOfCase } from './case.ts'
import { casesOfOrganisation } from './store.ts'

/** How many cases under way, and data still offered for further proposals, refer to an entry of the register. */
export async function liveReferences(deps: Deps, organisationId: string, entryId: string): Promise<number> {
  const [cases, made] = await Promise.all([casesOfOrganisation(deps.db, organisationId), madeDataOf(deps.db, organisationId, entryId)])
  const today = japanDate(deps.clock())
  const underWay = cases.filter((one) => one.entryId === entryId && programmeOfCase(one).states[one.state]?.end === false)
  return underWay.length + made.filter(({ proposalsTo, destroyedAt }) => destroyedAt === null && proposalsTo >= today).length
}
