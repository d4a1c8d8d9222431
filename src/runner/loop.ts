import type { ClaimedOrder } from '../modules/processing/index.ts'
import { sweep, type WorkDeps, work } from './work.ts'

/**
 * Pulls orders one after another until stopped: at start everything held before is given back and the working folder erased.
 *
 * @param idleMs - pause while there is nothing to do
 * @param onFault - told the name of what went wrong, never a value
 */
export async function runLoop(
  deps: Omit<WorkDeps, 'client'> & { clients: () => Promise<readonly WorkDeps['client'][]> },
  options: { idleMs: number; signal: AbortSignal; onFault: (name: string) => void },
): Promise<void> {
  await sweep(deps.workFolder)
  const started = new Set<WorkDeps['client']>()
  while (!options.signal.aborted) {
    let worked = false
    try {
      for (const client of await deps.clients()) {
        if (options.signal.aborted) return
        if (!started.has(client)) {
          await client.start()
          started.add(client)
        }
        const order: ClaimedOrder | null = await client.claim()
        if (!order) continue
        worked = true
        await work({ ...deps, client }, order)
      }
    } catch (error) {
      options.onFault(error instanceof Error ? error.name : 'unknown')
    }
    if (!worked) await pause(options.idleMs, options.signal)
  }
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
