import { describe, expect, it } from 'vitest'
import { ticks } from '../../../src/report/charts.ts'
import { groupedSizes, recipientSummary, renderReportHtml } from '../../../src/report/index.ts'
import { reportForm } from '../../../src/report/report.ts'
import { full, sample } from '../../support/full-report.ts'

describe('report for people', () => {
  const html = renderReportHtml(sample)
  it('holds its form', () => expect(reportForm.safeParse(sample).success).toBe(true))
  it('B1: k never stands without its columns and unit', () => {
    const told = [...html.matchAll(/k = 7[\s\S]{0,200}/g)]
    expect(told.length).toBeGreaterThan(0)
    for (const match of told) expect(match[0]).toMatch(/全期間の記録の組[\s\S]*生年月日・住所・職業/)
  })
  it('never says that anything is 安全, and escapes what recipes say', () => {
    expect(html).not.toContain('安全')
    expect(html).toContain('&lt;試験&gt;')
    expect(html).not.toMatch(/<script|undefined|NaN|null/)
  })
  it('B1: says what k does not count, and what was lost', () => {
    expect(html).toMatch(/組の大きさが数えないもの[\s\S]*年度[\s\S]*10 %[\s\S]*年次比較/)
    expect(html).toContain('5〜9 人')
    expect(html).toMatch(/削除した列[\s\S]*氏名（第1号）/)
    expect(html).toMatch(/31 世帯[\s\S]*96 件/)
  })
  it('groups class sizes without losing a class or a person', () => {
    const sizes = [
      [1, 3],
      [4, 2],
      [5, 1],
      [9, 1],
      [10, 1],
      [20_000, 1],
    ] as const
    const groups = groupedSizes(sizes)
    expect(groups.map(({ from, to, classes }) => [from, to, classes])).toEqual([
      [1, 1, 3],
      [3, 4, 2],
      [5, 9, 2],
      [10, 19, 1],
      [10_000, null, 1],
    ])
    expect(groups.reduce((sum, { units }) => sum + units, 0)).toBe(3 + 8 + 5 + 9 + 10 + 20_000)
  })
  it.each([
    ['a plain report', sample],
    ['every part of one', full],
    ['a result that was not made', { ...full, sha256: { input: [], output: null } }],
  ])('%s: headings in order, captions, words beside every image, no colour alone, nothing of a script', (_, report) => {
    const html = renderReportHtml(report)
    expect(html).not.toMatch(/<script|javascript:|\son\w+=|undefined|NaN|Infinity|\bnull\b|安全/)
    const levels = [...html.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]))
    expect(levels[0]).toBe(1)
    for (const [i, level] of levels.entries()) if (i > 0) expect(level - levels[i - 1]!).toBeLessThanOrEqual(1)
    expect(html.match(/<table/g)).toHaveLength(html.match(/<table[^>]*><caption>[^<]+<\/caption><thead>/g)!.length)
    const images = html.match(/<svg[^>]*>/g)!
    for (const image of images) expect(image).toMatch(/role="img" aria-label="[^"]{5,}"/)
    expect(html.match(/<svg[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/g)).toHaveLength(images.length)
    // Every bar has its figure beside it.
    const bars = html.match(/<rect [^>]*\/><text [^>]*>[^<]+<\/text>/g) ?? []
    expect(bars).toHaveLength((html.match(/<rect /g) ?? []).length)
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])
    expect(new Set(ids).size).toBe(ids.length)
  })
  it('tells the frontier, the attacks and each column before and after, k always with columns and unit', () => {
    const html = renderReportHtml(full)
    expect(html).toMatch(/ほかの選び方[\s\S]*単位：人[\s\S]*生年月日・住所・職業[\s\S]*選んだもの[\s\S]*1.2 % に減ります/)
    expect(html).toMatch(/2,000 回のうち 0 回（多くても 0.19 %）/)
    expect(html).toMatch(/結果を使わない場合より多く当たった攻撃は、ありません/)
    expect(html).toMatch(/当て推量と変わらず、多くは言えない攻撃：記録を本人に結びつける、準識別子のすべて/)
    expect(html).toMatch(/事務77[\s\S]*その他（47種類）[\s\S]*事務系/)
    expect(html).toMatch(/備考」4,567 件/)
    expect(html).toMatch(/およそ 13 人以上いたと見込まれます/)
    expect(html).not.toContain('987654')
    for (const match of html.matchAll(/k[ 　]*[=＝][ 　]*\d[\s\S]{0,120}/g)) expect(match[0]).toMatch(/単位：[\s\S]*列：/)
  })
  it('C2 figures of a model against those who entered and those who stayed stand side by side, small limits in full', () => {
    const model = {
      model: 't-closeness',
      column: '所得',
      required: 0.0005,
      achieved: 0.00042,
      reference: 'entering',
      achievedByReleased: 0.00049,
      met: true,
    } as const
    const html = renderReportHtml({
      ...sample,
      privacy: {
        ...sample.privacy,
        models: [model, { ...model, model: 'average-risk', column: null, reference: null, achievedByReleased: null }],
      },
    })
    expect(html).toMatch(/t-近接性[\s\S]*0.0005[\s\S]*0.00042（残った人と比べると 0.00049）/)
    expect(html).toMatch(/t-近接性：どの組の値の分布も/)
    expect(html).toMatch(/<th scope="row"[^>]*>―<\/th><td>平均の識別の危険/)
  })
  it('B4 says what is estimated of all from whom a sample was drawn, and where nothing is', () => {
    const withPopulation = (estimates: null | { pitman: number | null; zayatz: number; snb: number; dankar: number }) =>
      renderReportHtml({
        ...sample,
        risk: { ...sample.risk, after: { ...sample.risk.after, population: { fraction: 0.25, by: ['person'], estimates } } },
      })
    expect(withPopulation({ pitman: null, zayatz: 0.0321, snb: 0.02, dankar: 0.01 })).toMatch(
      /その 25 %[\s\S]*求められませんでした[\s\S]*3.21 %/,
    )
    expect(withPopulation(null)).toMatch(/25 % にあたりますが[^<]*推定していません/)
    expect(renderReportHtml(sample)).not.toContain('推定の方法')
  })
  it('A8 k of the file stands beside k before values were exchanged, and only the latter is what holds', () => {
    const html = renderReportHtml({
      ...sample,
      privacy: { ...sample.privacy, k: { ...sample.privacy.k!, achieved: 3, beforePerturbation: 9 } },
    })
    expect(html).toMatch(/入れ替えたりずらしたりする前に数えて[^<]*9 人以上（k = 9、必要 5、単位：[^<]*列：生年月日・住所・職業/)
    expect(html).toMatch(/結果のファイルで同じ値を数えると、最も少ない組は 3 人/)
    expect(html).not.toMatch(/k = 3/)
  })
  it('says plainly that a refused result was not made', () => {
    const none = { highest: null, average: null, uniques: null, uniqueShare: null, populationUniques: null, atRisk: {} }
    const unmet = renderReportHtml({
      ...sample,
      sha256: { input: [], output: null },
      search: { ...sample.search, bound: null },
      risk: { ...sample.risk, after: none },
      warnings: ['k を小さくしてください'],
    })
    expect(unmet).toContain('満たせませんでした')
    expect(unmet).toContain('直し方は「確かめてほしいこと」にあります')
    expect(unmet).toContain('どれも要件を満たさないことを確かめました')
    // Nothing is told of a result that is not there.
    for (const words of ['最も小さいことを確かめました', '要件を満たすものの中から', '平均では', '最も危険の高い人では']) {
      expect(renderReportHtml(sample)).toContain(words)
      expect(unmet).not.toContain(words)
    }
  })
})

