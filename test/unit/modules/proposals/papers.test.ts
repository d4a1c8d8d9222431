import { describe, expect, it } from 'vitest'
import appiDocument from '../../../../data-catalog/programmes/appi.json' with { type: 'json' }
import { type AttachedPaper, ageLimit, documentsOf, paperProblem } from '../../../../src/modules/proposals/papers.ts'
import { loadProgrammes, type Programme, programme, programmes } from '../../../../src/programmes/index.ts'

const appi = programme('appi')
const paper = (over: Partial<AttachedPaper> = {}): AttachedPaper => ({
  id: 'p1',
  kind: 'identity-body',
  fileName: '証明書.pdf',
  document: 'registry',
  issuedOn: '2026-04-01',
  ...over,
})
const registry = documentsOf(appi, 'identity-body').find(({ id }) => id === 'registry')

describe('the age of a paper', () => {
  // 民法140条, 143条2項: the day of the proposal is not counted; a month without that day ends with its last
  it.each([
    ['2026-04-15', '2025-10-15'],
    ['2026-08-31', '2026-02-28'],
    ['2024-08-31', '2024-02-29'],
    ['2026-01-01', '2025-07-01'],
    ['2026-05-31', '2025-11-30'],
  ])('a proposal of %s takes certificates from %s on', (proposedOn, oldest) => {
    expect(ageLimit(appi, registry, proposedOn)).toEqual({ span: '6か月', oldest })
    expect(paperProblem(appi, paper({ issuedOn: oldest }), proposedOn, proposedOn)).toBeUndefined()
    const before = new Date(Date.parse(oldest) - 86_400_000).toISOString().slice(0, 10)
    expect(paperProblem(appi, paper({ issuedOn: before }), proposedOn, proposedOn)?.code).toBe('paper-too-old')
  })

  it('is measured by the day of the proposal, not by the day on which it is corrected', () => {
    expect(paperProblem(appi, paper({ issuedOn: '2025-11-01' }), '2026-04-15', '2026-07-01')).toBeUndefined()
  })

  it.each([
    [{ value: 90, unit: 'days' }, '90日', '2026-01-15'],
    [{ value: 2, unit: 'weeks' }, '2週間', '2026-04-01'],
    [{ value: 1, unit: 'years' }, '1年', '2025-04-15'],
  ] as const)('is what the programme says: %j', (setting, span, oldest) => {
    const one = { ...appi, settings: { ...appi.settings, 'form.certificateAge': { ...appi.settings['form.certificateAge'], ...setting } } }
    expect(ageLimit(one as Programme, registry, '2026-04-15')).toEqual({ span, oldest })
  })

  it('is free where the programme fixes nothing', () => {
    const one = { ...appi, settings: { ...appi.settings, 'form.certificateAge': { ...appi.settings['form.certificateAge'], value: null } } }
    expect(ageLimit(one as Programme, registry, '2026-04-15')).toBeNull()
    expect(ageLimit(appi, documentsOf(appi, 'identity-person')[0], '2026-04-15')).toBeNull()
  })
})

describe('papers that serve', () => {
  it('are those of the rule for each kind of proposer, each with its article', () => {
    const served = (kind: string) => documentsOf(appi, kind).map(({ id }) => id)
    expect(served('identity-person')).toEqual([
      'licence',
      'number-card',
      'residence-card',
      'special-permanent',
      'official-person',
      'unavoidable',
    ])
    expect(served('identity-body')).toEqual(['registry', 'seal', 'official-body', 'unavoidable'])
    expect(new Set(served('identity-agent'))).toEqual(new Set([...served('identity-person'), ...served('identity-body')]))
    expect(served('authority')).toEqual(['mandate', 'legal-agent'])
    expect(served('benefit')).toEqual([])
    for (const { article } of appi.evidence) expect(article).toMatch(/^規則第54条第[24]項/)
    // no health insurance card since 2024-12-02
    expect(JSON.stringify(appi.evidence)).not.toContain('保険')
  })

  it('carry no article of another law', () => {
    for (const one of programmes().filter(({ law }) => law.name !== appi.law.name))
      for (const { id, article } of one.evidence) expect([one.id, id, article]).toEqual([one.id, id, null])
  })

  it('must be named and spanned by the programme itself', () => {
    const documents = (over: object) => [{ ...appiDocument, ...over }]
    expect(() => loadProgrammes(documents({ evidence: [] }))).toThrow('添付書類「identity-person」の「licence」がありません')
    const evidence = appiDocument.evidence.map((one) => ({ ...one, within: 'form.nothing' }))
    expect(() => loadProgrammes(documents({ evidence }))).toThrow('書類「licence」の期間「form.nothing」がありません')
  })
})
