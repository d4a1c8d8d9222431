import { join } from 'node:path'
import type { Findings } from '../anonymise/index.ts'
import type { Attacks } from '../report/index.ts'
import { type AttackRequest, attackResult } from './attack-result.ts'
import type { RunRequest } from './run-request.ts'

/** Larger files are attacked in an order of the site, or when asked for. */
const ROWS = 100_000
const ATTEMPTS = 2_000
/** The same persons are tried as by `sakyu attack` without options: whoever has the original can check the figures. */
const SEED = 1

/** Attacks the finished file of a run while the original is at hand. A fault here takes nothing from the run: it is told as a warning. */
export async function attackRun(
  request: RunRequest,
  given: Pick<AttackRequest, 'recipe' | 'plan' | 'inputs' | 'dataPath' | 'limits'> & { findings: Findings; folder: string },
): Promise<Attacks | null> {
  const { findings, folder, ...rest } = given
  if (!(request.attacks ?? (request.order === true || findings.rows.input <= ROWS))) return null
  try {
    return await attackResult({
      ...rest,
      facts: { thresholds: findings.thresholds },
      options: { seed: SEED, attempts: ATTEMPTS, known: null, guess: null },
      backgroundPath: null,
      folder: join(folder, 'attack'),
    })
  } catch {
    // Its text could name a cell (F7).
    findings.warnings.push('攻撃を試す段階が途中で止まりました。sakyu attack で試し直してください')
    return null
  }
}
