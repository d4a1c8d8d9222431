import { desc, eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, NotFound } from '../../core/index.ts'
import { inOrganisation, type Statement } from '../../platform/database.ts'
import type { SavedDraft } from './model.ts'
import { entryDrafts } from './schema.ts'

/** Drafts as last saved, newest first. */
export async function entryDraftsOf(deps: Deps, organisationId: string): Promise<SavedDraft[]> {
  const saved = await deps.db
    .select()
    .from(entryDrafts)
    .where(inOrganisation(entryDrafts, organisationId))
    .orderBy(desc(entryDrafts.revision))
  const newest = new Map<string, SavedDraft>()
  for (const draft of saved) if (!newest.has(draft.id)) newest.set(draft.id, draft)
  return [...newest.values()].sort((a, b) => b.savedAt - a.savedAt)
}

/** A draft as last saved. @throws {NotFound} */
export async function loadDraft(deps: Deps, organisationId: string, id: string): Promise<SavedDraft> {
  const [found] = await deps.db
    .select()
    .from(entryDrafts)
    .where(inOrganisation(entryDrafts, organisationId, eq(entryDrafts.id, id)))
    .orderBy(desc(entryDrafts.revision))
    .limit(1)
  if (!found) throw new NotFound('draft')
  return found
}

/** Saves the next revision of a draft. @throws {Conflict} if there is one already */
export async function saveDraft(deps: Deps, actor: Actor, type: string, draft: SavedDraft): Promise<void> {
  await writeWithAudit(
    deps,
    [
      {
        organisationId: draft.organisationId,
        actorId: actor.userId,
        type,
        subject: `entry-draft:${draft.id}`,
        facts: { revision: draft.revision },
      },
    ],
    () => [deps.db.insert(entryDrafts).values(draft)],
    { unique: ['entry_drafts.id'] },
  )
}

export const deleteDraft = (deps: Deps, organisationId: string, id: string): Statement =>
  deps.db.delete(entryDrafts).where(inOrganisation(entryDrafts, organisationId, eq(entryDrafts.id, id)))
