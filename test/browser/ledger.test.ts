// The register and the programme as their keepers work on them in a browser: writing, approving, publishing, taking over a
// spreadsheet, copying and changing a programme; every page at both widths, by axe, and one of them without script.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openBrowser, overflow, seriousViolations, WIDTHS } from '../support/browser.ts'
import { type ServedSite, serveSite } from '../support/served-site.ts'
import { REGISTER_HEAD, registerRow, workbook } from '../support/workbook.ts'

const PASSWORD = 'sakyu-no-jitsuen'

if (noBrowser) console.warn(`browser tests skipped: ${noBrowser}`)

describe.skipIf(noBrowser)('keeping the register and the programme', () => {
  let site: ServedSite
  let browser: Browser
  beforeAll(async () => {
    site = await serveSite()
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  async function as(login: string, javaScriptEnabled = true): Promise<Page> {
    const context = await browser.newContext({ locale: 'ja-JP', viewport: WIDTHS.desktop, javaScriptEnabled })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    await page.goto(`${site.url}/sign-in`)
    await page.getByLabel('メールアドレス').fill(`${login}@example.jp`)
    await page.getByLabel('パスワード').fill(PASSWORD)
    await page.getByRole('button', { name: 'ログインする' }).click()
    await page.getByText('ログアウト').waitFor()
    return page
  }

  async function isUsable(page: Page) {
    expect(await seriousViolations(page)).toEqual([])
    for (const size of [WIDTHS.phone, WIDTHS.desktop]) {
      await page.setViewportSize(size)
      expect(await overflow(page), `${page.url()} is wider than ${size.width}`).toBeLessThanOrEqual(0)
    }
  }

  const open = (page: Page, path: string) => page.goto(`${site.url}/sakyu-ken/${path}`)
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()

  it('an amendment goes from the writer over the department to the desk', async () => {
    const writer = await as('shokan')
    await open(writer, 'ledger')
    await isUsable(writer)
    await writer.getByRole('link', { name: '棚卸し・修正・消除' }).click()
    await isUsable(writer)
    await press(writer, /修正する\s*：自動車税種別割課税ファイル/)
    await writer.getByLabel(/利用目的/).fill('')
    await press(writer, '所管課の承認を求める')
    await writer.getByText('入力内容を確認してください').waitFor()
    await isUsable(writer)
    await writer.getByLabel(/利用目的/).fill('自動車税種別割の賦課徴収と統計に用いる。')
    await writer.getByLabel(/修正の理由/).fill('統計を始めるため')
    await press(writer, '所管課の承認を求める')
    await writer.getByText('所管課の承認待ち').waitFor()

    const head = await as('shokan-kacho', false)
    await open(head, 'ledger')
    await head.getByRole('link', { name: '自動車税種別割課税ファイル' }).click()
    await head.getByText('自動車税種別割の賦課徴収と統計に用いる。').waitFor()
    await press(head, '所管課として承認する')

    const desk = await as('shinsa')
    await open(desk, 'ledger')
    await desk.getByRole('link', { name: '自動車税種別割課税ファイル' }).click()
    await isUsable(desk)
    await press(desk, '公表する')
    await desk.getByText('自動車税種別割の賦課徴収と統計に用いる。').waitFor()
    await desk.getByRole('link', { name: '記載の履歴' }).click()
    await desk.getByText('統計を始めるため').waitFor()
    await isUsable(desk)
    await open(desk, 'register-print')
    await isUsable(desk)
  })

  it('a spreadsheet is looked at and taken over', async () => {
    const writer = await as('shokan')
    await open(writer, 'ledger/import')
    await isUsable(writer)
    const rows = Array.from({ length: 3 }, (_, i) => registerRow(i + 1))
    await writer.getByLabel(/ファイル/).setInputFiles({
      name: '帳簿.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.from(workbook([{ name: '一覧', rows: [REGISTER_HEAD, ...rows] }])),
    })
    await press(writer, '送って確かめる')
    await writer.getByText('3件（足りないところのないもの').waitFor()
    await isUsable(writer)
    await writer.getByLabel(/提案の対象にするかを判断した者/).fill('試験課長')
    await writer.getByLabel(/本人の数を数えた日/).fill('2026-04-01')
    await writer.getByLabel(/保有を始めた日/).fill('2015-04-01')
    await writer.getByLabel(/「該当」とした理由/).fill('三つの要件を満たす。')
    await writer.getByLabel(/「非該当」とした理由/).fill('加工できる部分が少ない。')
    await writer.getByLabel(/支障の種類/).selectOption('M4')
    await press(writer, '読み直す')
    await writer.getByText('足りないところのないもの 3件').waitFor()
    await press(writer, '3件を取り込む')
    const head = await as('shokan-kacho')
    await open(head, 'ledger')
    await press(head, /件を所管課としてまとめて承認する/)
    await head.getByText('窓口の公表待ち').first().waitFor()
  })

  it('a programme is copied, refused a weaker value, and published', async () => {
    const administrator = await as('kanri')
    await open(administrator, 'programmes')
    await isUsable(administrator)
    await administrator.getByLabel(/名称/).fill('砂丘県 匿名加工情報の提供制度')
    await press(administrator, '写して下書きを作る')
    await administrator.getByRole('link', { name: '提案の募集と事前相談', exact: true }).click()
    await administrator
      .getByLabel(/^募集の期間/)
      .first()
      .fill('20')
    await press(administrator, '保存する')
    await administrator.getByText('規則第53条が定めるため、緩められません').first().waitFor()
    await isUsable(administrator)
    await administrator
      .getByLabel(/^募集の期間/)
      .first()
      .fill('45')
    await press(administrator, '保存する')
    await administrator.getByRole('link', { name: '違いと影響を見て公布する' }).click()
    await administrator.getByText('写し元との違い（1件）').waitFor()
    await isUsable(administrator)
    await press(administrator, 'この版を公布する')
    await administrator.getByText('施行中').first().waitFor()
    await isUsable(administrator)
    await administrator.getByRole('link', { name: '砂丘県 匿名加工情報の提供制度' }).first().click()
    await administrator.getByText('45日').waitFor()
    await isUsable(administrator)
  })
})
