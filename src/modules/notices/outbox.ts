import type { Deps } from '../../app-env.ts'
import { type Mailer, sendDue } from './service.ts'

const EVERY_MS = 15_000

/** Sends what is due again and again, until the signal says stop. A fault of the database is waited out: the next turn tries again. */
export function runOutbox(deps: Pick<Deps, 'db' | 'clock'>, mailer: Mailer, siteUrl: string | null, signal: AbortSignal): void {
  const turn = async () => {
    await sendDue(deps, mailer, siteUrl).catch(() => {})
    if (!signal.aborted) setTimeout(turn, EVERY_MS).unref()
  }
  void turn()
}
