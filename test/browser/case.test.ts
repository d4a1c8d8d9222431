// One case from the register to the hand-over, as its people do it in a browser:
//  1. anyone reads the register and the open call
//  2. a proposer registers, writes the proposal, saves a draft, attaches papers, submits, gets a receipt number
//  3. a screening officer judges the seven criteria, sends it back once, and decides; (tottori: after hearing opinions)
//  4. the proposer applies for the contract; payment is recorded; the contract is made with its recipe
//  5. the order goes to the processor; the site is killed in the middle of the run, starts again and finishes
//  6. the report is read and the result accepted
//  7. the hand-over is prepared by one person, confirmed by another; the proposer downloads, opens and acknowledges it
//  8. register, ledger and public log show it; the log verifies
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Decrypter } from 'age-encryption'
import { unzipSync } from 'fflate'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest'
import { noBrowser, openBrowser, overflow, seriousViolations, WIDTHS } from '../support/browser.ts'
import { type ServedSite, serveSite } from '../support/served-site.ts'

const PASSWORD = 'sakyu-no-jitsuen'
const PASSPHRASE = '砂の丘を渡る風の音を聞く 2026'
const RECIPES = 'data-catalog/files/住民税課税台帳/recipes'

if (noBrowser) console.warn(`browser tests skipped: ${noBrowser}`)

const WAYS = [
  {
    programme: 'appi',
    organisation: 'sakyu-ken',
    width: 'desktop' as const,
    fee: '32,850円',
    officers: { shinsa: 'shinsa', keiyaku: 'keiyaku', kako: 'kako', hogo: 'hogo' },
    word: '行政機関等匿名加工情報',
  },
  {
    programme: 'tottori',
    organisation: 'jorei-ken',
    width: 'phone' as const,
    // with 210円 for the one third party that is asked
    fee: '33,060円',
    officers: { shinsa: 'jorei-shinsa', keiyaku: 'jorei-keiyaku', kako: 'jorei-kako', hogo: 'jorei-hogo' },
    word: '実施機関非識別加工情報',
  },
]

