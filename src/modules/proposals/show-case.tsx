import type { Deps } from '../../app-env.ts'
import { peopleNames, toSignIn } from '../../auth/index.ts'
import { Page, statusOf } from '../../views/index.ts'
import { maySeeAttachment } from './attachments.ts'
import { availableMoves, loadCase } from './case.ts'
import { CaseBody } from './case-page.tsx'
import { duplicatesOf } from './duplicates.ts'
import { factsOf } from './facts.ts'
import { caseTitle, frame, MY_PROPOSALS } from './page-frame.ts'
import type { CasePanel, ShowCase } from './panels.ts'
import { issuingMove, lastDrafts } from './paper-drafts.ts'
import { maySeePaper, rolesInCase } from './permissions.ts'
import { aboutOf } from './service.ts'
import { attachmentsOf, issuedDocumentsOf } from './store.ts'

/** Makes the answer with a case's page: its own facts and what the rooms add. Rooms get it to answer a refused form. */
export function casePage(deps: Deps, panels: readonly CasePanel[]): ShowCase {
  return async (c, caseId, refusal) => {
    const { actor, organisation } = c.var
    if (!actor) return toSignIn(c)
    const loaded = await loadCase(deps, actor, organisation.id, caseId)
    const { entry, call } = await aboutOf(deps, loaded)
    const roles = rolesInCase(actor, loaded.theCase)
    const isProposer = roles.includes('proposer')
    const path = `/${organisation.id}/proposals/${caseId}`
    const context = {
      ...{ deps, actor, organisation, loaded, entry, call, roles, path },
      facts: factsOf(loaded.programme, loaded.theCase.content, entry),
      moves: availableMoves(actor, loaded),
      refusals: refusal?.refusals ?? [],
      typed: refusal?.typed ?? {},
      labels: refusal?.labels ?? {},
    }
    return c.html(
      <Page
        {...frame(deps, c)}
        title={caseTitle(loaded.theCase, entry.name)}
        section={isProposer ? 'proposals' : 'desk'}
        crumbs={[
          { href: `/${organisation.id}`, label: organisation.name },
          isProposer
            ? { href: `/${organisation.id}/proposals`, label: MY_PROPOSALS }
            : { href: `/${organisation.id}/desk`, label: '事務机' },
        ]}
      >
        <CaseBody
          context={context}
          panels={await Promise.all(panels.map((panel) => panel(context)))}
          attached={(await attachmentsOf(deps.db, organisation.id, caseId)).filter((one) => maySeeAttachment(actor, loaded, one))}
          documents={(await issuedDocumentsOf(deps.db, organisation.id, caseId)).filter(({ form }) =>
            maySeePaper(loaded, form, !isProposer),
          )}
          drafts={[...(await lastDrafts(deps.db, organisation.id, caseId)).values()].filter(
            ({ state, form }) => state === 'open' && issuingMove(actor, loaded, form),
          )}
          duplicates={
            loaded.theCase.state === 'draft' || loaded.programme.states[loaded.theCase.state]?.end
              ? []
              : (await duplicatesOf(deps, loaded.theCase, entry)).filter(({ overlap }) => overlap.length > 0)
          }
          people={isProposer ? null : await peopleNames(deps.db)}
        />
      </Page>,
      refusal ? statusOf(refusal.refusals) : 200,
    )
  }
}
