import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allHaveVoted, decide, type Seats, type Vote } from '../../src/modules/screening/votes.ts'

const seed = 20_260_401
const CHOICES = ['decide-fit', 'decide-with-terms', 'decide-unfit']

const aBody = fc.record({
  choices: fc.constant(CHOICES),
  quorum: fc.integer({ min: 1, max: 4 }),
  rule: fc.constantFrom('majority' as const, 'unanimity' as const),
  chairDecides: fc.boolean(),
})
const people = Array.from({ length: 10 }, (_, i) => `person-${i}`)
const aCase = fc
  .record({
    members: fc.subarray(people, { minLength: 3 }),
    chair: fc.nat(9),
    recused: fc.subarray(people, { maxLength: 3 }),
    present: fc.option(fc.subarray(people), { nil: undefined }),
    // also of people who do not sit, of moves that are no choice, and twice by one hand
    votes: fc.array(
      fc.record({
        userId: fc.constantFrom(...people, 'stranger'),
        choice: fc.constantFrom(...CHOICES, CHOICES[0]!, CHOICES[0]!, 'withdraw'),
      }),
      {
        maxLength: 14,
      },
    ),
  })
  .map(({ members, chair, recused, present, votes }): { seats: Seats; votes: Vote[] } => ({
    seats: {
      members: members.map((userId, i) => ({ userId, isChair: i === chair })),
      recused: new Set(recused),
      present: present && new Set(present),
    },
    votes,
  }))
const check = (property: (body: Parameters<typeof decide>[0], one: { seats: Seats; votes: Vote[] }) => void, numRuns = 2_000) =>
  fc.assert(fc.property(aBody, aCase, property), { seed, numRuns })

describe('how a body decides', () => {
  it('never below the quorum, and only for a choice that somebody who counts is for', () => {
    let decided = 0
    check((body, { seats, votes }) => {
      const result = decide(body, seats, votes)
      const able = seats.members.filter(({ userId }) => !seats.recused.has(userId) && (seats.present?.has(userId) ?? true))
      const counted = able.filter(({ userId }) => {
        const own = votes.filter((vote) => vote.userId === userId)
        return own.length === 1 && CHOICES.includes(own[0]!.choice)
      })
      if (counted.length < body.quorum) expect(result).toMatchObject({ ok: false, refusals: [{ code: 'below-quorum' }] })
      if (!result.ok) return
      decided++
      expect(result.value.votes).toBe(counted.length)
      expect(result.value.votes).toBeGreaterThanOrEqual(body.quorum)
      const forIt = counted.filter(({ userId }) => votes.find((vote) => vote.userId === userId)!.choice === result.value.choice).length
      expect(forIt).toBeGreaterThan(0)
      if (result.value.by === 'majority') expect(forIt * 2).toBeGreaterThan(counted.length)
      if (result.value.by === 'unanimity') expect(forIt).toBe(counted.length)
      if (result.value.by === 'chair') expect(body.chairDecides).toBe(true)
      expect(Object.values(result.value.counts).reduce((a, b) => a + b, 0)).toBe(counted.length)
    })
    expect(decided).toBeGreaterThan(100)
  })

  it('does not depend on the order of votes or of members', () => {
    fc.assert(
      fc.property(aBody, aCase, fc.infiniteStream(fc.nat()), (body, { seats, votes }, keys) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((one) => ({ one, key: keys.next().value! }))
            .sort((a, b) => a.key - b.key)
            .map(({ one }) => one)
        expect(decide(body, { ...seats, members: shuffled(seats.members) }, shuffled(votes))).toEqual(decide(body, seats, votes))
      }),
      { seed, numRuns: 2_000 },
    )
  })

  it('a recused vote never counts: with it, without it and with any other in its place the answer is the same', () => {
    check((body, { seats, votes }) => {
      const answer = decide(body, seats, votes)
      expect(
        decide(
          body,
          seats,
          votes.filter(({ userId }) => !seats.recused.has(userId)),
        ),
      ).toEqual(answer)
      const turned = votes.map((vote) => (seats.recused.has(vote.userId) ? { ...vote, choice: CHOICES[2]! } : vote))
      expect(decide(body, seats, turned)).toEqual(answer)
    })
  })

  it('strangers and absent members never count', () => {
    check((body, { seats, votes }) => {
      const sits = new Set(seats.members.map(({ userId }) => userId))
      const kept = votes.filter(({ userId }) => sits.has(userId) && (seats.present?.has(userId) ?? true))
      expect(decide(body, seats, kept)).toEqual(decide(body, seats, votes))
    })
  })

  it('the blind round is over only when everybody who may vote has', () => {
    check((_, { seats, votes }) => {
      const able = seats.members.filter(({ userId }) => !seats.recused.has(userId) && (seats.present?.has(userId) ?? true))
      const missing = able.filter(({ userId }) => !votes.some((vote) => vote.userId === userId))
      expect(allHaveVoted(seats, votes)).toBe(able.length > 0 && missing.length === 0)
    })
  })

  it('cases worked out by hand', () => {
    const body = { choices: CHOICES, quorum: 3, rule: 'majority' as const, chairDecides: true }
    const seats = { members: ['a', 'b', 'c', 'd'].map((userId) => ({ userId, isChair: userId === 'd' })), recused: new Set<string>() }
    const [fit, terms, unfit] = CHOICES as [string, string, string]
    const votes = (...choices: string[]) => choices.map((choice, i) => ({ userId: 'abcd'[i]!, choice }))
    expect(decide(body, seats, votes(fit, fit, unfit))).toMatchObject({ value: { choice: fit, by: 'majority', votes: 3 } })
    expect(decide(body, seats, votes(fit, fit, unfit, unfit))).toMatchObject({ value: { choice: unfit, by: 'chair' } })
    expect(decide({ ...body, chairDecides: false }, seats, votes(fit, fit, unfit, unfit))).toMatchObject({
      refusals: [{ code: 'votes-even' }],
    })
    // the chair is for neither of the two that lead
    expect(decide({ ...body, quorum: 1 }, seats, votes(fit, unfit, terms).slice(0, 2))).toMatchObject({
      refusals: [{ code: 'votes-even' }],
    })
    expect(decide(body, seats, votes(fit, fit, terms, unfit))).toMatchObject({ refusals: [{ code: 'no-majority' }] })
    expect(decide({ ...body, rule: 'unanimity' }, seats, votes(fit, fit, fit))).toMatchObject({ value: { by: 'unanimity' } })
    expect(decide({ ...body, rule: 'unanimity' }, seats, votes(fit, fit, fit, unfit))).toMatchObject({
      refusals: [{ code: 'not-unanimous' }],
    })
    expect(decide(body, { ...seats, recused: new Set(['a', 'b']) }, votes(fit, fit, unfit, unfit))).toMatchObject({
      refusals: [{ code: 'below-quorum', facts: { votes: 2, quorum: 3 } }],
    })
  })
})
