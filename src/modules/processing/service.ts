import { sha256 } from '@noble/hashes/sha2.js'
import { eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, hex, idFrom, NotFound, ok, type Result, refused } from '../../core/index.ts'
import { inOrganisation } from '../../platform/database.ts'
import { reportForm } from '../../report/report.ts'
import { awaitsAcceptance, contractOf } from '../contracts/index.ts'
import { loadCase, moveCase } from '../proposals/index.ts'
import { checkMayOverrule, checkMayProcess, maySeeOrders } from './permissions.ts'
import { checkOverrule, checkStart } from './rules.ts'
import { processingOrders } from './schema.ts'
import { findOrder, ordersOf, runnersOf } from './store.ts'

/** Orders the run of a contracted case: the recipe is named by the hash that the contract names. */
export async function issueOrder(deps: Deps, actor: Actor, organisationId: string, caseId: string): Promise<Result<{ orderId: string }>> {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  const contract = await contractOf(deps.db, organisationId, caseId)
  if (!contract?.recipeSha256) return refused({ code: 'no-contracted-recipe' })
  if (awaitsAcceptance(loaded, contract)) return refused({ code: 'contract-not-accepted' })
  const { recipeSha256 } = contract
  const orderId = idFrom(deps.random(20))
  const moved = await moveCase(deps, actor, loaded, {
    action: 'issue-order',
    given: ['recipe'],
    facts: { recipe: recipeSha256, order: orderId },
    effects: ({ at }) => [
      deps.db
        .insert(processingOrders)
        .values({ id: orderId, organisationId, caseId, recipeSha256, state: 'issued', token: 0, createdAt: at }),
    ],
    unique: ['processing_orders.case_id'],
  })
  return moved.ok ? ok({ orderId }) : moved
}

/** The processor names where the source files lie on the runner's machine, and the order waits for a runner. */
export async function startOrder(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  orderId: string,
  sources: string[],
): Promise<Result<undefined>> {
  checkMayProcess(actor, organisationId)
  const order = await findOrder(deps.db, organisationId, orderId)
  if (!order) throw new NotFound('order')
  const checked = checkStart(order, sources)
  if (!checked.ok) return checked
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'order-started',
        subject: `order:${orderId}`,
        facts: { sources: checked.value.length },
      },
    ],
    () => [
      deps.db
        .update(processingOrders)
        .set({ state: 'queued', sources: checked.value, failure: null, failureMessage: null, step: null, progress: null })
        .where(inOrganisation(processingOrders, organisationId, eq(processingOrders.id, orderId), eq(processingOrders.state, order.state))),
    ],
  )
  return ok(undefined)
}

/** A custodian decides, with a reason, that the order goes on though earlier provisions stopped it. The processor then starts it again. */
export async function overruleStop(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  orderId: string,
  reason: string,
): Promise<Result<undefined>> {
  checkMayOverrule(actor, organisationId)
  const order = await findOrder(deps.db, organisationId, orderId)
  if (!order) throw new NotFound('order')
  const checked = checkOverrule(order, reason)
  if (!checked.ok) return checked
  const report = reportForm.safeParse(order.report)
  if (!report.success) return refused({ code: 'not-a-report' })
  const joins = (report.data.earlier ?? [])
    .filter(({ met }) => !met)
    .map(({ recipeSha256, jointBelowK, differenceBelowK }) => ({ recipeSha256, jointBelowK, differenceBelowK }))
  const overruled = { by: actor.userId, name: actor.name, reason: checked.value, at: deps.clock(), joins }
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'stop-overruled',
        subject: `order:${orderId}`,
        facts: {
          earlier: joins.length,
          joint: joins.reduce((sum, { jointBelowK }) => sum + jointBelowK, 0),
          difference: joins.reduce((sum, { differenceBelowK }) => sum + differenceBelowK, 0),
          reason: hex(sha256(new TextEncoder().encode(checked.value))),
        },
      },
    ],
    () => [
      deps.db
        .update(processingOrders)
        .set({ overruled })
        .where(inOrganisation(processingOrders, organisationId, eq(processingOrders.id, orderId), eq(processingOrders.state, 'failed'))),
    ],
  )
  return ok(undefined)
}

/** Orders and runners of the organisation. @throws {NotFound} to whoever may not see them */
export async function seeOrders(deps: Deps, actor: Actor | undefined, organisationId: string) {
  if (!maySeeOrders(actor, organisationId)) throw new NotFound('orders')
  return { orders: await ordersOf(deps.db, organisationId), runners: await runnersOf(deps.db, organisationId) }
}

/** One order. @throws {NotFound} also to whoever may not see it */
export async function seeOrder(deps: Deps, actor: Actor | undefined, organisationId: string, orderId: string) {
  if (!maySeeOrders(actor, organisationId)) throw new NotFound('order')
  const order = await findOrder(deps.db, organisationId, orderId)
  if (!order) throw new NotFound('order')
  return order
}