describe('F1: what the recipient is told', () => {
  const text = JSON.stringify(recipientSummary({ ...sample, persons: { ...sample.persons!, output: 7 } }))
  it('has nothing of the source', () => {
    for (const secret of ['b'.repeat(64), '321', '120', '8000', '氏名', '"before"', '5123']) expect(text).not.toContain(secret)
  })
  it('has nothing of what a full report tells of the source: plots, frontier, attacks, the sample', () => {
    const told = JSON.stringify(recipientSummary(full))
    for (const secret of [
      '事務77',
      '3125',
      '1235',
      '鳥取県',
      '987654',
      '2000',
      '0.0789',
      '4567',
      '非表示',
      'beforeSampling',
      'frontier',
      'attacks',
    ])
      expect(told).not.toContain(secret)
    expect(recipientSummary(full)).toEqual(recipientSummary(sample))
  })
  it('merges small counts and rounds shares', () => {
    expect(text).toContain('"persons":"1–9"')
    expect(text).toContain('0.143')
    expect(text).toContain('0.312')
  })
})

describe('the figures along an axis', () => {
  it.each([
    [1.08, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0.36, [0, 0.1, 0.2, 0.3]],
    [0.216, [0, 0.05, 0.1, 0.15, 0.2]],
    [123, [0, 25, 50, 75, 100]],
  ])('are round up to %d', (most, expected) => expect(ticks(most)).toEqual(expected))
})
