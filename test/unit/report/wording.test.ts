import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { renderReportHtml } from '../../../src/report/index.ts'
import { reportOf } from '../../support/reports.ts'

const html = renderReportHtml(reportOf('a'.repeat(64), 'b'.repeat(64)))
const conditions = (readdirSync('templates/documents', { recursive: true, encoding: 'utf8' }) as string[])
  .filter((name) => name.endsWith('conditions-of-use.hbs'))
  .map((name) => [name, readFileSync(join('templates/documents', name), 'utf8')] as const)

const sentences = (text: string) => text.replaceAll(/<[^>]+>/g, '\n').split(/[。\n]/)
/** Says that records of two hand-overs cannot be brought together. */
const claims = (sentence: string) =>
  /(つなが|つなげ|つなぐ|結び付け|結びつけ|照らし合わせ).*(ません|できない|ない)/.test(sentence) &&
  /(別の|ほかの|他の).*(提供|加工|データ)/.test(sentence)

describe('what may be said', () => {
  it.each([['report.html', html] as const, ...conditions])('B3 %s: unlinkable are pseudonyms, and nothing else is called so', (_, text) => {
    for (const sentence of sentences(text).filter(claims)) expect(sentence).toMatch(/仮ID|仮の番号|番号によって/)
  })
  it('B3 the report and the conditions of use do say it of pseudonyms', () => {
    expect(sentences(html).some(claims)).toBe(true)
    expect(conditions.length).toBeGreaterThan(0)
    expect(conditions.some(([, text]) => sentences(text).some(claims))).toBe(true)
  })
  it('C4 the report says that the smallest sufficient generalisation can be read backwards', () => {
    expect(html).toMatch(/これより細かい段階では要件を満たさなかったことを推し量れます/)
  })
  it('no text of ours calls a result 安全', () => {
    expect(html).not.toContain('安全')
  })
})
