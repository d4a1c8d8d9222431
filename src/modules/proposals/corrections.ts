import type { IsoDate, Refusal } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import type { RegisterEntry } from '../register/index.ts'
import type { ProposalContent } from './content.ts'
import { type Change, changesBetween } from './differences.ts'
import type { CaseEvent } from './model.ts'

/** Where the proposer answers what was asked of an item. */
export const replyField = (item: string) => `reply-${item}`
export const LONGEST_REPLY = 2_000

/** What was answered, and how the proposal reads now: kept with the event that hands it in again. */
export interface Correction {
  replies: Record<string, string>
  changes: Change[]
  /** names of files added since it was sent back */
  files: string[]
}

/** What changed since the proposal was sent back, and what was answered. */
export function correctionOf(programme: Programme, entry: RegisterEntry, content: ProposalContent, files: string[]): Correction {
  const { handedIn, replies = {} } = content
  return { replies, changes: handedIn ? changesBetween(programme, entry, { ...content, ...handedIn }, content) : [], files }
}

/** Items that were asked for and neither changed nor explained. @source 規則54条7項: 説明又は訂正 */
export function unanswered(content: ProposalContent, correction: Correction): Refusal[] {
  const changed = new Set(correction.changes.map(({ item }) => item))
  return Object.keys(content.corrections ?? {})
    .filter((item) => !changed.has(item) && !correction.replies[item]?.trim())
    .map((item) => ({ code: 'correction-unanswered', field: replyField(item) }))
}

/** One round of a correction: what was asked, and what came back. */
export interface CorrectionRound {
  askedAt: number
  dueOn: IsoDate | null
  /** item id → what is asked */
  requests: Record<string, string>
  /** null: not handed in again (yet) */
  answeredAt: number | null
  correction: Correction | null
}

const record = (value: unknown) => (value !== null && typeof value === 'object' ? (value as Record<string, string>) : {})

/** The rounds of a case, the latest first. */
export function correctionRounds(events: readonly CaseEvent[]): CorrectionRound[] {
  const rounds: CorrectionRound[] = []
  for (const { action, at, data } of events) {
    if (action === 'return')
      rounds.unshift({
        askedAt: at,
        dueOn: typeof data?.dueOn === 'string' ? data.dueOn : null,
        requests: record(data?.fields),
        answeredAt: null,
        correction: null,
      })
    if (action === 'resubmit' && rounds[0]) {
      rounds[0].answeredAt = at
      rounds[0].correction = (data?.correction as Correction | undefined) ?? null
    }
  }
  return rounds
}
