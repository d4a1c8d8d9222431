import { sha256 } from '@noble/hashes/sha2.js'
import { eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { hex, NotFound, ok, type Result, refused } from '../../core/index.ts'
import { inOrganisation } from '../../platform/database.ts'
import { reportForm } from '../../report/report.ts'
import { contractOf } from '../contracts/index.ts'
import { loadCaseForSystem } from '../proposals/index.ts'
import { deposit } from '../vault/index.ts'
import { earlierProvisions } from './earlier.ts'
import type { ClaimedOrder, ProcessingOrder, Runner } from './model.ts'
import { keepResult } from './results.ts'
import { holdsClaim } from './rules.ts'
import { processingOrders } from './schema.ts'
import { claim, findOrder, saveProgress } from './store.ts'

/** The next order for this runner, with everything but the source data. */
export async function claimOrder(deps: Deps, runner: Runner): Promise<ClaimedOrder | undefined> {
  const order = await claim(deps.db, runner.organisationId, runner.id, deps.clock())
  if (!order) return undefined
  const contract = await contractOf(deps.db, order.organisationId, order.caseId)
  if (!contract?.recipe) throw new NotFound('contracted recipe')
  return {
    orderId: order.id,
    organisationId: order.organisationId,
    token: order.token,
    recipe: contract.recipe,
    recipeSha256: order.recipeSha256,
    sources: order.sources ?? [],
    files: contract.recipeFiles ?? {},
    earlier: await earlierProvisions(deps, order),
    overruled: order.overruled && { by: order.overruled.name, reason: order.overruled.reason, joins: order.overruled.joins },
  }
}

/** The order, if the runner holds it by this token still. */
async function held(deps: Deps, runner: Runner, orderId: string, token: number): Promise<ProcessingOrder | undefined> {
  const order = await findOrder(deps.db, runner.organisationId, orderId)
  return holdsClaim(order, runner.id, token) ? order : undefined
}

/** A sign of life with how far the run is. False: the claim is lost, the runner must stop. */
export async function heartbeat(
  deps: Deps,
  runner: Runner,
  orderId: string,
  token: number,
  step: string,
  progress: number,
): Promise<boolean> {
  const order = await held(deps, runner, orderId, token)
  if (!order) return false
  await saveProgress(deps.db, order, step.slice(0, 40), Math.max(0, Math.min(100, Math.round(progress))), deps.clock())
  return true
}

/** The run ended without a result. `message` is our own sentence, without any value. */
export async function failOrder(
  deps: Deps,
  runner: Runner,
  orderId: string,
  token: number,
  failure: { code: string; message: string; report?: Record<string, unknown> },
): Promise<boolean> {
  const order = await held(deps, runner, orderId, token)
  if (!order) return false
  await writeWithAudit(
    deps,
    [
      {
        organisationId: order.organisationId,
        actorId: `runner:${runner.id}`,
        type: 'run-failed',
        subject: `order:${order.id}`,
        facts: { code: failure.code },
      },
    ],
    () => [
      deps.db
        .update(processingOrders)
        .set({
          state: 'failed',
          leaseUntil: null,
          failure: failure.code.slice(0, 40),
          failureMessage: failure.message.slice(0, 2_000),
          report: failure.report ?? null,
          finishedAt: deps.clock(),
        })
        .where(
          inOrganisation(processingOrders, order.organisationId, eq(processingOrders.id, order.id), eq(processingOrders.token, token)),
        ),
    ],
  )
  return true
}

/** A finished, verified result. Refused: claim-lost, changed-on-the-way, not-a-report, recipe-changed. */
export async function completeOrder(
  deps: Deps,
  runner: Runner,
  orderId: string,
  token: number,
  pushed: { name: string; data: Uint8Array; sha256: string; report: Record<string, unknown>; dataPackage: Record<string, unknown> },
): Promise<Result<undefined>> {
  const order = await held(deps, runner, orderId, token)
  if (!order) return refused({ code: 'claim-lost' })
  const digest = hex(sha256(pushed.data))
  if (digest !== pushed.sha256) return refused({ code: 'changed-on-the-way' })
  const report = reportForm.safeParse(pushed.report)
  if (!report.success) return refused({ code: 'not-a-report' })
  if (report.data.recipe.sha256 !== order.recipeSha256) return refused({ code: 'recipe-changed' })
  const kept = await keepResult(deps, order, pushed.data)

  const { programme } = await loadCaseForSystem(deps, order.organisationId, order.caseId)
  const contract = await contractOf(deps.db, order.organisationId, order.caseId)
  const methodRecord = new TextEncoder().encode(
    JSON.stringify({ recipe: contract?.recipe, recipeSha256: order.recipeSha256, report: pushed.report }),
  )
  const about = { organisationId: order.organisationId, caseId: order.caseId }
  const deposits = [
    // The run's secret and the deleted data never left the runner's memory and working folder; both are gone when it pushes.
    await deposit(deps, { ...about, kind: 'run-secret' }),
    await deposit(deps, { ...about, kind: 'deleted-data' }),
    await deposit(deps, {
      ...about,
      kind: 'processing-method-record',
      content: programme.retention.methodRecord === 'seal' ? methodRecord : undefined,
    }),
  ]
  await writeWithAudit(
    deps,
    [
      {
        organisationId: order.organisationId,
        actorId: `runner:${runner.id}`,
        type: 'run-finished',
        subject: `order:${order.id}`,
        facts: { recipe: order.recipeSha256, result: digest, bytes: pushed.data.length },
      },
      ...deposits.map(({ event }) => event),
    ],
    () => [
      deps.db
        .update(processingOrders)
        .set({
          state: 'done',
          leaseUntil: null,
          step: null,
          progress: 100,
          report: pushed.report,
          dataPackage: pushed.dataPackage,
          resultSha256: digest,
          resultBytes: pushed.data.length,
          resultName: pushed.name,
          ...kept,
          finishedAt: deps.clock(),
        })
        .where(
          inOrganisation(processingOrders, order.organisationId, eq(processingOrders.id, order.id), eq(processingOrders.token, token)),
        ),
      ...deposits.flatMap(({ statements }) => statements()),
    ],
  )
  return ok(undefined)
}
