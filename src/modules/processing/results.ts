import { eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { type Actor, ok, type Result } from '../../core/index.ts'
import { inOrganisation, type Statement } from '../../platform/database.ts'
import { seal, unseal } from '../../platform/sealed.ts'
import { loadCase, moveCase } from '../proposals/index.ts'
import { noiseOfOrder } from './earlier.ts'
import type { ProcessingOrder, ProcessingResult } from './model.ts'
import { processingOrders } from './schema.ts'
import { orderOfCase } from './store.ts'

const resultAbout = (order: ProcessingOrder) => `${order.organisationId}/result/${order.id}/${order.token}`

/** Keeps the data of a finished run sealed. @returns the columns of the order by which they are found again */
export async function keepResult(deps: Deps, order: ProcessingOrder, data: Uint8Array) {
  const { sealed, key } = seal(data, resultAbout(order), deps.keys, deps.random)
  const resultObject = `results/${order.id}/${order.token}`
  await deps.objects.put(resultObject, sealed)
  return { resultObject, resultKey: key }
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
