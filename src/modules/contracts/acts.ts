import type { Deps } from '../../app-env.ts'
import { type Actor, NotFound, type Result, refused } from '../../core/index.ts'
import type { Typed } from '../fees/index.ts'
import { checkMove, loadCase } from '../proposals/index.ts'
import type { Act } from './act.ts'
import { CHANGE_ACTS } from './change-acts.ts'
import { CONTRACT_ACTS } from './contract-acts.ts'
import { END_ACTS } from './end-acts.ts'
import { FEE_ACTS } from './fee-acts.ts'
import { TERM_ACTS } from './term-acts.ts'

/** Inputs are named after their act, so that several forms of one page do not share an id. */
export const fieldOf = (action: string, name: string): string => `${action}.${name}`

export const ACTS: Readonly<Record<string, Act>> = { ...FEE_ACTS, ...CONTRACT_ACTS, ...TERM_ACTS, ...CHANGE_ACTS, ...END_ACTS }

/**
 * Does one act in a case for those whom its programme lets. `typed.version` is the version of the case that the form was made
 * of: sent twice, or after somebody else was first, it is refused.
 *
 * @throws {NotFound} if there is no such act or the case is another's
 */
export async function doAct(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  action: string,
  typed: Typed,
  files: File[] = [],
): Promise<Result<unknown> & { labels?: Record<string, string> }> {
  const act = Object.hasOwn(ACTS, action) ? ACTS[action] : undefined
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  if (!act || !loaded.programme.transitions.some((move) => move.action === action)) throw new NotFound('act')
  const step = checkMove(actor, loaded, { action })
  if (!step.ok) return step
  if (typed.version !== String(loaded.theCase.version)) return refused({ code: 'changed-meanwhile' })
  const outcome = await act.run({ deps, actor, loaded, typed, files })
  if (outcome.ok) return outcome
  const fields = (await act.form({ deps, actor, loaded }))?.fields ?? []
  return { ...outcome, labels: Object.fromEntries(fields.map(({ name, label }) => [fieldOf(action, name), label])) }
}
