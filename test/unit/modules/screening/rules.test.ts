import { describe, expect, it } from 'vitest'
import type { CaseFacts, Sheet, TypedOffer } from '../../../../src/modules/screening/model.ts'
import {
  checkCorrections,
  checkFit,
  checkOffer,
  checkOpinions,
  checkThirdParties,
  checkUnfit,
  LONGEST_TEXT,
  machineChecks,
} from '../../../../src/modules/screening/rules.ts'
import { programme } from '../../../../src/programmes/index.ts'

const AGENT = { name: '代理人A', address: '試験県', representative: null }
const appi = programme('appi')

const facts = (over: Partial<CaseFacts> = {}, proposal: Partial<CaseFacts['proposal']> = {}): CaseFacts => ({
  pledged: true,
  personsOnFile: 5_000,
  attached: ['pledge', 'benefit', 'identity-body'],
  bars: [],
  inMaking: 0,
  opposed: 0,
  ...over,
  proposal: {
    party: { name: '提案社A', address: '試験県1', representative: '代表者A', agent: null, joint: [] },
    partyKind: 'body',
    contact: '提案者A',
    persons: 2_000,
    wanted: [{ no: 2, name: '生年月日', granularity: '5歳ごと' }],
    records: '全員',
    purpose: '試験',
    use: '試験',
    business: '試験',
    period: { from: '2026-09-01', to: '2027-08-31', reason: '試験' },
    measures: ['組織の面：a', '人の面：b', '場所の面：c', '技術の面：d'],
    provision: { method: 'ダウンロード', format: 'CSV' },
    ...proposal,
  },
})

const bar = (bySameAccount: boolean) => ({ receiptNumber: '2025-0001', on: '2025-04-01', until: '2027-03-31', bySameAccount })

const sheet = (over: Partial<Record<string, Partial<Sheet[string]>>> = {}): Sheet =>
  Object.fromEntries(appi.criteria.map(({ id }) => [id, { finding: 'met', evidence: '書類', reason: '', ...over[id] }]))

const codes = (refusals: { code: string; field?: string }[]) => refusals.map(({ code, field }) => (field ? `${code}@${field}` : code))
const refusalsOf = (outcome: { ok: boolean; refusals?: { code: string; field?: string }[] }) => codes(outcome.refusals ?? [])

