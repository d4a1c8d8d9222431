import type { Deps } from '../../app-env.ts'
import { japanDate } from '../../core/index.ts'
import { type Mailer, sendDue } from './service.ts'

const EVERY_MS = 15_000

/**
 * Sends what is due again and again, until the signal says stop. A fault of the database is waited out: the next turn tries again.
 *
 * @param daily - what is looked for once a day in Japan, and at the start
 */
export function runOutbox(
  deps: Pick<Deps, 'db' | 'clock'>,
  mailer: Mailer,
  siteUrl: string | null,
  signal: AbortSignal,
  daily: () => Promise<void>,
): void {
  let doneOn = ''
  const turn = async () => {
    const today = japanDate(deps.clock())
    if (today !== doneOn)
      await daily().then(
        () => {
          doneOn = today
        },
        () => {},
      )
    await sendDue(deps, mailer, siteUrl).catch(() => {})
    if (!signal.aborted) setTimeout(turn, EVERY_MS).unref()
  }
  void turn()
}
