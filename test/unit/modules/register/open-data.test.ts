import { describe, expect, it } from 'vitest'
import { asEntry } from '../../../../src/modules/register/differences.ts'
import { atomFeed, dcatCatalogue, inScript, schemaOrgDataset, sitemap } from '../../../../src/modules/register/open-data.ts'
import { programme } from '../../../../src/programmes/index.ts'
import { entryDraft } from '../../../support/entries.ts'

const publisher = { id: 'ken', name: '試験県', home: 'https://example.jp/ken' }
const at = Date.parse('2026-04-15T10:00:00+09:00')
const entry = (slug: string, name: string) => ({
  ...asEntry(entryDraft({ slug, name })),
  ...{ id: `id-${slug}`, version: 3, publishedAt: at, updatedAt: at },
})
const entries = [entry('tax', '住民税課税台帳'), entry('odd', '</script><b>&"台帳"')]

describe('the catalogue', () => {
  const catalogue = dcatCatalogue(publisher, entries, [], programme('appi'))
  it('offers no distribution of a file that nobody may have, and nothing that is internal', () => {
    for (const one of catalogue['dcat:dataset'].slice(1)) expect(one).not.toHaveProperty('dcat:distribution')
    expect(JSON.stringify(catalogue)).not.toContain('内部だけの理由')
    expect(JSON.stringify(catalogue)).not.toContain('5000')
  })
  it('of an empty register is a catalogue of the register alone', () => {
    expect(dcatCatalogue(publisher, [], [], programme('appi'))['dcat:dataset']).toHaveLength(1)
  })
})

describe('schema.org', () => {
  it('is data that cannot end its script element', () => {
    const text = inScript(schemaOrgDataset(publisher, entries[1]!))
    expect(text).not.toContain('<')
    expect(JSON.parse(text)).toMatchObject({ '@type': 'Dataset', name: '</script><b>&"台帳"', identifier: 'odd' })
    expect((JSON.parse(text) as { description: string }).description.length).toBeGreaterThanOrEqual(50)
  })
})

describe('feeds for machines', () => {
  it('Atom: every change with an address of its own, escaped', () => {
    const feed = atomFeed(publisher, [
      { version: 3, kind: 'amended', reason: '統計 & 調査\u0000のため', publishedAt: at, entry: entries[1]! },
      { version: 1, kind: 'published', reason: '新たに記載した', publishedAt: at - 1, entry: entries[0]! },
    ])
    expect(feed).toContain('<title>修正：&lt;/script&gt;&lt;b&gt;&amp;&quot;台帳&quot;</title>')
    expect(feed).toContain('<id>https://example.jp/ken/register/tax/history#version-1</id>')
    expect(feed).toContain('統計 &amp; 調査のため')
    expect(feed.match(/<entry>/g)).toHaveLength(2)
    expect(atomFeed(publisher, [])).toContain('<updated>1970-01-01T00:00:00.000Z</updated>')
  })
  it('sitemap: addresses and days', () => {
    expect(sitemap([{ url: 'https://example.jp/ken/register/a&b', at }])).toContain(
      '<url><loc>https://example.jp/ken/register/a&amp;b</loc><lastmod>2026-04-15</lastmod></url>',
    )
  })
})
