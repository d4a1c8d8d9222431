import { posix } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { FORM_KEYS, type FormKey, renderDocument, toDocx } from '../../../src/documents/index.ts'
import { columnShares, printWidth } from '../../../src/documents/widths.ts'
import { programme, programmes } from '../../../src/programmes/index.ts'
import { PAPERS } from '../../support/papers.ts'
import { textsOf } from '../../support/texts.ts'
import { xmlFaults } from '../../support/xml.ts'

const all = programmes().flatMap((one) => FORM_KEYS.filter((key) => one.forms[key]).map((key): [string, FormKey] => [one.id, key]))

const partsOf = (file: Uint8Array) => new Map(Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)]))

/** What Word would show, without the numbers that it makes itself. */
const plain = (xml: string) =>
  xml
    .replaceAll('</w:p>', '\n')
    .replaceAll('<w:br/>', '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')

describe('toDocx', () => {
  it('a row of more than a page may be broken, a short one is not', async () => {
    const items = PAPERS.proposal.items.map((one) => (one.no === 5 ? { ...one, text: '長い文。'.repeat(400) } : one))
    const { model } = renderDocument(programme('appi'), 'proposal', { ...PAPERS.proposal, items })
    const rows = partsOf(await toDocx(model))
      .get('word/document.xml')!
      .split('</w:tr>')
      .filter((row) => row.includes('<w:tr>'))
    for (const row of rows) expect(row.includes('<w:cantSplit/>'), plain(row).slice(0, 40)).toBe(!row.includes('長い文。'))
    expect(rows.some((row) => row.includes('長い文。'))).toBe(true)
    // The table of a whole proposal begins where it stands: only a short table is kept on one page.
    const { model: usual } = renderDocument(programme('appi'), 'proposal', {
      ...PAPERS.proposal,
      items: PAPERS.proposal.items.map((one) => ({ ...one, text: '一行。\n'.repeat(4) })),
    })
    const usualRows = partsOf(await toDocx(usual))
      .get('word/document.xml')!
      .split('</w:tr>')
      .filter((row) => row.includes('一行。'))
    expect(usualRows).toHaveLength(8)
    for (const row of usualRows) expect(row.slice(row.indexOf('<w:tr>'))).not.toContain('<w:keepNext/>')
    const kept = partsOf(await toDocx(renderDocument(programme('appi'), 'contract', PAPERS.contract).model)).get('word/document.xml')!
    expect(kept.split('甲　所在地')[0]!.split('<w:tr>').at(-1)).toContain('<w:keepNext/>')
  })

  it.each(all)('%s %s: every part is well-formed, every relation leads somewhere, every text is in it', async (id, key) => {
    const { model } = renderDocument(programme(id), key, PAPERS[key] as never)
    const parts = partsOf(await toDocx(model))
    expect([...parts.keys()]).toEqual(
      expect.arrayContaining(['[Content_Types].xml', '_rels/.rels', 'word/document.xml', 'word/numbering.xml']),
    )
    for (const [name, xml] of parts) {
      if (!/\.(xml|rels)$/.test(name)) continue
      expect(xmlFaults(xml), name).toEqual([])
      if (!name.endsWith('.rels')) continue
      const base = posix.dirname(posix.dirname(name))
      for (const [, target] of xml.matchAll(/Target="([^"]+)"(?![^>]*TargetMode="External")/g))
        expect(parts.has(posix.join(target!.startsWith('/') ? '' : base, target!).replace(/^\//, '')), `${name} → ${target}`).toBe(true)
    }
    const text = plain(parts.get('word/document.xml')!)
    for (const wanted of textsOf(model)) expect(text).toContain(wanted)
    expect(text).not.toMatch(/undefined|null/)
  })

  it('is A4 with page numbers and Japanese type, and names the office as its author', async () => {
    const parts = partsOf(await toDocx(renderDocument(programme('appi'), 'fit-notice', PAPERS['fit-notice']).model))
    expect(parts.get('word/document.xml')).toMatch(/<w:pgSz w:w="11906" w:h="16838"/)
    const footer = [...parts].find(([name]) => /^word\/footer/.test(name))?.[1]
    expect(footer).toMatch(/PAGE.* \/ .*NUMPAGES/s)
    expect(parts.get('word/styles.xml')).toMatch(/w:eastAsia="MS Mincho".*w:eastAsia="ja-JP"/s)
    expect(parts.get('docProps/core.xml')).toContain('鳥取県知事')
    expect(parts.get('docProps/core.xml')).not.toContain('Un-named')
  })

  it('values with markup and line breaks arrive as text', async () => {
    const nasty = `<w:t>&amp;"'</w:t>\n二行目`
    const data = { ...PAPERS['return-for-correction'], fields: [{ label: '項目', request: nasty }] }
    const parts = partsOf(await toDocx(renderDocument(programme('appi'), 'return-for-correction', data).model))
    expect(xmlFaults(parts.get('word/document.xml')!)).toEqual([])
    expect(plain(parts.get('word/document.xml')!)).toContain(nasty)
  })

  it('two lists count each from one', async () => {
    const { model } = renderDocument(programme('appi'), 'conditions-of-use', PAPERS['conditions-of-use'])
    const xml = partsOf(await toDocx(model)).get('word/document.xml')!
    expect(new Set([...xml.matchAll(/<w:numId w:val="(\d+)"/g)].map(([, id]) => id)).size).toBe(2)
  })
})

describe('widths', () => {
  it('kana and kanji are two wide', () => {
    expect(printWidth('A4の紙')).toBe(6)
  })
  it('shares add up to one, and the longer text has the wider column', () => {
    const shares = columnShares({
      kind: 'table',
      columns: [
        { head: '項目', align: 'left' },
        { head: '理由', align: 'left' },
      ],
      rows: [['期間', '必要な長さを超えています。'.repeat(9)]],
    })
    expect(shares[0]! + shares[1]!).toBeCloseTo(1)
    expect(shares[1]!).toBeGreaterThan(shares[0]!)
    expect(shares[0]!).toBeGreaterThan(0.2)
  })
})
