import type { Deps } from '../../app-env.ts'
import { programme } from '../../programmes/index.ts'
import type { RegisterEntry } from '../register/index.ts'
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
  wantableItems(entry.content.items).filter(({ no }) => content.answers[wantField(no)] === 'yes')

/** Cases that this one may repeat, those that share most items first. */
export async function duplicatesOf(
  deps: Pick<Deps, 'db'>,
  theCase: Pick<Case, 'organisationId' | 'proposerOrganisationId' | 'content'> & { id?: string },
  entry: RegisterEntry,
): Promise<Duplicate[]> {
  const mine = new Set(wantedBy(theCase, entry).map(({ no }) => no))
  const cases = await casesOfProposers(deps.db, theCase.organisationId, [theCase.proposerOrganisationId])
  return cases
    .filter(({ id, entryId, receiptNumber, state, programmeId, programmeVersion }) => {
      const stands = receiptNumber !== null && programme(programmeId, programmeVersion).states[state]?.end === false
      return id !== theCase.id && entryId === entry.id && stands
    })
    .map((other) => {
      const wanted = wantedBy(other, entry)
      const overlap = wanted.filter(({ no }) => mine.has(no)).map(({ name }) => name)
      return { id: other.id, receiptNumber: other.receiptNumber ?? '', wanted: wanted.map(({ name }) => name), overlap }
    })
    .sort((a, b) => b.overlap.length - a.overlap.length)
}
