import { sha256 } from '@noble/hashes/sha2.js'
import { eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, hex, idFrom, NotFound, ok, type Result, refused } from '../../core/index.ts'
import { inOrganisation, type Statement } from '../../platform/database.ts'
import { seal, unseal } from '../../platform/sealed.ts'
import { reportForm } from '../../report/report.ts'
import { awaitsAcceptance, contractOf } from '../contracts/index.ts'
import { loadCase, loadCaseForSystem, moveCase } from '../proposals/index.ts'
import { deposit } from '../vault/index.ts'
import { earlierProvisions, noiseOfOrder } from './earlier.ts'
import type { ClaimedOrder, ProcessingOrder, ProcessingResult, Runner } from './model.ts'
import { checkMayAdmitRunners, checkMayOverrule, checkMayProcess, maySeeOrders } from './permissions.ts'
import { checkOverrule, checkStart, holdsClaim } from './rules.ts'
import { processingOrders, runners } from './schema.ts'
import { claim, findOrder, findRunner, orderOfCase, ordersOf, releaseAll, runnersOf, saveProgress } from './store.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const resultAbout = (order: ProcessingOrder) => `${order.organisationId}/result/${order.id}/${order.token}`

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
          reason: hex(sha256(bytesOf(checked.value))),
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

export async function seeOrders(deps: Deps, actor: Actor | undefined, organisationId: string) {
  if (!maySeeOrders(actor, organisationId)) throw new NotFound('orders')
  return { orders: await ordersOf(deps.db, organisationId), runners: await runnersOf(deps.db, organisationId) }
}

export async function seeOrder(deps: Deps, actor: Actor | undefined, organisationId: string, orderId: string) {
  if (!maySeeOrders(actor, organisationId)) throw new NotFound('order')
  const order = await findOrder(deps.db, organisationId, orderId)
  if (!order) throw new NotFound('order')
  return order
}

/** Admits a machine to the organisation's orders. The token is returned once and never again. */
export async function admitRunner(deps: Deps, actor: Actor, organisationId: string, name: string): Promise<Result<{ token: string }>> {
  checkMayAdmitRunners(actor, organisationId)
  if (name.trim() === '') return refused({ code: 'runner-name-required', field: 'name' })
  return ok({ token: await addRunner(deps, organisationId, name.trim().slice(0, 100), actor.userId) })
}

/** Adds a runner and returns its token: 40 letters, 200 random bits. */
export async function addRunner(deps: Deps, organisationId: string, name: string, actorId: string): Promise<string> {
  const token = idFrom(deps.random(20)) + idFrom(deps.random(20))
  const id = idFrom(deps.random(20))
  await writeWithAudit(deps, [{ organisationId, actorId, type: 'runner-admitted', subject: `runner:${id}` }], () => [
    deps.db.insert(runners).values({ id, organisationId, name, tokenHash: hex(sha256(bytesOf(token))), createdAt: deps.clock() }),
  ])
  return token
}

/**
 * The runner inside this process: one per organisation, the same id at every start, so that what it held before a kill is
 * given back at once. Its token lives in memory only.
 */
export async function embeddedRunner(deps: Deps, organisationId: string): Promise<string> {
  const token = idFrom(deps.random(20)) + idFrom(deps.random(20))
  const tokenHash = hex(sha256(bytesOf(token)))
  await deps.db
    .insert(runners)
    .values({ id: `embedded-${organisationId}`, organisationId, name: 'このサーバー', tokenHash, createdAt: deps.clock() })
    .onConflictDoUpdate({ target: runners.id, set: { tokenHash } })
  return token
}

/** Whose token this is. */
export async function runnerOf(deps: Deps, token: string | undefined): Promise<Runner | undefined> {
  if (!token) return undefined
  const runner = await findRunner(deps.db, hex(sha256(bytesOf(token))))
  if (runner) await deps.db.update(runners).set({ lastSeenAt: deps.clock() }).where(eq(runners.id, runner.id))
  return runner
}

/** A runner that starts says so: what it held before waits again, at once. */
export const runnerStarted = (deps: Deps, runner: Runner) => releaseAll(deps.db, runner.organisationId, runner.id)

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
  const { sealed, key } = seal(pushed.data, resultAbout(order), deps.keys, deps.random)
  const resultObject = `results/${order.id}/${order.token}`
  await deps.objects.put(resultObject, sealed)

  const { programme } = await loadCaseForSystem(deps, order.organisationId, order.caseId)
  const contract = await contractOf(deps.db, order.organisationId, order.caseId)
  const methodRecord = bytesOf(JSON.stringify({ recipe: contract?.recipe, recipeSha256: order.recipeSha256, report: pushed.report }))
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
          resultObject,
          resultKey: key,
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

/** Accepts the result after reading its report: the case goes on to its provision. */
export async function acceptResult(deps: Deps, actor: Actor, organisationId: string, caseId: string): Promise<Result<undefined>> {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  const order = await orderOfCase(deps.db, organisationId, caseId)
  const moved = await moveCase(deps, actor, loaded, {
    action: 'accept-result',
    given: order?.state === 'done' ? ['report'] : [],
    facts: { result: order?.resultSha256 ?? null },
  })
  return moved.ok ? ok(undefined) : moved
}

/** What the recipient's package is made from. Opens the sealed data: call it only to pack. */
export async function resultOf(deps: Deps, organisationId: string, caseId: string): Promise<ProcessingResult | undefined> {
  const order = await orderOfCase(deps.db, organisationId, caseId)
  if (order?.state !== 'done' || !order.resultObject || !order.resultKey || !order.report || !order.dataPackage) return undefined
  const sealed = await deps.objects.get(order.resultObject)
  if (!sealed) return undefined
  return {
    orderId: order.id,
    dataName: order.resultName ?? 'data.csv',
    data: unseal(sealed, resultAbout(order), order.resultKey, deps.keys),
    sha256: order.resultSha256 ?? '',
    report: order.report,
    dataPackage: order.dataPackage,
    noise: await noiseOfOrder(deps, order),
  }
}

/**
 * What it takes to destroy the kept result of a case: the write that takes its key, and the deletion of its bytes after it.
 * The report stays: it holds figures only.
 */
export async function forgetResult(deps: Deps, organisationId: string, caseId: string) {
  const order = await orderOfCase(deps.db, organisationId, caseId)
  return {
    sha256: order?.resultSha256 ?? null,
    forget: (): Statement =>
      deps.db
        .update(processingOrders)
        .set({ resultKey: null, resultObject: null })
        .where(inOrganisation(processingOrders, organisationId, eq(processingOrders.caseId, caseId))),
    deleteObject: async () => {
      if (order?.resultObject) await deps.objects.delete(order.resultObject)
    },
  }
}
