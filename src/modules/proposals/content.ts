/** What the proposer wrote, by the programme's proposal items. */
export interface ProposalContent {
  /** answers by field name (fields.ts), as typed */
  answers: Record<string, string>
  /** persons wanted (本人の数), integer; absent until it is given */
  persons?: number
  /** the pledge was declared */
  pledged: boolean
  /** item ids an official asked to correct, with what to mend */
  corrections?: Record<string, string>
  /** answers to those, by item id */
  replies?: Record<string, string>
  /** what stood when it was sent back; present from the first saving after that until it is handed in again */
  handedIn?: { answers: Record<string, string>; persons?: number }
  /** a proposal for data that were already made: which, as the register had them when it was begun */
  made?: MadeReference
}

/** Data that were made in an earlier case (法117条の記載). */
export interface MadeReference {
  id: string
  /** the case that they were made in */
  caseId: string
  persons: number
  items: string[]
  /** when they were first provided */
  providedOn: string
}

const sorted = (value: unknown): unknown =>
  value !== null && typeof value === 'object'
    ? Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, one]) => [key, sorted(one)])
    : value

/** Whether two contents say the same, whatever the order of their answers. */
export const isSame = (a: ProposalContent, b: ProposalContent): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
