import { describe, expect, it } from 'vitest'
import { bareName, barsOf } from '../../../../src/modules/screening/bars.ts'
import { similarFindings, wordsOf } from '../../../../src/modules/screening/similar.ts'
import { programme } from '../../../../src/programmes/index.ts'

const appi = programme('appi')
type Given = Parameters<typeof similarFindings>[2][number]
const at = (day: string) => Date.parse(`${day}T10:00:00+09:00`)

/** A case for a file with a purpose, and its moves: action, state before, state after, day. */
const file = (
  id: string,
  over: { entryId?: string; purpose?: string; name?: string; account?: string; state?: string },
  moves: string[][],
): Given => ({
  theCase: {
    ...{
      id,
      organisationId: 'ken',
      programmeId: 'appi',
      programmeVersion: appi.version,
      kind: null,
      madeDataId: null,
      callId: 'c',
      joint: {},
      jointInvitation: null,
      paper: null,
    },
    ...{ receiptNumber: `2026-${id}`, version: moves.length, createdAt: 0, updatedAt: 0, state: over.state ?? 'refused' },
    ...{ entryId: over.entryId ?? 'tax', proposerOrganisationId: over.account ?? id, proposerName: over.name ?? `提案社${id}` },
    content: { answers: { 'purpose-purpose': over.purpose ?? '' }, pledged: true },
  },
  events: moves.map(([action = '', fromState = '', toState = '', day = '2026-04-01', finding = ''], version) => ({
    ...{ caseId: id, version, organisationId: 'ken', at: at(day), actorId: 'x', action, event: '', fromState, toState, reason: null },
    data: finding === '' ? null : { findings: appi.criteria.map(({ id: criterion }) => ({ criterion, finding, reason: `${id}の理由` })) },
  })),
})
const decided = (finding: string, day = '2026-05-01') => [
  ['start-review', 'submitted', 'review', '2026-04-10'],
  [finding === 'met' ? 'decide-fit' : 'decide-unfit', 'review', finding === 'met' ? 'contract-offered' : 'refused', day, finding],
]

describe('similar earlier findings', () => {
  const own = file('0', { purpose: '高齢者の移動手段とバス路線の計画' }, [])
  const found = (others: Given[]) =>
    similarFindings(appi, own.theCase, others)
      .get('period')!
      .map(({ caseId }) => caseId)

  it('finds the same file, or a purpose with two words in common: the file first, then more words, then the newest', () => {
    const others = [
      file('1', { entryId: 'car', purpose: '高齢者の健康' }, decided('met')),
      file('2', { entryId: 'car', purpose: '高齢者のバス運賃' }, decided('met')),
      file('3', { entryId: 'car', purpose: '高齢者のバス路線' }, decided('not-met')),
      file('4', { purpose: '別のこと' }, decided('met', '2025-05-01')),
      file('5', { purpose: '別のこと' }, decided('met', '2026-05-01')),
    ]
    expect(found(others)).toEqual(['5', '4', '3'])
    expect(similarFindings(appi, own.theCase, others).get('period')![2]).toMatchObject({
      ...{ finding: 'not-met', reason: '3の理由', sameFile: false, decidedOn: '2026-05-01' },
      words: expect.arrayContaining(['高齢者', 'バス', '路線']),
    })
  })

  it('does not take itself, other programmes, what is undecided, or what is under review again', () => {
    const again = file('6', { state: 'review' }, [...decided('met'), ['resubmit', 'returned', 'review', '2026-06-01']])
    const others = file('7', {}, decided('met'))
    others.theCase.programmeId = 'tottori'
    expect(found([own, again, others, file('8', { state: 'review' }, [['start-review', 'submitted', 'review']])])).toEqual([])
  })

  it('reads words as runs of one script', () => {
    expect([...wordsOf('ＡＢＣのバス路線、住民の生活')]).toEqual(['abc', 'バス', '路線', '住民', '生活'])
  })
})

describe('the ledger of bars', () => {
  const own = file('0', { name: '株式会社 甲乙', account: 'a' }, [])
  const ended = (id: string, account: string, name: string, day: string, state = 'terminated') =>
    file(id, { account, name, state }, [['terminate', 'in-use', 'terminated', day]])
  const bars = (others: Given[], today = '2026-04-15') => barsOf(appi, own.theCase, others, today)

  it('bars for two years: the same account, or the same name however it is written', () => {
    expect(bars([ended('1', 'a', '別名', '2024-04-16')])).toEqual([
      { receiptNumber: '2026-1', on: '2024-04-16', until: '2026-04-15', bySameAccount: true },
    ])
    expect(bars([ended('1', 'a', '別名', '2024-04-15')])).toEqual([])
    expect(bars([ended('2', 'b', '（株）甲　乙', '2025-01-10')])).toMatchObject([{ bySameAccount: false }])
    expect(bars([ended('3', 'b', '株式会社丙', '2025-01-10')])).toEqual([])
    expect(bars([ended('4', 'a', '別名', '2026-01-10', 'in-use')])).toEqual([])
  })

  it('looks at those who propose together, too', () => {
    const [bar] = barsOf(appi, own.theCase, [ended('5', 'b', '有限会社丁', '2025-01-10')], '2026-04-15', ['丁（有）'])
    expect(bar).toMatchObject({ bySameAccount: false })
  })

  it('bars each account of a joint proposal, and each that stood in the contract', () => {
    const party = {
      kind: 'body' as const,
      name: '共同社',
      address: '試験県',
      representative: '代表',
      joinedAt: 1,
      pledgedAt: 1,
      confirmedAt: 1,
    }
    const joined = (one: Given, account: string): Given => {
      one.theCase.joint = { [account]: { ...party, confirmed: '' } }
      one.theCase.content = { ...one.theCase.content, joint: [party] }
      return one
    }
    const mine = joined(file('0', { account: 'a' }, []), 'p').theCase
    expect(barsOf(appi, mine, [ended('6', 'p', '別名', '2025-01-10')], '2026-04-15')).toMatchObject([{ bySameAccount: true }])
    expect(bars([joined(ended('7', 'z', '別名', '2025-01-10'), 'a')])).toMatchObject([{ bySameAccount: true }])
    expect(barsOf(appi, own.theCase, [joined(ended('8', 'z', '別名', '2025-01-10'), 'y')], '2026-04-15', ['共同社'])).toMatchObject([
      { bySameAccount: false },
    ])
  })

  it('leaves the kind of company out of a name', () => {
    expect(bareName('株式会社ＡＢＣ')).toBe(bareName('abc㈱'))
  })
})
