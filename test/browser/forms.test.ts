// What a form says before it is sent: in Japanese, at the field, for eye and ear, whatever language the browser speaks; and that it is sent once.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openBrowser, overflow, seriousViolations, WIDTHS } from '../support/browser.ts'
import { type ServedSite, serveSite } from '../support/served-site.ts'

if (noBrowser) console.warn(`browser tests skipped: ${noBrowser}`)

describe.skipIf(noBrowser)('a form that is not filled as it must be', () => {
  let site: ServedSite
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    site = await serveSite()
    browser = await openBrowser()
    page = await (await browser.newContext({ locale: 'en-GB', viewport: WIDTHS.phone })).newPage()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  const said = () => page.locator('.fault').allTextContents()

  it('is answered in Japanese at each field, the first of which has the focus and is described by it', async () => {
    await page.goto(`${site.url}/sign-in`)
    await page.getByRole('button', { name: 'ログインする' }).press('Enter')
    expect(await said()).toEqual(['入力してください', '入力してください'])
    const mail = page.getByLabel('メールアドレス')
    expect(await mail.evaluate((control) => control === document.activeElement)).toBe(true)
    expect(await mail.getAttribute('aria-invalid')).toBe('true')
    const describedBy = (await mail.getAttribute('aria-describedby'))?.split(' ').at(-1)
    expect(await page.locator(`[id="${describedBy}"]`).textContent()).toBe('入力してください')
    expect(await seriousViolations(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
  })

  it('forgets a fault as soon as it is mended, and names the next one', async () => {
    await page.getByLabel('メールアドレス').fill('shinsa')
    await page.getByRole('button', { name: 'ログインする' }).press('Enter')
    expect((await said())[0]).toBe('name@example.jp の形で入れてください')
    await page.getByLabel('メールアドレス').fill('shinsa@example.jp')
    expect(await said()).toEqual(['入力してください'])
    expect(await page.getByLabel('メールアドレス').getAttribute('aria-invalid')).toBeNull()
  })

  it('is sent once when its button is pressed twice', async () => {
    const sent: string[] = []
    await page.route('**/sign-in', async (route) => {
      if (route.request().method() === 'POST') {
        sent.push(route.request().url())
        await new Promise((resolve) => setTimeout(resolve, 300))
      }
      await route.continue()
    })
    await page.getByLabel('パスワード').fill('sakyu-no-jitsuen')
    await page.getByRole('button', { name: 'ログインする' }).dblclick()
    await page.getByText('ログアウト').waitFor()
    expect(sent).toHaveLength(1)
  })
})
