import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { SealedReference, Verification } from '../verify/index.ts'

const CHILD = fileURLToPath(new URL('./verify-child.ts', import.meta.url))

export interface Verified extends Verification {
  /** largest resident memory of that process */
  peakBytes: number
}

export interface VerifyRequest {
  path: string
  recipePath: string
  side: string | null
  /** sealed: how sensitive columns were spread over those who entered the search; null: no model asks */
  reference: SealedReference | null
}

/** What the process opens its database with, before there is a file to measure. */
export interface VerifyLimits {
  spill: string
  memoryBytes: number
  threads: number
}

export interface Verifier {
  /** @throws if the process fails: nothing is released then */
  measure(request: VerifyRequest): Promise<Verified>
  /** Ends the process if it was not asked. */
  stop(): void
}

/**
 * Starts the process that measures the finished file. It knows the file, the recipe and the sealed side file alone
 * (privacy-rules G1, G2), and waits for their names: its start lies beside the writing. It ends when this process does.
 */
export function startVerifier(limits: VerifyLimits): Verifier {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, JSON.stringify(limits)], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null)).once('close', resolve)
  })
  child.stdin.on('error', () => {}) // a child that is gone says so by its end
  return {
    async measure(request) {
      child.stdin.end(JSON.stringify(request))
      if ((await ended) !== 0) throw new VerifyFault()
      return JSON.parse(text) as Verified
    },
    stop: () => void child.stdin.end(),
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
