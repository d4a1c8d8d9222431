import { expect, it } from 'vitest'
import { registerEntryDocuments } from '../../../../src/demo/register-entries.ts'
import type { EligibilityJudgment } from '../../../../src/modules/register/content.ts'
import { EXCLUSIONS, OBSTACLES, ROUTES, TESTS } from '../../../../src/modules/register/entry-form.ts'
import { judgmentRows } from '../../../../src/modules/register/judgment.ts'
import { programme } from '../../../../src/programmes/index.ts'
import { entryDraft } from '../../../support/entries.ts'

const codesOf = (tests: EligibilityJudgment['tests'], key: 'exclusion' | 'route' | 'obstacle') => tests.flatMap((test) => test[key] ?? [])

it('every code of the invented registers has its words', () => {
  const tests = registerEntryDocuments().flatMap(({ judgment }) => judgment.tests)
  expect(new Set(tests.map(({ test }) => test))).toEqual(new Set(TESTS.map(({ id }) => id)))
  for (const [key, words] of [['exclusion', EXCLUSIONS] as const, ['route', ROUTES] as const, ['obstacle', OBSTACLES] as const]) {
    expect(codesOf(tests, key).length, key).toBeGreaterThan(0)
    expect(
      codesOf(tests, key).filter((code) => !Object.hasOwn(words, code)),
      key,
    ).toEqual([])
  }
  expect(Object.keys(OBSTACLES)).toEqual(['M1', 'M2', 'M3', 'M4'])
})

it.each([
  ['appi', ['法第60条第3項第1号', '法第60条第3項第2号', '法第60条第3項第3号']],
  ['tottori', ['条例第2条第10号ア', '条例第2条第10号イ', '条例第2条第10号ウ']],
])('%s: each test with its article, code and reason; parts with their ground', (id, articles) => {
  const draft = entryDraft({ slug: 'a', name: '台帳' })
  const [registered, disclosable, feasible] = draft.judgment.tests
  const tests = [
    { ...registered!, met: false, exclusion: '75-3', reason: '理由一' },
    { ...disclosable!, route: 'third-party-opinion', reason: '理由二' },
    { ...feasible!, met: false, obstacle: 'M3', reason: '理由三' },
  ]
  const items = draft.items.map((item) => (item.no === 4 ? { ...item, nondisclosure: 'corporate' } : item))
  const rows = judgmentRows(programme(id), { judgment: { ...draft.judgment, tests }, items })
  expect(rows.slice(0, 3).map(([label]) => /（(.*)）$/.exec(label)?.[1])).toEqual(articles)
  expect(rows.slice(0, 4).map(([, text]) => text)).toEqual([
    '満たさない（記載すると事務に著しい支障を及ぼすため、全部又は一部を記載しないもの）：理由一',
    '満たす（第三者に意見書の機会を与える）：理由二',
    '満たさない（M3 システムから電子データを取り出せない）：理由三',
    '金額（法人等の正当な利益）',
  ])
})
