import { describe, expect, it } from 'vitest'
import type { Role } from '../../../src/core/index.ts'
import {
  bodiesFor,
  type MoveBy,
  moves,
  type PastMove,
  type Programme,
  programme,
  programmes,
  readProgramme,
  SAME,
  transition,
} from '../../../src/programmes/index.ts'

const appi = programme('appi')
const tottori = programme('tottori')

const by = (roles: Role[], actorId = 'user-1', history: PastMove[] = []): MoveBy => ({ roles, actorId, history })
const codes = (result: ReturnType<typeof transition>) => (result.ok ? [] : result.refusals.map(({ code }) => code))

/** The straight way, with a role and a person for every step. */
const WAY: [action: string, role: Role, to: string, person?: string][] = [
  ['submit', 'proposer', 'submitted'],
  ['start-review', 'screening-officer', 'review'],
  ['return', 'screening-officer', 'returned'],
  ['resubmit', 'proposer', 'review'],
  ['decide-fit', 'screening-officer', 'contract-offered'],
  ['apply-contract', 'proposer', 'fee-due'],
  ['record-payment', 'contract-officer', 'paid'],
  ['conclude-contract', 'contract-officer', 'contracted'],
  ['issue-order', 'contract-officer', 'producing'],
  ['accept-result', 'department-officer', 'ready'],
  ['prepare-provision', 'contract-officer', 'prepared', 'first'],
  ['confirm-provision', 'custodian', 'delivered', 'second'],
  ['record-receipt', 'proposer', 'in-use'],
  ['close', 'contract-officer', 'closed'],
]
const OPINION: typeof WAY = [
  ['ask-opinion', 'screening-officer', 'opinion'],
  ['record-opinion', 'screening-officer', 'review'],
]

describe('transition: a case goes the whole way', () => {
  it.each([
    ['appi', WAY],
    ['tottori', [...WAY.slice(0, 4), ...OPINION, ...WAY.slice(4)]],
  ])('%s', (id, way) => {
    const history: PastMove[] = []
    let state = programme(id).start
    for (const [action, role, to, person = 'user-1'] of way) {
      expect(moves(programme(id), state, [role]).map((move) => move.action)).toContain(action)
      const result = transition(programme(id), state, action, by([role], person, history))
      expect(codes(result), action).toEqual([])
      if (result.ok) state = result.value.to
      expect(state).toBe(to)
      history.push({ action, actorId: person })
    }
    expect(programme(id).states[state]?.end).toBe(true)
  })
})

describe('transition: what may not happen', () => {
  it('an action that the programme does not hold', () => {
    expect(codes(transition(appi, 'review', 'ask-opinion', by(['screening-officer'])))).toEqual(['unknown-action'])
  })
  it('every reason is given at once', () => {
    expect(codes(transition(appi, 'draft', 'confirm-provision', by(['proposer'])))).toEqual([
      'wrong-state',
      'role-not-permitted',
      'four-eyes',
    ])
  })
  it('nobody may make a move with no role, in any state', () => {
    for (const one of programmes())
      for (const state of Object.keys(one.states))
        for (const { action } of one.transitions) expect(transition(one, state, action, by([])).ok).toBe(false)
  })
  it('a state that ends offers nothing that leads on', () => {
    for (const one of programmes())
      for (const [state, { end }] of Object.entries(one.states))
        expect(
          moves(one, state, ['proposer', 'screening-officer', 'contract-officer', 'department-officer', 'custodian']).some(
            ({ to }) => to !== SAME,
          ),
        ).toBe(!end)
  })
})

