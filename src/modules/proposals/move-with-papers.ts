import type { Deps } from '../../app-env.ts'
import { type Actor, ok, type Result } from '../../core/index.ts'
import { type LoadedCase, type Move, moveCase } from './case.ts'
import { type Issued, issueDocuments, type Paper, type PaperFacts } from './dossier.ts'
import { findCase } from './store.ts'

const TRIES = 5

/**
 * Moves a case and issues papers with it, in one transaction. Where another case's paper took the number meanwhile, the
 * papers are made anew with the next one; where this case itself has moved, the answer is changed-meanwhile.
 */
export async function moveWithPapers(
  deps: Deps,
  actor: Actor,
  loaded: LoadedCase,
  papers: Paper[],
  move: (issued: Issued) => Move | Promise<Move>,
  given: Partial<PaperFacts> = {},
): Promise<Result<{ state: string; at: number; issued: Issued }>> {
  const { organisationId, id, version } = loaded.theCase
  for (let attempt = 1; ; attempt++) {
    const issued = await issueDocuments(deps, actor, loaded, papers, given)
    const asked = await move(issued)
    const moved = await moveCase(deps, actor, loaded, {
      ...asked,
      facts: { ...asked.facts, ...issued.facts },
      effects: (context) => [...issued.statements(), ...(asked.effects?.(context) ?? [])],
      unique: [...issued.unique, ...(asked.unique ?? [])],
    })
    if (moved.ok) return ok({ ...moved.value, issued })
    const isContended = moved.refusals.some(({ code }) => code === 'changed-meanwhile')
    if (!isContended || attempt === TRIES || (await findCase(deps.db, organisationId, id))?.version !== version) return moved
  }
}
