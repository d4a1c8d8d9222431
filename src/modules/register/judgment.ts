import { isIsoDate } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'
import { day } from './call-body.tsx'
import { EXCLUSIONS, NONDISCLOSURE, OBSTACLES, ROUTES, TESTS } from './entry-form.ts'
import type { EntryContent } from './model.ts'

/** The judgment whether a file is 該当, line by line, for officials: each test with its article, code and reason; who and when. */
export function judgmentRows({ articles }: Programme, { judgment, items }: Pick<EntryContent, 'judgment' | 'items'>): [string, string][] {
  const cut = items.filter(({ nondisclosure }) => nondisclosure)
  const date = (on: string) => (isIsoDate(on) ? day(on) : '')
  return [
    ...TESTS.map(({ id, label, article }, i): [string, string] => {
      const test = judgment.tests.find((one) => one.test === id)
      const code = [
        test?.exclusion ? (EXCLUSIONS[test.exclusion] ?? test.exclusion) : '',
        test?.route ? (ROUTES[test.route] ?? '') : '',
        test?.obstacle ? `${test.obstacle} ${OBSTACLES[test.obstacle] ?? ''}` : '',
      ].filter(Boolean)
      const law = articles[article]
      return [
        `要件${i + 1}　${label}${law ? `（${law}）` : ''}`,
        test ? `${test.met ? '満たす' : '満たさない'}${code.length > 0 ? `（${code.join('、')}）` : ''}：${test.reason}` : '',
      ]
    }),
    [
      '不開示部分（加工の前に除く項目）',
      cut.map(({ name, nondisclosure }) => `${name}（${NONDISCLOSURE[nondisclosure!] ?? nondisclosure}）`).join('、'),
    ],
    ['公表する理由', judgment.publicReason],
    ['内部の理由', judgment.internalReason],
    ['判断した者と日', `${judgment.decidedBy}　${date(judgment.decidedOn)}`],
  ]
}
