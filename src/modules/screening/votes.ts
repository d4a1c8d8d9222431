import { ok, type Result, refused } from '../../core/index.ts'
import type { Body } from '../../programmes/index.ts'

// How a body decides: pure, and blind to the order in which votes came.

/** One member's opinion: the move that the member is for. */
export interface Vote {
  userId: string
  choice: string
}

/** Who sits on a body in one case. */
export interface Seats {
  members: readonly { userId: string; isChair: boolean }[]
  /** whoever has an interest in the case */
  recused: ReadonlySet<string>
  /** only votes of these count: who was there when the body met; undefined: it decides without meeting */
  present?: ReadonlySet<string>
}

export interface Decided {
  choice: string
  by: 'majority' | 'unanimity' | 'chair'
  /** votes that counted */
  votes: number
  counts: Record<string, number>
}

/** Members who may vote in this case now. */
export const voters = ({ members, recused, present }: Seats) =>
  members.filter(({ userId }) => !recused.has(userId) && (present?.has(userId) ?? true))

/** Whether every member who may vote has: the blind round is over. */
export const allHaveVoted = (seats: Seats, votes: readonly Vote[]): boolean => {
  const able = voters(seats)
  return able.length > 0 && able.every(({ userId }) => votes.some((vote) => vote.userId === userId))
}

/**
 * What the body decided: by one voice, by more than half of the votes, or by its chair where votes are even.
 *
 * Refusals: below-quorum, not-unanimous, votes-even, no-majority.
 */
export function decide(
  body: Pick<Body, 'choices' | 'quorum' | 'rule' | 'chairDecides'>,
  seats: Seats,
  votes: readonly Vote[],
): Result<Decided> {
  const counted = voters(seats).flatMap(({ userId, isChair }) => {
    const own = votes.filter((vote) => vote.userId === userId)
    // One person, one opinion: two of one hand are none.
    return own.length === 1 && body.choices.includes(own[0]!.choice) ? [{ choice: own[0]!.choice, isChair }] : []
  })
  if (counted.length < body.quorum) return refused({ code: 'below-quorum', facts: { votes: counted.length, quorum: body.quorum } })
  const counts = Object.fromEntries(body.choices.map((choice) => [choice, counted.filter((vote) => vote.choice === choice).length]))
  const most = Math.max(...Object.values(counts))
  const leading = body.choices.filter((choice) => counts[choice] === most)
  const decided = (choice: string, by: Decided['by']) => ok({ choice, by, votes: counted.length, counts })
  if (body.rule === 'unanimity')
    return most === counted.length
      ? decided(leading[0]!, 'unanimity')
      : refused({ code: 'not-unanimous', facts: { votes: counted.length } })
  if (most * 2 > counted.length) return decided(leading[0]!, 'majority')
  if (leading.length === 1) return refused({ code: 'no-majority', facts: { votes: counted.length } })
  const chairs = counted.filter(({ isChair, choice }) => isChair && leading.includes(choice))
  return body.chairDecides && chairs.length === 1 ? decided(chairs[0]!.choice, 'chair') : refused({ code: 'votes-even' })
}
