import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, ok, type Result, unlessConflict } from '../../core/index.ts'
import { publishEntryDraft } from './drafting.ts'
import { entryDraftsOf } from './drafts.ts'
import type { Office } from './office.ts'
import { checkMayKeepRegister, stepsFor } from './permissions.ts'
import { entryDrafts } from './schema.ts'

/** Approves every draft that this person may approve and that is as it was shown. @returns how many */
export async function approveAll(deps: Deps, actor: Actor, office: Office, shown: ReadonlyMap<string, number>): Promise<Result<number>> {
  checkMayKeepRegister(actor, office.id)
  const drafts = (await entryDraftsOf(deps, office.id)).filter(
    (draft) => shown.get(draft.id) === draft.revision && stepsFor(actor, office.id, draft).includes('approve'),
  )
  if (drafts.length === 0) return ok(0)
  const at = deps.clock()
  const next = drafts.map((draft) => ({
    ...draft,
    ...{ revision: draft.revision + 1, status: 'desk' as const, approvedBy: actor.userId, savedAt: at, savedBy: actor.userId },
  }))
  const events = next.map(({ id, revision }) => ({
    ...{
      organisationId: office.id,
      actorId: actor.userId,
      type: 'entry-draft-approved',
      subject: `entry-draft:${id}`,
      facts: { revision },
    },
  }))
  return unlessConflict({ code: 'changed-meanwhile' }, async () => {
    await writeWithAudit(deps, events, () => next.map((draft) => deps.db.insert(entryDrafts).values(draft)), {
      unique: ['entry_drafts.id'],
    })
    return next.length
  })
}

/** Publishes every draft that this person may publish and that is as it was shown; those refused stay. @returns how many of each */
export async function publishAll(
  deps: Deps,
  actor: Actor,
  office: Office,
  shown: ReadonlyMap<string, number>,
): Promise<{ done: number; refused: number }> {
  checkMayKeepRegister(actor, office.id)
  const count = { done: 0, refused: 0 }
  for (const draft of await entryDraftsOf(deps, office.id)) {
    if (shown.get(draft.id) !== draft.revision || !stepsFor(actor, office.id, draft).includes('publish')) continue
    const published = await publishEntryDraft(deps, actor, office, draft.id, draft.revision)
    if (published.ok) count.done++
    else count.refused++
  }
  return count
}
