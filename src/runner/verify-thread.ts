import { Worker } from 'node:worker_threads'
import type { SealedReference, Verification } from '../verify/index.ts'

export interface VerifyRequest {
  path: string
  recipePath: string
  side: string | null
  /** sealed: how sensitive columns were spread over those who entered the search; null: no model asks */
  reference: SealedReference | null
}

/** What the verifier opens its database with, before there is a file to measure; null: the file is small, it is read and counted without. */
export type VerifyLimits = { spill: string; memoryBytes: number; threads: number } | null

export interface Verifier {
  /** @throws {VerifyFault} if it fails: nothing is released then */
  measure(request: VerifyRequest): Promise<Verification>
  /** Ends the thread. */
  stop(): void
}

/**
 * Starts the thread that measures the finished file. It shares no object with the run: it knows the file, the recipe and the sealed side file
 * alone, by their paths (privacy-rules G1, G2), and waits for their names: its start lies beside the writing.
 */
export function startVerifier(limits: VerifyLimits): Verifier {
  const worker = new Worker(new URL('./verify-worker.ts', import.meta.url), { workerData: limits, stdout: true, stderr: true })
  const answer = new Promise<Verification>((resolve, reject) => {
    const fail = () => reject(new VerifyFault())
    worker.once('message', resolve).once('error', fail).once('exit', fail)
  })
  answer.catch(() => {}) // told to whoever asks
  worker.unref()
  return {
    measure(request) {
      worker.ref()
      worker.postMessage(request)
      return answer
    },
    stop: () => void worker.terminate(),
  }
}

/** The verifier did not come to an answer; its own text could quote the file and is dropped (F7). */
export class VerifyFault extends Error {
  readonly code = 'verify'
  constructor() {
    super('the finished file could not be measured')
    this.name = 'VerifyFault'
  }
}
