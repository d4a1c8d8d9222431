import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FORM_KEYS, type FormKey, renderDocument, toDocx } from '../../../src/documents/index.ts'
import { programme, programmes } from '../../../src/programmes/index.ts'
import { PAPERS } from '../../support/papers.ts'
import { textsOf } from '../../support/texts.ts'

// The Word files as LibreOffice sets them. Where it or poppler is absent, the run says so.
const missing = ['soffice', 'pdftotext', 'pdfinfo', 'pdffonts'].filter((name) => spawnSync(name, ['-v']).error !== undefined)
if (missing.length > 0)
  console.warn(`documents as PDF: skipped, ${missing.join(', ')} not installed (apt-get install libreoffice-writer poppler-utils)`)
const hasFont = spawnSync('fc-list', [':family=Noto Serif CJK JP'], { encoding: 'utf8' }).stdout?.includes('Noto Serif CJK') ?? false
if (!hasFont) console.warn('documents as PDF: the font test is skipped, Noto Serif CJK JP not installed (apt-get install fonts-noto-cjk)')

const all = programmes().flatMap((one) => FORM_KEYS.filter((key) => one.forms[key]).map((key): [string, FormKey] => [one.id, key]))

describe.skipIf(missing.length > 0)('the Word files as LibreOffice sets them', () => {
  let folder = ''
  const run = (command: string, ...given: string[]) => {
    const done = spawnSync(command, given, {
      encoding: 'utf8',
      env: { ...process.env, FONTCONFIG_FILE: resolve('templates/documents/fonts.conf') },
    })
    if (done.status !== 0) throw new Error(`${command}: ${done.stderr}`)
    return done.stdout
  }
  // Lines break anywhere and blanks are set as space: the letters alone are compared.
  const letters = (text: string) => text.normalize('NFKC').replaceAll(/[^\S\f]/g, '')
  /** In the order of the content, cell by cell; pages end with a form feed. */
  const textOf = (id: string, key: string) => letters(run('pdftotext', '-raw', pdf(id, key), '-'))
  const pdf = (id: string, key: string) => join(folder, `${id}-${key}.pdf`)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sakyu-papers-'))
    const files: string[] = []
    for (const [id, key] of all) {
      files.push(join(folder, `${id}-${key}.docx`))
      writeFileSync(files.at(-1)!, await toDocx(renderDocument(programme(id), key, PAPERS[key] as never).model))
    }
    // One profile of its own: LibreOffice crashes when two runs share one.
    const profile = pathToFileURL(join(folder, 'profile')).href
    run('soffice', '--headless', `-env:UserInstallation=${profile}`, '--convert-to', 'pdf', '--outdir', folder, ...files)
  }, 180_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(all)('%s %s: becomes a PDF with all its texts and its page numbers', (id, key) => {
    expect(existsSync(pdf(id, key))).toBe(true)
    const pages = Number(/Pages:\s+(\d+)/.exec(run('pdfinfo', pdf(id, key)))?.[1])
    const printed = textOf(id, key).split('\f').slice(0, pages)
    printed.forEach((page, index) => {
      expect(page.endsWith(`${index + 1}/${pages}`), `page ${index + 1} of ${pages}`).toBe(true)
    })
    const lines = printed.map((page, index) => page.slice(0, -`${index + 1}/${pages}`.length)).join('')
    const { model } = renderDocument(programme(id), key, PAPERS[key] as never)
    for (const wanted of textsOf(model)) expect(lines).toContain(letters(wanted))
    expect(lines).not.toMatch(/undefined|null/)
  })

  it.each(['appi', 'tottori'])('%s: the parties and the day under a contract stand on one page', (id) => {
    const page = textOf(id, 'contract')
      .split('\f')
      .find((one) => one.includes('この契約の成立を証するため'))!
    for (const wanted of ['令和8年7月1日', '甲所在地', '乙代表者']) expect(page).toContain(wanted)
  })

  it('the desk to ask does not stand alone on a last page', () => {
    const pages = textOf('appi', 'call-notice').split('\f')
    const last = pages.find((one) => one.includes('問合せ先'))!
    expect(last).toContain('以上')
  })

  it('the contract counts its articles, 項 and 号 as the text says', () => {
    const text = textOf('appi', 'contract').replaceAll(/\d+\/\d+\f/g, '')
    const { model } = renderDocument(programme('appi'), 'contract', PAPERS.contract)
    const articles = model.blocks.filter((block) => block.kind === 'article')
    expect(articles).toHaveLength(22)
    for (const { number, caption, paragraphs } of articles)
      paragraphs.forEach(({ text: says, items }, index) => {
        expect(text).toContain(letters(index === 0 ? `（${caption}）第${number}条${says}` : `${index + 1}${says}`))
        items.forEach((item, at) => {
          expect(text).toContain(letters(`（${at + 1}）${item}`))
        })
      })
  })

  it.skipIf(!hasFont)('body and headings are set in Mincho and Gothic, not in whatever comes first', () => {
    const fonts = run('pdffonts', pdf('appi', 'contract'))
    expect(fonts).toMatch(/NotoSerifCJK/)
    expect(fonts).toMatch(/NotoSansCJK/)
  })

  it('a letter fits on one page', () => {
    for (const key of [
      'receipt',
      'return-for-correction',
      'unfit-notice',
      'fit-notice',
      'pledge',
      'contract-application',
      'provision-receipt',
      'power-of-attorney',
      'fee-slip',
      'change-notice',
      'erasure-report',
      'termination-notice',
    ])
      expect(run('pdfinfo', pdf('appi', key)), key).toMatch(/Pages:\s+1\n/)
  })
})
