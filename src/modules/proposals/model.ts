/** What the proposer wrote: item id of the programme's `proposalItems` → text or table. */
export interface ProposalContent {
  /** answers by item id */
  answers: Record<string, string>
  /** persons wanted (item 3), integer */
  persons?: number
  pledged: boolean
  /** fields an official asked to correct: item id → what to mend */
  corrections?: Record<string, string>
}