describe('no way round: what a case must have passed before the data are handed over', () => {
  /** States that can be reached when nobody makes these moves. */
  const reachable = (one: typeof appi, without: string[]) => {
    const states = new Set([one.start])
    for (const state of states)
      for (const { action, from, to } of one.transitions) if (from.includes(state) && !without.includes(action)) states.add(to)
    return states
  }
  const MUST = ['submit', 'decide-fit', 'apply-contract', 'record-payment', 'conclude-contract']
  const MAKING = ['issue-order', 'accept-result', 'prepare-provision', 'confirm-provision']
  /** Of each programme, the moves of which one at least must have been made; alternatives stand together. */
  const CUTS: Record<string, string[][]> = {
    appi: MUST.map((one) => [one]),
    tottori: MUST.map((one) => [one]),
    'statistics-act': [['submit'], ['start-review', 'resubmit'], ['decide-fit', 'decide-exempt'], ['record-payment', 'decide-exempt']],
    ndb: [['submit'], ['decide-fit', 'decide-with-opinion'], ['apply-contract'], ['conclude-contract']],
    npd: [['submit'], ['decide-fit', 'decide-fast', 'decide-panel'], ['apply-contract'], ['conclude-contract']],
    acara: [
      ['submit'],
      ['decide-fit', 'decide-panel', 'decide-changed', 'decide-changed-committee'],
      ['decide-fit', 'decide-panel', 'accept-terms'],
      ['apply-contract'],
      ['record-payment'],
      ['conclude-contract'],
    ],
    ies: [['submit'], ['decide-fit'], ['apply-contract'], ['conclude-contract']],
    mona: [['submit'], ['approve-ethics', 'approve-conditionally'], ['decide-fit'], ['apply-contract'], ['record-payment']],
  }

  it.each(
    programmes().flatMap(({ id }) => [...CUTS[id]!, ...MAKING.map((one) => [one])].map((cut) => [id, cut.join(' or '), cut] as const)),
  )('%s: not without %s', (id, _, cut) => {
    expect(reachable(programme(id), []).has('delivered')).toBe(true)
    expect(reachable(programme(id), cut).has('delivered')).toBe(false)
    for (const action of cut) expect(programme(id).transitions.map((move) => move.action)).toContain(action)
  })

  it('the proposer makes no move of the office, and the office none of the proposer', () => {
    for (const { transitions } of programmes())
      for (const { action, roles } of transitions) expect(roles.includes('proposer') ? roles : ['proposer'], action).toEqual(['proposer'])
  })

  it('who is told to act can act: the owner of a state has a move out of it', () => {
    const ROLES_OF: Record<string, Role[]> = {
      proposer: ['proposer'],
      screening: ['screening-officer'],
      contract: ['contract-officer'],
      custodian: ['custodian'],
      department: ['department-officer', 'screening-officer'],
    }
    for (const one of programmes())
      for (const [state, { owner, end }] of Object.entries(one.states)) {
        if (end || owner === 'processor') continue // the processor hands in a result, the office accepts it
        if (state === 'in-use') continue // the user uses; the office closes
        expect(moves(one, state, ROLES_OF[owner] ?? []).length, `${one.id} ${state}`).toBeGreaterThan(0)
      }
  })
})

describe('four eyes: who prepared the provision may not confirm it', () => {
  const prepared = (actorId: string): PastMove[] => [{ action: 'prepare-provision', actorId }]
  it.each([
    ['another person', prepared('first'), []],
    ['the same person', prepared('second'), ['four-eyes']],
    ['nobody prepared it', [], ['four-eyes']],
    ['prepared twice, the last time by the same person', [...prepared('first'), ...prepared('second')], ['four-eyes']],
  ])('%s', (_, history, expected) => {
    expect(codes(transition(appi, 'prepared', 'confirm-provision', by(['custodian'], 'second', history)))).toEqual(expected)
  })
})

describe('tottori: no decision before the opinions are heard', () => {
  const ask = { action: 'ask-opinion', actorId: 'a' }
  const record = { action: 'record-opinion', actorId: 'a' }
  it.each([
    ['never asked', [], ['opinions-not-heard']],
    ['asked, not recorded', [ask], ['opinions-not-heard']],
    ['recorded', [ask, record], []],
    ['asked again', [ask, record, ask], ['opinions-not-heard']],
  ])('%s', (_, history, expected) => {
    expect(codes(transition(tottori, 'review', 'decide-fit', by(['screening-officer'], 'a', history)))).toEqual(expected)
  })
  it('under appi there is no such step', () => {
    expect(codes(transition(appi, 'review', 'decide-fit', by(['screening-officer'])))).toEqual([])
  })
})

