import type { CaseContext } from '../proposals/index.ts'
import { mayRecord } from './permissions.ts'
import { MeetingFacts } from './show-page.tsx'
import { findConsultation, linkOfCase } from './store.ts'

/** On the page of a case: the consultation that it was begun from. */
export async function consultationPanel({ deps, organisation, loaded, roles, actor }: CaseContext) {
  const link = await linkOfCase(deps.db, organisation.id, loaded.theCase.id)
  const one = link && (await findConsultation(deps.db, organisation.id, link.consultationId))
  if (!one) return null
  const meeting = one.meetings.at(-1)
  const title = `事前相談 ${one.number}`
  return (
    <section aria-labelledby="consultation">
      <h2 id="consultation">
        {roles.includes('proposer') || mayRecord(actor, organisation.id) ? (
          <a href={`/${organisation.id}/consultations/${one.id}`}>{title}</a>
        ) : (
          title
        )}
      </h2>
      {meeting ? <MeetingFacts meeting={meeting} /> : <p class="muted">相談の記録は、まだありません。</p>}
    </section>
  )
}
