import { ok, type Refusal, type Result, refused } from '../../core/index.ts'
import type { ProcessingOrder } from './model.ts'

/** Whether the processor may name sources and start, and whether the paths can be paths. */
export function checkStart(order: ProcessingOrder, sources: string[]): Result<string[]> {
  const refusals: Refusal[] = []
  if (order.state !== 'issued' && order.state !== 'failed') refusals.push({ code: 'order-already-started' })
  const named = sources.map((path) => path.trim()).filter((path) => path !== '')
  if (named.length === 0) refusals.push({ code: 'required', field: 'sources' })
  if (named.some((path) => path.includes('\0') || path.length > 1_000)) refusals.push({ code: 'not-a-path', field: 'sources' })
  return refusals.length > 0 ? refused(...refusals) : ok(named)
}

/** Only the holder of the newest claim may report on an order: whoever lost the lease is refused. */
export const holdsClaim = (order: ProcessingOrder | undefined, runnerId: string, token: number): order is ProcessingOrder =>
  order !== undefined && order.state === 'running' && order.runnerId === runnerId && order.token === token

const LONGEST_REASON = 1_000

/** Whether the order stands stopped by earlier provisions, and the decision gives its reason (privacy-rules E1). */
export function checkOverrule(order: ProcessingOrder, reason: string): Result<string> {
  if (order.state !== 'failed' || order.failure !== 'earlier-provision') return refused({ code: 'not-stopped' })
  const said = reason.trim()
  if (said === '') return refused({ code: 'required', field: 'reason' })
  if (said.length > LONGEST_REASON) return refused({ code: 'too-long', field: 'reason', facts: { max: LONGEST_REASON } })
  return ok(said)
}
