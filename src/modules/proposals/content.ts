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
}
