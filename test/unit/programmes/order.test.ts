import { describe, expect, it } from 'vitest'
import appi from '../../../data-catalog/programmes/appi.json' with { type: 'json' }
import {
  isDuty,
  kindOf,
  loadProgrammes,
  type ProgrammeDocument,
  paysAfter,
  programme,
  programmes,
  replay,
  SAME,
  targetOf,
  transition,
} from '../../../src/programmes/index.ts'
import { inThatOrder } from '../../support/case-file.ts'

/** appi with further moves. */
function withMoves(...moves: object[]) {
  const document = { ...structuredClone(appi), transitions: [...structuredClone(appi.transitions), ...moves] } as ProgrammeDocument
  return loadProgrammes([document])[0]!
}
const ask = { action: 'ask-it', label: '求める', from: ['in-use'], to: SAME, roles: ['proposer'], event: 'it-asked' }
const grant = {
  action: 'grant-it',
  label: '認める',
  from: ['in-use'],
  to: SAME,
  roles: ['contract-officer'],
  event: 'it-granted',
  answers: 'ask-it',
}

describe('acts that leave a case where it is', () => {
  const one = withMoves(ask, grant)
  it('keep the state, also when replayed', () => {
    expect(targetOf({ to: SAME }, 'in-use')).toBe('in-use')
    expect(targetOf({ to: 'closed' }, 'in-use')).toBe('closed')
    const way = ['submit', 'start-review', 'decide-fit']
    expect(
      replay(withMoves({ ...ask, from: ['contract-offered'] }, { ...grant, from: ['contract-offered'] }), [...way, 'ask-it', 'grant-it']),
    ).toEqual({
      ok: true,
      value: 'contract-offered',
    })
  })
  it('stand open until they are answered, once', () => {
    const codes = (action: string, ...done: string[]) => {
      const role = action === 'ask-it' ? 'proposer' : 'contract-officer'
      const history = done.map((past) => ({ action: past, actorId: 'a' }))
      const result = transition(one, 'in-use', action, { roles: [role], actorId: 'a', history })
      return result.ok ? [] : result.refusals.map(({ code }) => code)
    }
    expect(codes('grant-it')).toEqual(['nothing-to-answer'])
    expect(codes('ask-it')).toEqual([])
    expect(codes('ask-it', 'ask-it')).toEqual(['still-open'])
    expect(codes('grant-it', 'ask-it')).toEqual([])
    expect(codes('grant-it', 'ask-it', 'grant-it')).toEqual(['nothing-to-answer'])
    expect(codes('ask-it', 'ask-it', 'grant-it')).toEqual([])
  })
  it('are duties only where somebody waits for them', () => {
    const duty = (action: string) => isDuty(one.transitions.find((move) => move.action === action)!)
    expect([duty('ask-it'), duty('grant-it'), duty('close')]).toEqual([false, true, true])
    // what ends a case that went wrong is open to the officials, and nobody waits for it
    expect(duty('not-make')).toBe(false)
  })
  it('do not count as a way out of a state', () => {
    expect(() => withMoves({ ...ask, from: ['closed'] })).not.toThrow()
    expect(() => withMoves({ ...grant, answers: 'dream' })).toThrow('答える「dream」')
  })
})

describe('acts that stand once', () => {
  it('join every table that knows their states, from those states only', () => {
    for (const one of programmes()) {
      const terminate = one.transitions.find(({ action }) => action === 'terminate')
      expect(one.states.terminated?.end, one.id).toBe(true)
      expect(terminate?.from, one.id).toContain('in-use')
      for (const { action, from } of one.transitions)
        for (const state of from) expect(Object.keys(one.states), `${one.id} ${action}`).toContain(state)
    }
    // a programme without an application for a contract has nothing to put off
    expect(programme('statistics-act').transitions.find(({ action }) => action === 'ask-extension')?.from).toEqual(['fee-due'])
    // what a programme says itself of an act stands
    expect(programme('acara').transitions.filter(({ action }) => action === 'lapse')).toHaveLength(1)
  })
})

describe('contract.order', () => {
  const ordered = (value: string[], more: object[] = []) => {
    const document = structuredClone(appi) as unknown as { settings: object; transitions: object[] }
    document.settings = { ...document.settings, 'contract.order': { value, source: null, verified: false } }
    document.transitions.push(...more)
    return loadProgrammes([document as unknown as ProgrammeDocument])[0]!
  }
  it('holds in every programme that comes with the product', () => {
    for (const { id, settings } of programmes()) expect(settings['contract.order']?.value, id).toContain('production')
  })
  it('a table whose moves allow another order is refused', () => {
    expect(() => ordered(['fee', 'production', 'contract'])).toThrow('「conclude-contract」が「issue-order」より先に')
    expect(() => ordered(['production', 'contract', 'fee'])).toThrow('より先に')
    expect(() => ordered(['fee', 'party'])).toThrow('「party」は')
    expect(() => ordered(['fee', 'contract', 'production'], [{ ...ask, action: 'jump', from: ['fee-due'], to: 'contracted' }])).toThrow(
      '「issue-order」が「conclude-contract」より先に',
    )
  })
  it('the fee after the contract is walked by moves of its own, also for data that are made already', () => {
    const after = ordered(['contract', 'fee', 'production'])
    const to = (one: typeof after, action: string) => one.transitions.find((move) => move.action === action)?.to
    expect([paysAfter(after), paysAfter(programme('appi')), paysAfter(ordered(['production', 'fee', 'contract']))]).toEqual([
      ...[true, false, false],
    ])
    expect(['apply-contract', 'conclude-contract', 'record-payment'].map((action) => to(after, action))).toEqual([
      ...['applied', 'fee-due', 'contracted'],
    ])
    expect(Object.keys(after.states)).not.toContain('paid')
    expect(Object.keys(programme('appi').states)).not.toContain('applied')
    expect(after.clocks.fee?.starts).toEqual(['conclude-contract'])
    const second = kindOf(after, 'second-use')
    expect(['conclude-contract', 'record-payment'].map((action) => to(second, action))).toEqual(['fee-due', 'ready'])
    expect(second.clocks.provision?.starts).toEqual(['record-payment'])
    // what is done with a concluded contract can be done before it is paid, what undoes a proposal no more
    const from = (action: string) => after.transitions.find((move) => move.action === action)?.from
    expect(from('accept-contract')).toContain('fee-due')
    expect(from('withdraw')).not.toContain('fee-due')
    expect(from('withdraw')).toContain('applied')
  })
  it('making first is walked by moves of its own, and turned back by the same document', () => {
    const first = ordered(['production', 'fee', 'contract'])
    expect(Object.keys(first.states)).toEqual(expect.arrayContaining(['approved', 'made']))
    expect(Object.keys(first.states)).not.toContain('contracted')
    expect(Object.keys(programme('appi').states)).toEqual(expect.arrayContaining(['contracted']))
    expect(Object.keys(programme('appi').states)).not.toContain('made')
    expect(programme('appi').transitions.map(({ action }) => action)).not.toContain('offer-contract')
    const back = inThatOrder('appi', ['fee', 'contract', 'production'])
    expect(back.transitions).toEqual(programme('appi').transitions)
    expect(back.clocks).toEqual(programme('appi').clocks)
    // data that are made already are offered at once, in either order
    expect(kindOf(first, 'second-use').transitions.find(({ action }) => action === 'decide-fit')?.to).toBe('contract-offered')
  })
})
