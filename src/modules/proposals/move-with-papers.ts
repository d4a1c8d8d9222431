import { type Actor, ok, type Result, refused } from '../../core/index.ts'
import { type LoadedCase, type Move, moveCase } from './case.ts'
import { type Issued, makePapers, type Paper, type PaperFacts, sealPapers } from './dossier.ts'
import { holdPaper, issuingMove, type PaperDeps, PaperHeld, withWording } from './paper-drafts.ts'
import { findCase } from './store.ts'

const TRIES = 5

/**
 * Moves a case and issues papers with it, in one transaction. Where another case's paper took the number meanwhile, the
 * papers are made anew with the next one; where this case itself has moved, the answer is changed-meanwhile. A wording that
 * officials saved for a paper goes into it and is closed with the move.
 *
 * @throws {PaperHeld} where the request asks to word the paper before it is issued
 */
export async function moveWithPapers(
  deps: PaperDeps,
  actor: Actor,
  loaded: LoadedCase,
  papers: Paper[],
  move: (issued: Issued) => Move | Promise<Move>,
  given: Partial<PaperFacts> = {},
): Promise<Result<{ state: string; at: number; issued: Issued }>> {
  const { organisationId, id, version } = loaded.theCase
  for (let attempt = 1; ; attempt++) {
    const made = await makePapers(deps, loaded, papers, given)
    if (deps.paperRequest?.intent === 'edit') {
      if (made.length !== 1) return refused({ code: 'paper-not-single' })
      if (!issuingMove(actor, loaded, made[0]!.form)) return refused({ code: 'role-not-permitted' })
      const held = await holdPaper(deps, actor, loaded, made[0]!, deps.paperRequest.posted)
      if (!held.ok) return held
      throw new PaperHeld(`/${organisationId}/proposals/${id}/papers/${made[0]!.form}`)
    }
    const worded = await withWording(deps, actor, loaded, made)
    if (!worded.ok) return refused(...worded.refusals)
    const issued = await sealPapers(deps, actor, loaded, worded.value.made)
    const asked = await move(issued)
    const moved = await moveCase(deps, actor, loaded, {
      ...asked,
      facts: { ...asked.facts, ...issued.facts },
      effects: (context) => [...issued.statements(), ...worded.value.statements(), ...(asked.effects?.(context) ?? [])],
      unique: [...issued.unique, 'paper_drafts.id', ...(asked.unique ?? [])],
    })
    if (moved.ok) return ok({ ...moved.value, issued })
    const isContended = moved.refusals.some(({ code }) => code === 'changed-meanwhile')
    if (!isContended || attempt === TRIES || (await findCase(deps.db, organisationId, id))?.version !== version) return moved
  }
}
