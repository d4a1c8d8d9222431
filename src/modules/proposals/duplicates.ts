import type { Deps } from '../../app-env.ts'
import type { RegisterEntry } from '../register/index.ts'
import { programmeOfCase } from './case.ts'
import { wantableItems, wantField } from './fields.ts'
import type { Case } from './model.ts'
import { casesOfProposers } from './store.ts'

/** Another proposal of the same proposer for the same file, handed in and not yet at its end. */
export interface Duplicate {
  id: string
  receiptNumber: string
  /** names of the recorded items that it wants */
  wanted: string[]
  /** those of them that this case wants too */
  overlap: string[]
}

const wantedBy = ({ content }: Pick<Case, 'content'>, entry: RegisterEntry) =>
  content.made?.items ??
  wantableItems(entry.content.items)
    .filter(({ no }) => content.answers[wantField(no)] === 'yes')
    .map(({ name }) => name)

/** Cases that this one may repeat, those that share most items first. */
export async function duplicatesOf(
  deps: Pick<Deps, 'db'>,
  theCase: Pick<Case, 'organisationId' | 'proposerOrganisationId' | 'content'> & { id?: string },
  entry: RegisterEntry,
): Promise<Duplicate[]> {
  const mine = new Set(wantedBy(theCase, entry))
  const cases = await casesOfProposers(deps.db, theCase.organisationId, [theCase.proposerOrganisationId])
  return cases
    .filter((other) => {
      const stands = other.receiptNumber !== null && programmeOfCase(other).states[other.state]?.end === false
      return other.id !== theCase.id && other.entryId === entry.id && stands
    })
    .map((other) => {
      const wanted = wantedBy(other, entry)
      return { id: other.id, receiptNumber: other.receiptNumber ?? '', wanted, overlap: wanted.filter((name) => mine.has(name)) }
    })
    .sort((a, b) => b.overlap.length - a.overlap.length)
}
