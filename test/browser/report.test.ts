import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderReportHtml } from '../../src/report/index.ts'
import { noBrowser, openBrowser, overflow, seriousViolations, WIDTHS } from '../support/browser.ts'
import { full, sample } from '../support/full-report.ts'

if (noBrowser) console.warn(`browser tests skipped: ${noBrowser}`)

describe.skipIf(noBrowser)('report.html in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sakyu-report-'))
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each([
    ['every part', full],
    ['few parts', sample],
    ['a result that was not made', { ...full, sha256: { input: [], output: null } }],
  ])('%s: accessible at both widths, without script, and printed on A4 without a cut', async (name, report) => {
    const path = join(folder, `${name}.html`)
    writeFileSync(path, renderReportHtml(report))
    for (const viewport of Object.values(WIDTHS)) {
      const context = await browser.newContext({ viewport })
      const page = await context.newPage()
      await page.goto(`file://${path}`)
      expect(await seriousViolations(page)).toEqual([])
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      // No figure's text runs out of its image.
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll('svg text')]
          .filter((text) => {
            const [own, image] = [text.getBoundingClientRect(), text.closest('svg')!.getBoundingClientRect()]
            return own.right > image.right + 1 || own.left < image.left - 1
          })
          .map((text) => text.textContent),
      )
      expect(cut).toEqual([])
      await context.close()
    }
    const quiet = await browser.newContext({ javaScriptEnabled: false })
    const page = await quiet.newPage()
    await page.goto(`file://${path}`)
    expect(await page.locator('h2').count()).toBeGreaterThan(5)
    await page.emulateMedia({ media: 'print' })
    const pdf = join(folder, 'report.pdf')
    await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: false })
    expect(existsSync(pdf)).toBe(true)
    // 210 × 297 mm in points
    const text = readFileSync(pdf, 'latin1')
    for (const [, width, height] of text.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)) {
      expect(Math.round(Number(width))).toBe(595)
      expect(Math.round(Number(height))).toBe(842)
    }
    expect(text.match(/\/MediaBox/g)!.length).toBeGreaterThan(1)
    await quiet.close()
  })
})