describe('what the machine checks beside each criterion', () => {
  it.each<[string, string, CaseFacts, string[]]>([
    [
      'the pledge is there',
      'not-disqualified',
      facts(),
      ['passed check-pledge-declared', 'passed check-no-bar', 'passed check-paper-attached'],
    ],
    [
      'no pledge',
      'not-disqualified',
      facts({ pledged: false, attached: [] }),
      ['failed check-pledge-missing', 'passed check-no-bar', 'attention check-paper-missing'],
    ],
    [
      'a person with an agent needs other papers',
      'not-disqualified',
      facts({ attached: ['identity-person'] }, { partyKind: 'person', party: { ...AGENT, agent: AGENT, joint: [] } }),
      [
        ...['passed check-pledge-declared', 'passed check-no-bar', 'passed check-paper-attached'],
        ...['attention check-paper-missing', 'attention check-paper-missing'],
      ],
    ],
    [
      'a terminated contract of the same account bars, of the same name asks for a look',
      'not-disqualified',
      facts({ bars: [bar(true), bar(false)] }),
      ['passed check-pledge-declared', 'failed check-barred', 'attention check-barred-name', 'passed check-paper-attached'],
    ],
    [
      '1,000 of 1,000',
      'enough-persons',
      facts({ personsOnFile: 1_000 }, { persons: 1_000 }),
      ['passed check-enough-persons', 'passed check-persons-within-file'],
    ],
    [
      '1,001 of 1,000',
      'enough-persons',
      facts({ personsOnFile: 1_000 }, { persons: 1_001 }),
      ['passed check-enough-persons', 'failed check-more-persons-than-file'],
    ],
    ['999', 'enough-persons', facts({}, { persons: 999 }), ['failed check-too-few-persons', 'passed check-persons-within-file']],
    ['no number', 'enough-persons', facts({}, { persons: null }), ['failed check-persons-missing']],
    ['items named', 'method', facts(), ['passed check-items', 'passed check-crowd']],
    [
      'items that leave hardly anybody in a crowd',
      'method',
      facts({}, { wanted: ['生年月日', '住所', '性別'].map((name, no) => ({ no, name, granularity: '年月日まで、町・字まで' })) }),
      ['passed check-items', 'attention check-crowd-small'],
    ],
    [
      'nothing that tells persons apart',
      'method',
      facts({}, { wanted: [{ no: 1, name: '課税額', granularity: '' }] }),
      ['passed check-items', 'passed check-crowd-none'],
    ],
    ['no items', 'method', facts({}, { wanted: [] }), ['attention check-no-items']],
    ['the paper on the benefit', 'benefit', facts({ attached: [] }), ['attention check-paper-missing']],
    ['a year', 'period', facts(), ['passed check-period']],
    ['an open period', 'period', facts({}, { period: { from: '2026-09-01', to: '', reason: '' } }), ['attention check-period-open']],
    [
      'backwards',
      'period',
      facts({}, { period: { from: '2026-09-02', to: '2026-09-01', reason: '' } }),
      ['attention check-period-backwards'],
    ],
    ['three sides of safety', 'protection', facts({}, { measures: ['a', 'b', 'c'] }), ['attention check-measures-few']],
    ['nothing in the making', 'no-hindrance', facts(), ['passed check-none-in-making']],
    ['one who opposed', 'method', facts({ opposed: 1 }), ['passed check-items', 'passed check-crowd', 'attention check-opposed']],
    ['two in the making', 'no-hindrance', facts({ inMaking: 2 }), ['attention check-in-making']],
  ])('%s', (_, criterion, given, expected) => {
    expect(machineChecks(appi, given)[criterion]!.map(({ outcome, code }) => `${outcome} ${code}`)).toEqual(expected)
  })

  it('counts both days of a period', () => {
    const { period } = machineChecks(appi, facts({}, { period: { from: '2026-04-01', to: '2027-03-31', reason: '' } }))
    expect(period![0]!.facts).toEqual({ days: 365 })
  })

  it('measures a period against the longest of the programme and the guideline of the organisation', () => {
    const npd = programme('npd')
    const guided = { ...appi, settings: { ...appi.settings, 'term.guideline': { ...npd.settings['term.max']!, value: 2 } } }
    const period = (one: typeof appi, to: string) =>
      machineChecks(one, facts({}, { period: { from: '2026-04-01', to, reason: '' } })).period!.map(
        ({ outcome, code }) => `${outcome} ${code}`,
      )
    expect(period(npd, '2027-03-31')).toEqual(['passed check-period'])
    expect(period(npd, '2027-04-01')).toEqual(['passed check-period', 'failed check-period-too-long'])
    expect(period(guided, '2028-03-31')).toEqual(['passed check-period'])
    expect(period(guided, '2028-04-01')).toEqual(['passed check-period', 'attention check-period-guideline'])
  })

  it('has checks only for criteria that a programme has', () => {
    for (const id of ['appi', 'tottori'])
      expect(Object.keys(machineChecks(programme(id), facts()))).toEqual(programme(id).criteria.map((criterion) => criterion.id))
  })
})

describe('finding a case fit', () => {
  it('needs all seven met, each with evidence', () => {
    expect(checkFit(appi, sheet(), facts())).toEqual([])
    expect(
      codes(
        checkFit(
          appi,
          sheet({ method: { finding: '' }, benefit: { evidence: ' ' }, period: { finding: 'not-met', reason: '長い' } }),
          facts(),
        ),
      ),
    ).toEqual(['finding-missing@method.finding', 'evidence-missing@benefit.evidence', 'criterion-not-met@period.finding'])
  })

  it('says every reason at once for an empty sheet', () => {
    expect(checkFit(appi, {}, facts()).filter(({ code }) => code === 'finding-missing')).toHaveLength(7)
  })

  it('is not possible against a number of the law, whatever the official judged', () => {
    expect(codes(checkFit(appi, sheet(), facts({}, { persons: 999 })))).toEqual(['check-too-few-persons@enough-persons.finding'])
    expect(codes(checkFit(appi, sheet(), facts({ pledged: false })))).toEqual(['check-pledge-missing@not-disqualified.finding'])
  })

  it('does not refuse for a paper that may have come by post', () => {
    expect(checkFit(appi, sheet(), facts({ attached: [] }))).toEqual([])
  })
})

describe('finding a case unfit', () => {
  it('needs one criterion not met, with its reason', () => {
    expect(codes(checkUnfit(appi, sheet()))).toEqual(['no-criterion-not-met'])
    expect(codes(checkUnfit(appi, sheet({ period: { finding: 'not-met' } })))).toEqual(['reason-missing@period.reason'])
    expect(checkUnfit(appi, sheet({ period: { finding: 'not-met', reason: '必要な長さを超える。' } }))).toEqual([])
  })

  it('does not need the others judged', () => {
    expect(checkUnfit(appi, { period: { finding: 'not-met', evidence: '', reason: '理由' } })).toEqual([])
  })

  it('refuses texts that are too long to print', () => {
    expect(codes(checkUnfit(appi, sheet({ period: { finding: 'not-met', reason: 'あ'.repeat(LONGEST_TEXT + 1) } })))).toEqual([
      'too-long@period.reason',
    ])
  })
})

