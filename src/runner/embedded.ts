import { type RunnerClient, runnerClient } from './client.ts'
import { runLoop } from './loop.ts'
import { runInProcess } from './run-process.ts'
import type { WorkDeps } from './work.ts'

export interface EmbeddedRunner {
  /** the app's own request: the embedded runner speaks to it as any runner does */
  request: (url: string, init: RequestInit) => Response | Promise<Response>
  /** ids of the organisations that it serves now */
  organisations: () => Promise<string[]>
  /** a token for an organisation, made at this start */
  token: (organisationId: string) => Promise<string>
  workFolder: string
  sourceFolders: readonly string[]
  memoryBytes: number
  heartbeatMs: number
  onFault: (name: string) => void
}

const IDLE_MS = 1_000

/** The runner inside the site's process: it takes the orders of every organisation, one after another. Ends with the signal. */
export async function runEmbedded(given: EmbeddedRunner, signal: AbortSignal): Promise<void> {
  const clients = new Map<string, RunnerClient>()
  const deps: Omit<WorkDeps, 'client'> & { clients: () => Promise<readonly RunnerClient[]> } = {
    workFolder: given.workFolder,
    sourceFolders: given.sourceFolders,
    run: runInProcess(given.memoryBytes),
    heartbeatMs: given.heartbeatMs,
    async clients() {
      for (const id of await given.organisations())
        if (!clients.has(id)) clients.set(id, runnerClient(given.request, 'http://embedded', await given.token(id)))
      return [...clients.values()]
    },
  }
  await runLoop(deps, { idleMs: IDLE_MS, signal, onFault: given.onFault })
}
