import type { Context } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import type { Case } from './model.ts'

export type C = Context<AppEnv>

export const MY_PROPOSALS = '自分の提案'

/** How a case is called, by the file that it goes back to. */
export const caseTitle = ({ madeDataId }: Pick<Case, 'madeDataId'>, fileName: string): string =>
  madeDataId === null ? `${fileName}の提案` : `${fileName}を加工した作成済みのデータの利用の提案`

/** Where a page below a case stands. */
export const caseCrumbs = (c: C, theCase: Pick<Case, 'id' | 'madeDataId' | 'paper'>, fileName: string) => {
  const { id, name } = c.var.organisation
  return [
    { href: `/${id}`, label: name },
    // What came on paper is written by the desk alone.
    theCase.paper ? { href: `/${id}/desk`, label: '事務机' } : { href: `/${id}/proposals`, label: MY_PROPOSALS },
    { href: `/${id}/proposals/${theCase.id}`, label: caseTitle(theCase, fileName) },
  ]
}

/** What every page of this room hands to its frame. */
export const frame = (deps: Deps, c: C) => ({
  actor: c.var.actor,
  demonstration: deps.demonstration,
  organisation: c.var.organisation,
  section: 'proposals',
})
