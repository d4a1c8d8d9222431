import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, idFrom } from '../../core/index.ts'
import { programmeOfCase } from './case.ts'
import type { MadeReference } from './content.ts'
import type { Case } from './model.ts'
import { proposals } from './schema.ts'

/** What a new case is about, and under which law. */
export interface DraftBegun extends Pick<Case, 'callId' | 'entryId' | 'programmeId' | 'programmeVersion' | 'kind'> {
  made?: MadeReference
}

/** Whose a new case is, and what stands in it from the beginning. */
type DraftOf = Pick<Case, 'proposerOrganisationId' | 'proposerName' | 'content'> & Partial<Pick<Case, 'paper'>>

/** Writes a new case in the first state of its programme, and logs it. @param facts - what the log says beside what it is about */
export async function writeDraft(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  { made, ...about }: DraftBegun,
  draftOf: (id: string) => DraftOf,
  facts: Readonly<Record<string, string | boolean>> = {},
): Promise<{ id: string }> {
  const id = idFrom(deps.random(20))
  const at = deps.clock()
  const { content, ...own } = draftOf(id)
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'proposal-drafted',
        subject: `proposal:${id}`,
        facts: {
          ...(made ? { made: made.id } : { call: about.callId }),
          ...{ entry: about.entryId, programme: about.programmeId, version: about.programmeVersion },
          ...facts,
        },
      },
    ],
    () => [
      deps.db.insert(proposals).values({
        ...{ id, organisationId, ...about, ...own },
        madeDataId: made?.id ?? null,
        state: programmeOfCase(about).start,
        version: 0,
        content: { ...content, ...(made ? { made } : {}) },
        createdAt: at,
        updatedAt: at,
      }),
    ],
  )
  return { id }
}