describe.skipIf(noBrowser)('a case from the register to the hand-over', () => {
  let site: ServedSite
  let browser: Browser
  const contexts: BrowserContext[] = []
  beforeAll(async () => {
    site = await serveSite()
    browser = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  /** A person's own browser. */
  async function as(width: keyof typeof WIDTHS, login?: string): Promise<Page> {
    const context = await browser.newContext({ locale: 'ja-JP', viewport: WIDTHS[width], acceptDownloads: true })
    contexts.push(context)
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    if (login) {
      await page.goto(`${site.url}/sign-in`)
      await page.getByLabel('メールアドレス').fill(`${login}@example.jp`)
      await page.getByLabel('パスワード').fill(PASSWORD)
      await page.getByRole('button', { name: 'ログインする' }).click()
      await page.getByText('ログアウト').waitFor()
    }
    return page
  }

  /** The page as everybody must be able to use it. */
  async function isUsable(page: Page) {
    expect(await seriousViolations(page)).toEqual([])
    expect(await overflow(page), `${page.url()} is wider than its window`).toBeLessThanOrEqual(0)
  }

  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()

  for (const way of WAYS)
    it(`under ${way.programme}, at ${way.width} width`, { timeout: 300_000 }, async () => {
      const { organisation, officers } = way
      onTestFailed(async () => {
        for (const page of contexts.flatMap((context) => context.pages()))
          console.error(`${page.url()}\n${await page.locator('main').innerText()}\n`)
      })

      // 1
      const visitor = await as(way.width)
      await visitor.goto(`${site.url}/${organisation}/register`)
      await isUsable(visitor)
      await visitor.getByLabel('言葉で調べる').fill('税')
      await press(visitor, '調べる')
      await visitor.getByRole('link', { name: '個人住民税課税台帳ファイル' }).click()
      await isUsable(visitor)
      await visitor.goto(`${site.url}/${organisation}/calls`)
      await visitor.locator('main').getByRole('link', { name: /募集/ }).first().click()
      await isUsable(visitor)
      const callUrl = visitor.url()

      // 2
      const login = `jigyo-${way.programme}`
      const proposer = await as(way.width)
      await proposer.goto(`${site.url}/sign-up`)
      for (const [label, value] of [
        ['法人・団体の名称（個人の場合は氏名）', '試験提案社'],
        ['代表者の氏名', '代表者A'],
        ['住所又は所在地', '試験県試験市1-1'],
        ['電話番号', '000-000-0000'],
        ['担当者の氏名', '提案者A'],
        ['メールアドレス', `${login}@example.jp`],
        ['パスワード', PASSWORD],
      ] as const)
        await proposer.getByLabel(label).fill(value)
      await press(proposer, '登録する')
      await proposer.goto(callUrl)
      await proposer
        .locator('main li, main tr')
        .filter({ hasText: '個人住民税課税台帳ファイル' })
        .getByRole('link', { name: /提案/ })
        .first()
        .click()
      await press(proposer, /下書き|書き始める|提案書/)
      await isUsable(proposer)
      await fillProposal(proposer)
      await press(proposer, '下書きを保存する')
      await press(proposer, /提案を提出する/)
      await proposer
        .getByText(/\d{4}-\d{4}/)
        .first()
        .waitFor()
      const casePath = new URL(proposer.url()).pathname.match(/^\/[^/]+\/proposals\/[^/]+/)![0]
      await isUsable(proposer)

      // 3
      const screening = await as('desktop', officers.shinsa)
      const open = async (page: Page) => {
        await page.goto(site.url + casePath)
        return page
      }
      await screening.goto(`${site.url}/${organisation}/desk`)
      await isUsable(screening)
      await open(screening)
      await screening.getByRole('link', { name: '審査票を書く' }).click()
      await press(screening, '審査を始める')
      await screening.getByRole('link', { name: '補正を求める' }).click()
      await isUsable(screening)
      await screening.getByLabel(/項目7/).fill('責任者の役職を書き足してください。')
      await press(screening, '補正を求める文書を出す')
      await open(proposer)
      await proposer
        .getByRole('link', { name: /直|補正/ })
        .first()
        .click()
      await proposer.getByText('責任者の役職を書き足してください。').waitFor()
      await isUsable(proposer)
      const measures = proposer.locator('textarea:visible').first()
      await measures.fill(`${await measures.inputValue()} 責任者は情報管理部長。`)
      await press(proposer, /再び提出する/)

      if (way.programme === 'tottori') {
        await screening.goto(`${site.url}${casePath}/screening`)
        await screening
          .getByRole('link', { name: /を求める$/ })
          .last()
          .click()
        await isUsable(screening)
        for (const [label, value] of [
          ['名称', '試験法人'],
          ['所在地', '試験県試験市2-2'],
          ['ファイルに含まれるその第三者の情報', '所在地と名称'],
        ] as const)
          await screening.getByLabel(label).first().fill(value)
        await press(screening, '意見を求める文書を出す')
        await screening.goto(`${site.url}${casePath}/screening/opinions`)
        await screening.getByLabel('反対しない').check()
        await screening.getByLabel('意見の要旨').fill('支障はない。')
        await press(screening, '意見を記録する')
      }
      await screening.goto(`${site.url}${casePath}/screening`)
      await isUsable(screening)
      for (const choice of await screening.getByLabel('満たす', { exact: true }).all()) await choice.check()
      for (const area of await screening.getByLabel('根拠（内部の記録）').all()) await area.fill('提案書と添付書類を確かめた。')
      for (const area of await screening.getByLabel('理由（通知に載る）').all()) await area.fill('提案書の記載による。')
      await press(screening, /決定へ進む/)
      await isUsable(screening)
      await screening.getByLabel('作成に要する時間の見込み（分）').fill('130')
      await screening.getByLabel('作成の委託に要する費用（円）').fill('0')
      await fillEmpty(screening)
      await press(screening, /計算する/)
      await screening.getByText(way.fee).first().waitFor()
      await press(screening, /適合と決定/)
      await open(proposer)
      await proposer
        .getByRole('link', { name: /審査結果通知書/ })
        .first()
        .click()
      expect(await proposer.locator('main').innerText()).toContain(way.fee)
      expect(await proposer.locator('main').innerText()).toContain(way.word)
      await isUsable(proposer)

      // 4
      await open(proposer)
      await proposer.getByLabel(/納付の期限、提供の方法を確かめました/).check()
      await press(proposer, '契約を申し込む')
      const contracts = await as('desktop', officers.keiyaku)
      await open(contracts)
      await contracts.getByLabel(/（円）/).fill(way.fee.replaceAll(/\D/g, ''))
      await contracts.getByLabel(/番号/).first().fill('試-1')
      await press(contracts, '納付を記録する')
      await open(contracts)
      await contracts.locator('#recipe').fill(readFileSync(`${RECIPES}/teian-2026-003.json`, 'utf8'))
      // by content: Chromium cannot open a Japanese path where the locale is not UTF-8
      await contracts
        .locator('#files')
        .setInputFiles({ name: 'occupation.csv', mimeType: 'text/csv', buffer: readFileSync(`${RECIPES}/occupation.csv`) })
      await contracts.locator('#court').fill('試験地方裁判所')
      await press(contracts, '契約を締結し、契約書を作る')
      await contracts.getByRole('button', { name: '加工を指示する' }).waitFor()
      await isUsable(contracts)
      await press(contracts, '加工を指示する')
      const orderUrl = contracts.url()

      // 5
      const processor = await as(way.width, officers.kako)
      await processor.goto(orderUrl)
      await processor.getByLabel('元のファイルの場所').fill('/etc/passwd')
      await press(processor, '加工を始める')
      await processor.getByText('加工する端末に定められたフォルダーの外').waitFor({ timeout: 30_000 })
      await processor.getByLabel('元のファイルの場所').fill('住民税課税台帳_提案用抽出.csv')
      await press(processor, '加工を始める')
      // a runner has it: the process is killed while it works
      await processor
        .locator('#run-step')
        .filter({ hasText: /受け取りました|読んで|選んで|探して|測って|書いて|確かめて/ })
        .waitFor()
      await site.kill()
      await site.start()
      await processor.goto(orderUrl)
      await isUsable(processor)
      await processor.getByText('加工の報告').waitFor({ timeout: 120_000 })
      await isUsable(processor)
      expect(await processor.locator('main').innerText()).toMatch(/k = \d+、必要 5/)

      // 6
      await open(contracts)
      await press(contracts, '加工結果を承認する')

      // 7
      await open(proposer)
      await press(proposer, 'この方法にする')
      await open(contracts)
      await press(contracts, '提供を準備する')
      const custodian = await as('desktop', officers.hogo)
      await open(custodian)
      await isUsable(custodian)
      await custodian.getByLabel(/公表する内容を確かめました/).check()
      await press(custodian, '確認して引き渡す')
      await open(proposer)
      await proposer.locator('#passphrase').fill(PASSPHRASE)
      await proposer.locator('#passphraseAgain').fill(PASSPHRASE)
      const [download] = await Promise.all([proposer.waitForEvent('download'), press(proposer, '暗号化して受け取る')])
      const saved = join(site.folder, `${way.programme}.age`)
      await download.saveAs(saved)
      const decrypter = new Decrypter()
      decrypter.addPassphrase(PASSPHRASE)
      const files = unzipSync(await decrypter.decrypt(new Uint8Array(readFileSync(saved))))
      const name = Object.keys(files).find((file) => /data\.csv$/.test(file))!
      const csv = new TextDecoder().decode(files[name]!)
      expect(csv.split('\n')[0]).toBe('宛名番号,世帯番号,生年月日,住所,職業,世帯人数,所得,年度')
      const digest = createHash('sha256').update(files[name]!).digest('hex')
      expect(Object.entries(files).some(([file, bytes]) => file !== name && new TextDecoder().decode(bytes).includes(digest))).toBe(true)
      writeFileSync(join(site.folder, `${way.programme}.csv`), csv)
      await open(proposer)
      await proposer.getByLabel(/一致しました/).check()
      await press(proposer, '受領を記録する')

      // 8
      await visitor.goto(`${site.url}/${organisation}/provisions`)
      expect(await visitor.locator('main').innerText()).toContain('試験提案社')
      await isUsable(visitor)
      await visitor.goto(`${site.url}/${organisation}/log`)
      await isUsable(visitor)
      await visitor.goto(`${site.url}/${organisation}/register`)
      await visitor.getByRole('link', { name: '個人住民税課税台帳ファイル' }).click()
      expect(await visitor.locator('main').innerText()).toMatch(/本人の数/)
      for (const context of contexts.splice(0)) await context.close()
    })

  it('the log of everything above verifies', () => {
    const text = execFileSync(process.execPath, ['src/cli.ts', 'audit', 'verify'], {
      env: { ...process.env, SAKYU_DATA: site.folder },
      encoding: 'utf8',
    })
    expect(text).not.toBe('')
  })

  async function fillProposal(page: Page) {
    await page.getByLabel('法人その他の団体').check()
    await fillEmpty(page)
    for (const box of await page.locator('ul.wants input[type=checkbox]').all()) await box.check()
    for (const fine of await page.locator('ul.wants input[type=text]').all()) await fine.fill('粗くてよい')
    await page.locator('#persons').fill('2000')
    const year = new Date().getFullYear() + 1
    await page.locator('#period-from').fill(`${year}-04-01`)
    await page.locator('#period-to').fill(`${year + 1}-03-31`)
    for (const kind of await page.locator('select[id^=document-]:visible').all()) await kind.selectOption({ index: 1 })
    for (const day of await page.locator('input[id^=issued-]:visible').all()) await day.fill(new Date().toISOString().slice(0, 10))
    for (const group of await page.locator('fieldset:has(input[type=radio])').all())
      if (!(await group.locator('input:checked').count())) await group.locator('input[type=radio]').first().check()
    for (const file of await page.locator('input[type=file]:visible').all())
      await file.setInputFiles({ name: '書類.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%試験の書類\n%%EOF\n') })
    for (const box of await page.locator('input[id^=masked-]:visible').all()) await box.check()
    await page.getByLabel('上のとおり誓約します').check()
  }

  /** Every required text that is still empty gets something plausible. */
  async function fillEmpty(page: Page) {
    for (const field of await page.locator('main input[type=text]:visible, main textarea:visible').all())
      if ((await field.inputValue()) === '') await field.fill('試験の記入')
    for (const field of await page.locator('main input[type=date]:visible').all())
      if ((await field.inputValue()) === '') await field.fill(`${new Date().getFullYear() + 1}-04-01`)
    for (const group of await page.locator('main fieldset:has(input[type=radio]):visible').all())
      if (!(await group.locator('input:checked').count())) await group.locator('input[type=radio]').last().check()
  }
})
