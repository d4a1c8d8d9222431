import { describe, expect, it } from 'vitest'
import {
  type Body,
  kindOf,
  type Programme,
  programme,
  readProgramme,
  transition,
  withBodies,
  withFastTrack,
} from '../../../src/programmes/index.ts'

const BODY: Body = {
  ...{ id: 'board', label: '審査会', source: null, state: 'review', step: 1, choices: ['decide-fit', 'decide-unfit'], closes: [] },
  ...{ quorum: 3, rule: 'majority', chairDecides: true, effect: 'binding', blind: true, hideProposer: false, meets: false, closed: true },
  verified: false,
}
const CONDITION = '承認済みの提案と同じ加工方法による'

/** A copy of a programme with a body, and conditions of a fast track. */
function copyOf(from: Programme, conditions: string[], bodies: Body[] = [BODY]): Programme {
  const settings = { ...from.settings, 'review.fastTrack': { ...from.settings['review.fastTrack']!, value: conditions } }
  return readProgramme(withFastTrack({ ...withBodies(from, bodies), id: from.id, settings }))
}
const fastOf = (one: Programme) => one.transitions.find(({ needs }) => needs.includes('fast-track'))
const take = (one: Programme, action: string, given: string[]) =>
  transition(one, 'review', action, { roles: ['screening-officer'], actorId: 'a', given, history: [] })

describe('fast track', () => {
  it('goes past the bodies, and past nothing else of the decision that it is made of', () => {
    const one = copyOf(programme('appi'), [CONDITION])
    expect(fastOf(one)).toMatchObject({
      ...{ action: 'decide-fast', label: '早い審査で適合と決定し通知する', from: ['review'], to: 'contract-offered' },
      ...{ document: 'fit-notice', source: '法第114条第2項', deadline: { setting: 'contract.deadline' }, public: true },
      needs: ['findings', 'fee-estimate', 'fast-track', 'evidence'],
    })
    const given = ['findings', 'fee-estimate']
    expect(take(one, 'decide-fit', given)).toMatchObject({ ok: false, refusals: [{ code: 'not-yet-ruled' }] })
    expect(take(one, 'decide-fast', given).ok).toBe(false)
    expect(take(one, 'decide-fast', [...given, 'fast-track', 'evidence']).ok).toBe(true)
    expect(one.inputs['fast-track']).toMatchObject({ choicesOf: 'review.fastTrack', shown: true })
    expect(one.inputs.evidence?.shown).toBe(false)
  })

  it('starts and stops the clocks that the decision does', () => {
    const { clocks } = copyOf(programme('appi'), [CONDITION])
    expect(clocks.review?.stops).toEqual(['decide-fit', 'decide-fast', 'decide-unfit', 'withdraw'])
    expect(clocks.contract?.starts).toEqual(['decide-fit', 'decide-fast'])
  })

  it('follows the order of fee, contract and making as the decision does', () => {
    const appi = programme('appi')
    const order = { ...appi.settings['contract.order']!, value: ['production', 'fee', 'contract'] }
    const first = copyOf({ ...appi, settings: { ...appi.settings, 'contract.order': order } }, [CONDITION])
    expect(fastOf(first)).toMatchObject({ to: 'approved', deadline: undefined })
  })

  it('has the forms and articles of a second-use case there', () => {
    const second = kindOf(copyOf(programme('appi'), [CONDITION]), 'second-use')
    expect(fastOf(second)).toMatchObject({ source: '法第118条第2項', to: 'contract-offered', guard: null })
    expect(second.clocks.contract?.starts).toEqual(['decide-fit', 'decide-fast'])
  })

  it('still waits for the opinions of third parties', () => {
    expect(fastOf(copyOf(programme('tottori'), [CONDITION]))?.guard).toBe('opinions-heard')
  })

  it('is none without a body that rules on the decision, or without a condition', () => {
    expect(fastOf(copyOf(programme('appi'), [CONDITION], []))).toBeUndefined()
    expect(fastOf(copyOf(programme('appi'), []))).toBeUndefined()
  })

  it('of a shipped programme stays as it is, and goes with its last condition', () => {
    const npd = programme('npd')
    expect(fastOf(copyOf(npd, [CONDITION], [...npd.bodies]))).toEqual(fastOf(npd))
    const without = copyOf(npd, [], [...npd.bodies])
    expect(fastOf(without)).toBeUndefined()
    expect(without.clocks.review?.stops).not.toContain('decide-fast')
  })
})