describe('the offer of a fit notice', () => {
  const typed = (over: Partial<TypedOffer> = {}): TypedOffer => ({
    workMinutes: '60',
    outsourcedYen: '0',
    paymentMethod: '納入通知書',
    payBy: '2026-06-30',
    provisionMethod: 'ダウンロード',
    applyBy: '2026-05-29',
    ...over,
  })
  const offer = (over: Partial<TypedOffer>) => checkOffer(appi, typed(over), '2026-05-15')

  // access-programs.md 5.1 and the worked examples of 令31条
  it.each([
    ['60', '0', 24_950],
    ['615', '', 64_450],
    ['180', '500,000', 532_850],
    ['130', '0', 32_850],
    ['６０', '297000', 321_950],
    ['1', '0', 24_950],
    ['61', '0', 28_900],
  ])('%s minutes and %s yen outsourced cost %i yen', (workMinutes, outsourcedYen, yen) => {
    const checked = offer({ workMinutes, outsourcedYen })
    expect(checked.ok && checked.value.fee.totalYen).toBe(yen)
  })

  it.each<[Partial<TypedOffer>, string]>([
    [{ workMinutes: '' }, 'not-a-number@workMinutes'],
    [{ workMinutes: '0' }, 'work-time-missing@workMinutes'],
    [{ workMinutes: '-5' }, 'not-a-number@workMinutes'],
    [{ workMinutes: '1.5' }, 'not-a-number@workMinutes'],
    [{ workMinutes: '999999999' }, 'too-large@workMinutes'],
    [{ outsourcedYen: '五千' }, 'not-a-number@outsourcedYen'],
    [{ payBy: '2026-05-14' }, 'pay-before-apply@payBy'],
    [{ payBy: '2026-02-30' }, 'not-a-date@payBy'],
    [{ paymentMethod: ' ' }, 'required@paymentMethod'],
    [{ provisionMethod: '' }, 'required@provisionMethod'],
  ])('refuses %o', (over, expected) => {
    const checked = offer(over)
    expect(checked.ok ? [] : codes(checked.refusals)).toContain(expected)
  })

  it('is due no earlier than the application', () => {
    expect(offer({ payBy: '2026-05-15' }).ok).toBe(true)
  })

  it('refuses outsourcing where the tariff has none', () => {
    const own = { ...appi, fee: { ...appi.fee, outsourced: false } }
    const checked = checkOffer(own, typed({ outsourcedYen: '1' }), '2026-05-15')
    expect(checked.ok ? [] : codes(checked.refusals)).toEqual(['no-outsourcing@outsourcedYen'])
  })
})

describe('sending back and hearing others', () => {
  it('names at least one field, and keeps only named ones', () => {
    expect(checkCorrections(appi, {}).ok).toBe(false)
    expect(checkCorrections(appi, { period: ' 終わりの日 ', method: '', nonsense: 'x' })).toEqual({
      ok: true,
      value: { period: '終わりの日' },
    })
  })

  it('asks only parties that are named with what the file holds about them', () => {
    const empty = { name: '', address: '', representative: '', information: '' }
    const named = { name: '試験会社甲', address: '試験県9', representative: '', information: '取引の額' }
    expect(refusalsOf(checkThirdParties([empty, empty]))).toEqual(['required@name-0'])
    expect(refusalsOf(checkThirdParties([named, { ...empty, name: '乙' }]))).toEqual(['required@address-1', 'required@information-1'])
    expect(checkThirdParties([named, empty])).toEqual({ ok: true, value: [named] })
  })

  it('records an answer for every party that was asked', () => {
    const both = [
      { opposes: 'no', summary: '支障はない' },
      { opposes: 'yes', summary: ' 反対する ' },
    ]
    expect(checkOpinions(['甲', '乙'], both)).toEqual({
      ok: true,
      value: [
        { from: '甲', opposes: false, summary: '支障はない' },
        { from: '乙', opposes: true, summary: '反対する' },
      ],
    })
    expect(refusalsOf(checkOpinions(['甲', '乙'], both.slice(0, 1)))).toEqual(['required@opposes-1', 'required@summary-1'])
  })
})
