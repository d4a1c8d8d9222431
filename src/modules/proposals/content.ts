import type { Instant } from '../../core/index.ts'

/** What the proposer wrote, by the programme's proposal items. */
export interface ProposalContent {
  /** answers by field name (fields.ts), as typed */
  answers: Record<string, string>
  /** persons wanted (本人の数), integer; absent until it is given */
  persons?: number
  /** typed in by an official from paper: pledge and proposal are attached as they came */
  onPaper?: true
  /** the pledge was declared */
  pledged: boolean
  /** item ids an official asked to correct, with what to mend */
  corrections?: Record<string, string>
  /** answers to those, by item id */
  replies?: Record<string, string>
  /** what stood when it was sent back; present from the first saving after that until it is handed in again */
  handedIn?: { answers: Record<string, string>; persons?: number }
  /** who proposes together with the proposer, in the order of joining */
  joint?: { name: string; address: string; representative: string | null }[]
  /** a proposal for data that were already made: which, as the register had them when it was begun */
  made?: MadeReference
}

/** Somebody who proposes together with the representative of a joint proposal (共同提案者). */
export interface JointParty {
  kind: 'body' | 'person'
  name: string
  address: string
  /** "" for a person */
  representative: string
  joinedAt: Instant
  /** when it pledged for itself; 0: not yet */
  pledgedAt: Instant
  /** when it last agreed to be one of the proposers; 0: not yet */
  confirmedAt: Instant
  /** what it agreed to (confirmationMark) */
  confirmed: string
}

/** Joint parties by their proposer's organisation. */
export type JointParties = Record<string, JointParty>

/** A link that lets one organisation join. Only the hash of its secret is kept. */
export interface JointInvitation {
  hash: string
  expiresAt: Instant
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

/** Objects as lists of their pairs by key, so that order does not matter. */
export const canonical = (value: unknown): unknown =>
  value !== null && typeof value === 'object'
    ? Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, one]) => [key, canonical(one)])
    : value

/** Whether two contents say the same, whatever the order of their answers. */
export const isSame = (a: ProposalContent, b: ProposalContent): boolean => JSON.stringify(own(a)) === JSON.stringify(own(b))

/** Without those who propose together: they write for themselves. */
const own = ({ joint: _, ...content }: ProposalContent) => canonical(content)
