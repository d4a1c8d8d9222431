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

  it('comes back from the server with the focus on what is wrong', async () => {
    await page.getByLabel('パスワード').fill('machigai no aikotoba')
    await page.getByRole('button', { name: 'ログインする' }).click()
    await page.getByText('入力内容を確認してください').waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('errors')
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
    await page.getByLabel('メールアドレス').fill('teian@example.jp')
    await page.getByLabel('パスワード').fill('sakyu-no-jitsuen')
    await page.getByRole('button', { name: 'ログインする' }).dblclick()
    await page.getByText('ログアウト').waitFor()
    expect(sent).toHaveLength(1)
  })

  it('keeps what was typed, and the chosen files, when the session has ended, and goes once its sender is back', async () => {
    await page.goto(`${site.url}/sakyu-ken/consultations/new`)
    await page.context().clearCookies()
    const purpose = page.getByLabel('使いたい目的')
    await purpose.fill('消えてはいけない目的')
    for (let i = 0; i < 2; i++) {
      await page.getByRole('button', { name: '申し込む' }).click()
      await page.getByText('ログインの期限が切れたため、まだ送っていません').waitFor()
    }
    expect(await said()).toHaveLength(1)
    expect(await purpose.inputValue()).toBe('消えてはいけない目的')
    expect(await seriousViolations(page)).toEqual([])
    const [other] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: 'ログインし直して' }).click()])
    await other.getByLabel('メールアドレス').fill('teian@example.jp')
    await other.getByLabel('パスワード').fill('sakyu-no-jitsuen')
    await other.getByRole('button', { name: 'ログインする' }).click()
    await other.getByText('ログアウト').waitFor()
    await other.close()
    await page.getByRole('button', { name: '申し込む' }).click()
    await page.getByText('消えてはいけない目的').waitFor()
    expect(page.url()).toMatch(/\/consultations\/[a-z0-9]+/)
  })

  it('does not send files that no server would take, and goes on saving what is typed', async () => {
    await page.goto(`${site.url}/sakyu-ken/proposals`)
    await page.getByRole('link', { name: '要介護認定者ファイルの提案' }).click()
    await page.getByRole('link', { name: '提案の続きを書く' }).click()
    await page.locator('#attachment-other').evaluate((input) => {
      const files = new DataTransfer()
      files.items.add(new File([new Uint8Array(64 * 1024 * 1024)], '大きい.pdf'))
      ;(input as HTMLInputElement).files = files.files
    })
    const save = page.getByRole('button', { name: '下書きを保存する' }).first()
    await save.click()
    await page.getByText('あわせて63MBを超えています').waitFor()
    await page.getByLabel('この期間が必要な理由').fill('大きなファイルの後に書いた理由')
    await page.getByText('最後に保存した日時').waitFor()
    await page.locator('#attachment-other').evaluate((input) => {
      ;(input as HTMLInputElement).value = ''
    })
    await save.click()
    await page.waitForURL(/saved=1/)
    expect(await page.getByLabel('この期間が必要な理由').inputValue()).toBe('大きなファイルの後に書いた理由')
  })
})