describe('needs: what must be handed in', () => {
  it('is checked when the caller says what there is', () => {
    const given = (...names: string[]) => ({ ...by(['screening-officer']), given: names })
    expect(transition(appi, 'review', 'return', given('fields'))).toEqual({
      ok: false,
      refusals: [{ code: 'missing-need', field: 'reason', facts: { action: 'return', need: 'reason' } }],
    })
    expect(transition(appi, 'review', 'return', given('fields', 'reason')).ok).toBe(true)
  })
})

describe('a case of which it is not known what decides who is asked', () => {
  it('goes nowhere until it is: no board is passed by', () => {
    const approve = (facts?: Record<string, string>) =>
      transition(programme('mona'), 'review', 'approve-ethics', { roles: ['screening-officer'], actorId: 'a', history: [], facts })
    expect(approve()).toEqual({ ok: false, refusals: [{ code: 'not-for-this-case', facts: { action: 'approve-ethics', fact: 'region' } }] })
    expect(approve({ region: 'lund' })).toMatchObject({ refusals: [{ code: 'not-yet-ruled' }] })
  })
})

describe('a council that was asked and has not answered', () => {
  const asked: PastMove[] = ['submit', 'start-review', 'ask-council'].map((action) => ({ action, actorId: 'a' }))
  const under = (holds: string) =>
    readProgramme({
      ...structuredClone(appi),
      settings: { ...appi.settings, 'council.holds': { ...appi.settings['council.holds']!, value: holds } },
    })
  const decides = (holds: string, facts: Record<string, string> = {}, given = ['findings', 'reason'], history = asked) =>
    codes(transition(under(holds), 'review', 'decide-unfit', { ...by(['screening-officer'], 'b', history), facts, given }))
  const passed = { councilDue: 'passed' }

  it.each<[string, Record<string, string>, string[] | undefined, string[]]>([
    ['until-answer', {}, undefined, ['council-outstanding']],
    ['until-answer', passed, ['findings', 'reason', 'without-advice'], ['council-outstanding']],
    ['until-due', {}, ['findings', 'reason', 'without-advice'], ['council-outstanding']],
    ['until-due', passed, undefined, ['missing-need']],
    ['until-due', passed, ['findings', 'reason', 'without-advice'], []],
    ['free', {}, undefined, []],
  ])('%s, with %o and %o', (holds, facts, given, refusals) => {
    expect(decides(holds, facts, given)).toEqual(refusals)
  })

  it('holds back neither corrections nor the proposer, and nothing once it has answered', () => {
    for (const [action, role] of [
      ['return', 'screening-officer'],
      ['withdraw', 'proposer'],
    ] as const)
      expect(transition(under('until-answer'), 'review', action, by([role], 'b', asked)).ok).toBe(true)
    expect(decides('until-answer', {}, undefined, [...asked, { action: 'record-council', actorId: 'a' }])).toEqual([])
  })
})

describe('where a programme has bodies, no decision goes past them', () => {
  const factsOf = (one: Programme): Record<string, string>[] =>
    Object.entries(one.facts).reduce<Record<string, string>[]>(
      (all, [fact, { choices }]) => all.flatMap((given) => Object.keys(choices).map((value) => ({ ...given, [fact]: value }))),
      [{}],
    )

  it.each(programmes().flatMap((one) => (one.bodies.length > 0 ? [[one.id, one] as const] : [])))('%s', (_, one) => {
    let looked = 0
    for (const facts of factsOf(one)) {
      const open = one.transitions.filter(({ when }) =>
        Object.entries(when ?? {}).every(([fact, values]) => values.includes(facts[fact] ?? '')),
      )
      const reached = new Set([one.start])
      for (const state of reached) for (const { from, to } of open) if (from.includes(state) && to !== SAME) reached.add(to)
      for (const { action, from, needs } of open)
        for (const state of needs.includes('findings') ? from.filter((name) => reached.has(name)) : []) {
          looked++
          const asked = bodiesFor(one, state, facts).some(({ choices }) => choices.includes(action))
          expect(asked, `${action} in ${state} of ${JSON.stringify(facts)}`).toBe(true)
        }
    }
    expect(looked).toBeGreaterThan(0)
  })
})
