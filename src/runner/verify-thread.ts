import { Worker } from 'node:worker_threads'
import type { Recipe } from '../anonymise/index.ts'
import type { SealedReference, Verification } from '../verify/index.ts'

export interface VerifyRequest {
  path: string
  /** read anew for the verifier */
  recipe: Recipe
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
 * Starts the thread that measures the finished file. It shares no object with the run and knows the file, the recipe and the sealed side file
 * alone (privacy-rules G1, G2), for which it waits: its start lies beside the writing.
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
