import type { Programme } from '../../programmes/index.ts'
import type { RegisterEntry } from '../register/index.ts'
import type { ProposalContent } from './content.ts'
import { itemRows } from './facts.ts'

export { type Stretch, stretches } from '../../documents/index.ts'

/** One line of a proposal that reads differently now. */
export interface Change {
  /** id of the programme's item */
  item: string
  label: string
  before: string
  after: string
}

/** What reads differently in two contents of one case, in the order of the form. */
export function changesBetween(programme: Programme, entry: RegisterEntry, before: ProposalContent, after: ProposalContent): Change[] {
  return programme.proposalItems.flatMap((item) => {
    const then = new Map(itemRows(programme, item, before, entry))
    const now = new Map(itemRows(programme, item, after, entry))
    return [...new Set([...now.keys(), ...then.keys()])]
      .map((label) => ({ item: item.id, label, before: then.get(label) ?? '', after: now.get(label) ?? '' }))
      .filter((change) => change.before !== change.after)
  })
}
