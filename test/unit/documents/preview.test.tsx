import { describe, expect, it } from 'vitest'
import { FORM_KEYS, type FormKey, renderDocument } from '../../../src/documents/index.ts'
import { DocumentPreview } from '../../../src/documents/preview.tsx'
import { programme, programmes } from '../../../src/programmes/index.ts'
import { PAPERS } from '../../support/papers.ts'
import { textsOf } from '../../support/texts.ts'
import { xmlFaults } from '../../support/xml.ts'

const all = programmes().flatMap((one) => FORM_KEYS.filter((key) => one.forms[key]).map((key): [string, FormKey] => [one.id, key]))

const shown = async (model: Parameters<typeof DocumentPreview>[0]['model']) => String(await (<DocumentPreview model={model} />))
const plain = (html: string) =>
  html
    .replaceAll(/<br\/?>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

describe('DocumentPreview', () => {
  it.each(all)('%s %s: the page holds every text of the paper', async (id, key) => {
    const { model } = renderDocument(programme(id), key, PAPERS[key] as never)
    const html = await shown(model)
    expect(xmlFaults(html)).toEqual([])
    const text = plain(html)
    for (const wanted of textsOf(model)) expect(text).toContain(wanted)
    expect(html).not.toMatch(/<t[hd][^>]*><\/t[hd]>/)
  })

  it('markup in a value stays text', async () => {
    const data = { ...PAPERS['return-for-correction'], fileName: '<img src=x onerror=alert(1)>' }
    const html = await shown(renderDocument(programme('appi'), 'return-for-correction', data).model)
    expect(html).not.toContain('<img')
    expect(plain(html)).toContain('<img src=x onerror=alert(1)>')
  })

  it('articles are numbered as in the Word file', async () => {
    const html = await shown(renderDocument(programme('appi'), 'contract', PAPERS.contract).model)
    const numbers = [...html.matchAll(/paper-number">第(\d+)条/g)].map(([, number]) => Number(number))
    expect(numbers).toEqual(Array.from({ length: 22 }, (_, index) => index + 1))
  })
})
