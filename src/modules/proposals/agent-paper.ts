import type { Deps } from '../../app-env.ts'
import { findOrganisation } from '../../auth/index.ts'
import { NotFound } from '../../core/index.ts'
import { renderDocument, toDocx } from '../../documents/index.ts'
import type { LoadedCase } from './case.ts'
import { factsOf } from './facts.ts'
import { aboutOf } from './service.ts'

const FORM = 'power-of-attorney'

/** What is left to an agent of a proposal. */
const MATTERS = ['提案書と添付書類の提出、補正及び取下げ', '審査に関する連絡及び通知の受領', '契約の申込み、手数料の納付及びデータの受領']

/** Whether enough is known of principal and agent to write the power of attorney. */
export function mayEmpower({ programme, theCase }: LoadedCase): boolean {
  const { answers } = theCase.content
  const needed = ['party-name', 'party-address', 'party-agent-name', 'party-agent-address']
  return Boolean(programme.forms[FORM]) && answers['party-agent'] === 'yes' && needed.every((name) => answers[name]?.trim())
}

/** 委任状, filled from what is saved, to be signed and attached: nothing is issued by it. @throws {NotFound} if too little is known */
export async function powerOfAttorney(deps: Deps, loaded: LoadedCase): Promise<{ bytes: Uint8Array; title: string }> {
  const { programme, theCase, today } = loaded
  const { entry } = await aboutOf(deps, loaded)
  const authority = await findOrganisation(deps.db, theCase.organisationId)
  const { agent, ...principal } = factsOf(programme, theCase.content, entry).party
  if (!mayEmpower(loaded) || !agent || !authority) throw new NotFound(FORM)
  const { model, title } = renderDocument(programme, FORM, {
    date: today,
    authority: authority.profile.authority ?? authority.name,
    ...{ principal, agent, fileName: entry.name, matters: MATTERS },
  })
  return { bytes: await toDocx(model), title }
}
