import { expect } from 'vitest'
import { verifyLog } from '../../src/audit/index.ts'
import type { TestSite, Visitor } from './site-client.ts'

/** The id that a case's path ends with. */
export const idOf = (path: string): string => path.split('/').at(-1)!

/** A page's text as its reader sees it. Angle brackets stay escaped: what was typed is seen not to be markup. */
export const unescaped = (html: string): string => html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')

/** The page at a path, unescaped, where it is answered so. */
export async function page(who: Visitor, path: string, status = 200): Promise<string> {
  const answer = await who.get(path)
  expect(answer.status, path).toBe(status)
  return unescaped(await answer.text())
}

/** What a page says was wrong, shortened. */
const problemsIn = (html: string) =>
  /role="alert".*?<\/div>/s.exec(html)?.[0].replaceAll(/<[^>]+>/g, ' ') ?? html.replaceAll(/<[^>]+>/g, ' ').slice(0, 1_500)

/** A form that must be taken; tells what was refused. Returns where it leads. */
export async function done(answer: Response | Promise<Response>, status = 303): Promise<string> {
  const got = await answer
  if (got.status !== status) throw new Error(`answered ${got.status}: ${problemsIn(await got.text())}`)
  return got.headers.get('location') ?? ''
}

/** A form that must be refused, with these words. Returns the page, unescaped. */
export async function refused(answer: Response | Promise<Response>, status: number, ...sentences: string[]): Promise<string> {
  const got = await answer
  const html = unescaped(await got.text())
  expect(got.status, problemsIn(html)).toBe(status)
  for (const sentence of sentences) expect(html).toContain(sentence)
  return html
}

/** The end of a test file: its log is whole. */
export async function closeWhole(site: TestSite): Promise<void> {
  expect(await verifyLog(site.deps)).toMatchObject({ ok: true })
  await site.close()
}
