import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entryDraft, ineligibleDraft } from '../support/entries.ts'
import { withEntries } from '../support/register.ts'
import { makeSite } from '../support/site.ts'
import type { TestSite } from '../support/site-client.ts'

describe('the register as data and on paper', () => {
  let site: TestSite
  beforeAll(async () => {
    site = await makeSite()
    await site.government('ken', 'appi', { screening: ['screening-officer'] })
    await withEntries(site, 'ken', [
      entryDraft({ slug: 'tax', name: '住民税課税台帳' }),
      ineligibleDraft({ slug: 'car', name: '自動車税台帳', remarks: '</script>備考' }),
    ])
  })
  afterAll(() => site.close())

  it.each([
    ['/ken/register.jsonld', 'application/ld+json'],
    ['/ken/register.atom', 'application/atom+xml'],
    ['/ken/sitemap.xml', 'application/xml'],
    ['/ken/register.csv', 'text/csv'],
    ['/ken/register-print', 'text/html'],
  ])('%s is %s and names every file, nothing internal', async (path, type) => {
    const answer = await site.visitor.get(path)
    expect(answer.headers.get('content-type')).toContain(type)
    const text = await answer.text()
    for (const name of path.endsWith('.xml') ? ['/register/tax', '/register/car'] : ['住民税課税台帳', '自動車税台帳'])
      expect(text).toContain(name)
    expect(text).not.toContain('内部だけの理由')
  })

  it('the office print opens with the list of what follows, and prints no word on how to print', async () => {
    const page = await (await site.visitor.get('/ken/register-print')).text()
    const [, id] = /<th scope="row">1<\/th><td><a href="#(sheet-[^"]+)">/.exec(page)!
    expect(page).toContain(`<h2 id="${id}">1　`)
    expect(page).toContain('<p class="screen-only">ブラウザの印刷から')
    const style = await (await site.visitor.get(/\/assets\/site-[0-9a-f]+\.css/.exec(page)![0])).text()
    expect(style).toMatch(/@media print\s*\{[^}]*\.screen-only\s*\{\s*display:\s*none/)
  })

  it('Word: one entry a page, with all fields', async () => {
    const answer = await site.visitor.get('/ken/register.docx')
    expect(answer.headers.get('content-type')).toContain('wordprocessingml')
    const parts = unzipSync(new Uint8Array(await answer.arrayBuffer()))
    const body = new TextDecoder().decode(parts['word/document.xml'])
    for (const text of ['住民税課税台帳', '自動車税台帳', '19. 備考', '試験県 情報公開課']) expect(body).toContain(text)
    expect(body.match(/w:br w:type="page"|w:pageBreakBefore/g)?.length).toBe(1)
    expect(body).not.toContain('内部だけの理由')
  })

  it('schema.org stands in the page of a file, as data that nothing runs', async () => {
    const page = await (await site.visitor.get('/ken/register/tax')).text()
    const [, json] = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(page)!
    expect(JSON.parse(json!)).toMatchObject({ '@type': 'Dataset', name: '住民税課税台帳', url: 'http://localhost/ken/register/tax' })
  })
})
