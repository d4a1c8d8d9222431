import { describe, expect, it } from 'vitest'
import appiDocument from '../../../data-catalog/programmes/appi.json' with { type: 'json' }
import { kindOf, loadProgrammes, type ProgrammeDocument, programme, programmes } from '../../../src/programmes/index.ts'

const second = (id: string) => kindOf(programme(id), 'second-use')

describe('kinds of cases', () => {
  it('a proposal for made data asks for the items that 法118条2項 leaves: 1 and 4 to 8', () => {
    expect(second('appi').proposalItems.map(({ no, kind }) => [no, kind])).toEqual([
      [1, 'party'],
      [4, 'made-data'],
      [5, 'purpose'],
      [6, 'period'],
      [7, 'measures'],
      [8, 'provision'],
    ])
    expect(second('appi').criteria.map(({ no }) => no)).toEqual([1, 4, 5, 6, 7])
    expect(second('appi').criteria.find(({ no }) => no === 7)?.basis).toBeNull()
  })

  it('has forms 十二 to 十四 of its own and shares 八 and 十', () => {
    const numbers = Object.fromEntries(Object.entries(second('appi').forms).map(([key, { number }]) => [key, number]))
    expect(numbers).toMatchObject({
      proposal: '様式第十二',
      pledge: '様式第八',
      'fit-notice': '様式第十三',
      'contract-application': '様式第十',
      'unfit-notice': '様式第十四',
    })
  })

  it('tottori has it without a number or an article that is not confirmed, and hears nobody a second time', () => {
    const its = second('tottori')
    expect(Object.values(its.forms).every(({ number, article }) => number === null && article === null)).toBe(false)
    expect(Object.values(its.forms).every(({ number }) => number === null)).toBe(true)
    expect(its.articles.fitNotice).toBeNull()
    expect(its.transitions.some(({ action }) => action === 'ask-opinion')).toBe(false)
    expect(its.transitions.find(({ action }) => action === 'decide-fit')?.guard).toBeNull()
    expect(its.states.opinion).toBeUndefined()
  })

  it('the first kind is the programme itself, an unknown one is none, and each is derived once', () => {
    expect(kindOf(programme('appi'), null)).toBe(programme('appi'))
    expect(() => kindOf(programme('appi'), 'third-use')).toThrow('no such kind of case')
    expect(second('appi')).toBe(second('appi'))
  })

  it('programmes of other laws have none', () => {
    for (const one of programmes()) if (!['appi', 'tottori'].includes(one.id)) expect(one.kinds, one.id).toEqual({})
  })

  it('a kind that makes no sense is refused when its programme is read', () => {
    const document = structuredClone(appiDocument) as unknown as ProgrammeDocument & {
      kinds: Record<string, { omits: { states: string[] } }>
    }
    document.kinds['second-use']!.omits.states.push('paid')
    expect(() => loadProgrammes([document])).toThrow(/状態「/)
  })
})
