import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Measured } from '../verify/index.ts'

const CHILD = fileURLToPath(new URL('./verify-child.ts', import.meta.url))

export interface Verified extends Measured {
  /** largest resident memory of that process */
  peakBytes: number
}

/**
 * Measures the finished file in a fresh process, which knows the file, the recipe and the sealed side file alone (privacy-rules G1, G2).
 * @throws if the process fails: nothing is released then
 */
export function verifyInFreshProcess(given: {
  path: string
  recipePath: string
  side: string | null
  spill: string
  memoryBytes: number
  threads: number
}): Promise<Verified> {
  const { path, recipePath, side, spill, memoryBytes, threads } = given
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', CHILD, path, recipePath, side ?? '', spill, String(memoryBytes), String(threads)],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
    child.once('error', () => reject(new VerifyFault()))
    child.once('close', (code) => {
      try {
        if (code !== 0) throw new VerifyFault()
        resolve(JSON.parse(text) as Verified)
      } catch {
        reject(new VerifyFault())
      }
    })
  })
}

/** The verifier did not come to an answer; its own text could quote the file and is dropped (F7). */
export class VerifyFault extends Error {
  readonly code = 'verify'
  constructor() {
    super('the finished file could not be measured')
    this.name = 'VerifyFault'
  }
}
