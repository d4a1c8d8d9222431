import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listEntries } from '../../src/audit/index.ts'
import { addUser } from '../../src/auth/index.ts'
import { attachmentsOf, issuedDocumentsOf } from '../../src/modules/proposals/index.ts'
import { findProvision } from '../../src/modules/provision/index.ts'
import { digestOf } from '../../src/modules/provision/package.ts'
import { closeWhole, done, page, refused } from '../support/pages.ts'
import { completeAnswers, completePapers, pdf } from '../support/register.ts'
import { type MakeSite, PASSWORD, type TestSite, type Visitor } from '../support/site-client.ts'
import { act, caseIdOf, DATA, markOf, OFFER, type Office, openOffice, PUBLICATION, produce, RECIPE, sheet, TERMS } from '../support/way.ts'

const LETTER = { file: () => new File([pdf()], '受領書.pdf', { type: 'application/pdf' }) }

/** A proposer without an account, from the paper to the receipt. Runs on any runtime. */
export function handoverCases(makeSite: MakeSite): void {
  // long where every request crosses into a Worker
  describe('handing over to a proposer without an account', { timeout: 240_000 }, () => {
    let site: TestSite
    let office: Office
    let second: Visitor
    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site)
      const login = 'futari@example.jp'
      const added = await addUser(site.deps, {
        ...{ organisation: 'ken', login, name: '別の契約担当', password: PASSWORD, roles: ['contract-officer'] },
      })
      expect(added.ok).toBe(true)
      second = await site.signIn(login, PASSWORD)
    })
    afterAll(() => closeWhole(site))

    const { pledged: _, ...answers } = completeAnswers()
    /** A case that came on paper, carried to what was contracted. */
    const contracted = async () => {
      const { people, call, entry } = office
      const edit = await done(people.screening.post('/ken/proposals/paper', { about: `${call} ${entry}`, receivedOn: '2026-04-14' }))
      const path = edit.replace(/\/edit$/, '')
      const scans = { 'attachment-scan': pdf(), 'attachment-pledge': pdf() }
      await done(people.screening.post(edit, { ...answers, ...completePapers(), ...scans, intent: 'submit' }))
      await done(people.screening.post(`${path}/screening/start`))
      await done(people.screening.post(`${path}/screening`, sheet(office)))
      await done(people.screening.post(`${path}/screening/decision`, { ...OFFER, mark: await markOf(office, path), decision: 'fit' }))
      const apply = (over: Record<string, string | Blob>) =>
        people.contract.post(`${path}/contract/apply`, { agreed: 'yes', receivedOn: '2026-04-15', scan: LETTER.file(), ...over })
      const form = await wordOf(people.contract, `${path}/contract/application-form`)
      for (const part of ['提案社A', '532,850円', '　　年　　月　　日']) expect(form).toContain(part)
      await refused(apply({ scan: '' }), 422, '読み取ったファイル')
      await refused(apply({ receivedOn: '2026-04-14' }), 422, '2026-04-15以後の日')
      await done(apply({}))
      await done(people.contract.post(`${path}/contract/payment`, { paidOn: '2026-04-15', amount: '532850', reference: '納1' }))
      await done(people.contract.post(`${path}/contract/conclude`, { ...TERMS, recipe: RECIPE }))
      return path
    }
    /** Encryption chosen, made, confirmed. */
    const confirmed = async (recipient: Record<string, string>) => {
      const { people } = office
      const path = await contracted()
      await done(people.contract.post(`${path}/issue-order`))
      await produce(office, path)
      await done(people.department.post(`${path}/accept-result`))
      await done(people.screening.post(`${path}/provision/recipient`, { recipientKey: '', ...recipient }))
      await done(people.contract.post(`${path}/provision/prepare`, PUBLICATION))
      await done(people.custodian.post(`${path}/provision/confirm`, { checked: 'yes' }))
      return path
    }
    const wordOf = async (who: Visitor, path: string) => {
      const answer = await who.get(path)
      expect(answer.status).toBe(200)
      const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
      return new TextDecoder().decode(files['word/document.xml']).replaceAll(/<[^>]+>/g, '')
    }
    const provisionOf = async (path: string) => (await findProvision(site.deps.db, 'ken', caseIdOf(path)))!
    const fileOf = async (who: Visitor, path: string) => {
      const answer = await who.post(`${path}/provision/handover/file`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('content-disposition')).toMatch(/2026-\d{4}\.zip\.age/)
      return new Uint8Array(await answer.arrayBuffer())
    }
    const receipt = (path: string, over: Record<string, string | Blob> = {}) =>
      office.people.contract.post(`${path}/provision/receipt`, {
        ...{ handedBy: '窓口での手渡し', receivedOn: '2026-04-15', scan: LETTER.file(), compared: 'yes' },
        ...over,
      })

    it('no account agrees for a proposer on paper: the contract is sealed, the application is a scan', async () => {
      const path = await contracted()
      const forms = (await issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))).map(({ form }) => form)
      expect(forms).toContain('contract')
      expect(forms).not.toContain('contract-application')
      const kinds = (await attachmentsOf(site.deps.db, 'ken', caseIdOf(path))).map(({ kind }) => kind)
      expect(kinds).toContain('application-scan')
      const shown = await page(office.people.contract, path)
      expect(shown).toContain('書面の契約締結申込書：')
      expect(shown).not.toContain('契約書に電子で同意する')
      await refused(act(office.people.contract, path, 'accept-contract', { name: '職員' }), 422, '同意を待つ契約書がありません')
      for (const who of [office.people.processor, office.people.auditor])
        expect((await who.post(`${path}/provision/recipient`, { recipientKind: 'passphrase', recipientKey: '' })).status).toBe(403)
    })

    it('a passphrase made here is shown once, kept nowhere, and unknown to whoever writes the medium', async () => {
      const path = await confirmed({ recipientKind: 'passphrase' })
      const { people } = office
      expect((await people.contract.post(`${path}/provision/download`, { passphrase: 'x'.repeat(20) })).status).toBe(404)
      expect((await office.proposer.post(`${path}/provision/handover`)).status).toBe(404)
      expect((await people.auditor.post(`${path}/provision/handover`)).status).toBe(404)
      expect((await second.post(`${path}/provision/handover/file`)).status).toBe(404)
      await refused(receipt(path), 422, 'まだデータを受け取っていません')
      const form = await wordOf(people.contract, `${path}/provision/receipt-form`)
      for (const part of ['data.csv', (await provisionOf(path)).files![0]!.sha256, '　　年　　月　　日']) expect(form).toContain(part)
      for (const who of [office.proposer, people.auditor]) expect((await who.get(`${path}/provision/receipt-form`)).status).toBe(404)
      // applied for already
      expect((await people.contract.get(`${path}/contract/application-form`)).status).toBe(404)

      const made = await people.contract.post(`${path}/provision/handover`)
      expect([made.status, made.headers.get('cache-control')]).toEqual([200, 'no-store'])
      const html = await made.text()
      const passphrase = /<pre class="code large">([a-z2-9-]{23})<\/pre>/.exec(html)![1]!
      expect(html).toContain('もう表示できません')
      const { handover, packageSha256 } = await provisionOf(path)
      expect(handover).toMatchObject({ takenAt: null, takenBy: null })
      await refused(people.contract.post(`${path}/provision/handover/file`), 422, '暗号化した職員は、書き出せません')
      await refused(receipt(path), 422, 'まだデータを受け取っていません')

      // what was made before is destroyed
      const again = /<pre class="code large">([a-z2-9-]{23})<\/pre>/.exec(
        await (await people.contract.post(`${path}/provision/handover`)).text(),
      )![1]!
      expect(again).not.toBe(passphrase)
      expect(await site.deps.objects.get(handover!.object)).toBeNull()

      const file = await fileOf(second, path)
      const kept = (await provisionOf(path)).handover!
      expect(digestOf(file)).toBe(kept.sha256)
      expect(kept.takenAt).not.toBeNull()
      const age = new Decrypter()
      age.addPassphrase(again)
      const plain = await age.decrypt(file)
      expect(digestOf(plain)).toBe(packageSha256)
      expect(new TextDecoder().decode(unzipSync(plain)['data.csv'])).toBe(DATA)
      const old = new Decrypter()
      old.addPassphrase(passphrase)
      await expect(old.decrypt(file)).rejects.toThrow()

      await refused(receipt(path, { handedBy: '電子メール' }), 422, '引渡しの方法')
      await refused(receipt(path, { scan: '' }), 422, '読み取ったファイル')
      await refused(receipt(path, { receivedOn: '2026-04-16' }), 422, '今日までの日')
      await refused(receipt(path, { compared: '' }), 422, '一致しました')
      await done(receipt(path))
      const shown = await page(people.contract, path)
      for (const part of ['利用中', '書面の受領書：', '窓口での手渡し（令和8年4月15日）']) expect(shown).toContain(part)
      expect((await issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))).map(({ form }) => form)).not.toContain('provision-receipt')
      expect((await provisionOf(path)).handover).toBeNull()
      expect(await site.deps.objects.get(kept.object)).toBeNull()
      expect((await second.post(`${path}/provision/handover/file`)).status).toBe(404)

      const log = await listEntries(site.deps.db, 'ken', { all: true, subject: `proposal:${caseIdOf(path)}` })
      expect(log.map(({ type }) => type)).toEqual(expect.arrayContaining(['handover-made', 'handover-taken', 'data-received']))
      const rows = JSON.stringify([log, await provisionOf(path), await page(people.contract, path)])
      for (const secret of [passphrase, again]) expect(rows).not.toContain(secret)
      expect(await page(site.visitor, '/ken/provisions')).toContain(PUBLICATION.publicRecipient)
      const close = (over: Record<string, string | Blob>) =>
        people.contract.post(`${path}/provision/close`, {
          ...{ erasedOn: '2026-04-15', method: '上書きして消去した。', receivedOn: '2026-04-15', scan: LETTER.file() },
          ...over,
        })
      await refused(close({ scan: '' }), 422, '読み取ったファイル')
      await refused(close({ receivedOn: '2026-04-14' }), 422, '2026-04-15以後の日')
      await refused(close({ scan: new File(['MZ'], '報告.pdf') }), 422, '添付できるのは')
      const wrong = await (await close({ method: '', scan: '' })).text()
      expect(wrong).toContain('value="2026-04-15"')
      await done(close({}))
      expect(await page(people.contract, path)).toContain('書面の消去報告書：')
    })

    it('keeps the scan of what a terminated user reports on paper, and makes no paper in its name', async () => {
      const path = await contracted()
      const { contract, department } = office.people
      await done(act(contract, path, 'propose-termination', { ground: '3', reason: '承諾なく第三者に渡した。' }))
      await done(act(contract, path, 'state-opinion', { reason: '手違いであった。' }))
      await done(act(department, path, 'terminate', { reason: '重大な違反である。', eraseBy: '2026-05-15' }))
      const report = { erasedOn: '2026-04-15', method: '上書き', objects: 'データ\n複製', erasedBy: '部長' }
      await refused(act(contract, path, 'report-erasure', report), 422, '消去報告書を読み取ったファイル')
      await done(act(contract, path, 'report-erasure', { ...report, receivedOn: '2026-04-15', scan: LETTER.file() }))
      const shown = await page(contract, path)
      for (const part of ['書面の消去報告書：', '消去の日 2026-04-15。方法：上書き。']) expect(shown).toContain(part)
      expect((await issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))).map(({ form }) => form)).not.toContain('erasure-report')
    })

    it('with the proposer’s own age key, given on paper, no passphrase is made', async () => {
      const identity = await generateIdentity()
      const path = await confirmed({ recipientKind: 'public-key', recipientKey: await identityToRecipient(identity) })
      const made = await (await office.people.custodian.post(`${path}/provision/handover`)).text()
      expect(made).toContain('提案者の公開鍵で暗号化しました')
      expect(made).not.toContain('class="code large"')
      const age = new Decrypter()
      age.addIdentity(identity)
      expect(digestOf(await age.decrypt(await fileOf(second, path)))).toBe((await provisionOf(path)).packageSha256)
      await done(receipt(path, { handedBy: '書留郵便' }))
    })
  })
}
