import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listEntries } from '../../src/audit/index.ts'
import { issuedDocumentsOf } from '../../src/modules/proposals/index.ts'
import { findProvision } from '../../src/modules/provision/index.ts'
import { digestOf } from '../../src/modules/provision/package.ts'
import { madeDataOf } from '../../src/modules/register/index.ts'
import { closeWhole, refused, page as text } from '../support/pages.ts'
import { reportOf } from '../support/reports.ts'
import type { MakeSite, TestSite } from '../support/site-client.ts'
import { carryTo, caseIdOf, DATA, type Office, openOffice, PASSPHRASE, PUBLICATION } from '../support/way.ts'

/** From the accepted result to the receipt. Runs on any runtime. */
export function provisionCases(makeSite: MakeSite): void {
  describe('provision', () => {
    let site: TestSite
    let office: Office
    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site)
    })
    afterAll(() => closeWhole(site))

    const provisionOf = async (path: string) => (await findProvision(site.deps.db, 'ken', caseIdOf(path)))!
    const prepare = (path: string) => office.people.contract.post(`${path}/provision/prepare`, PUBLICATION)
    const byPassphrase = (path: string) =>
      office.proposer.post(`${path}/provision/recipient`, { recipientKind: 'passphrase', recipientKey: '' })

    it('prepares only once the recipient has said how to encrypt', async () => {
      const path = await carryTo(office, 'ready')
      await refused(await prepare(path), 422, '暗号化の方法をまだ選んでいません')
      expect((await byPassphrase(path)).status).toBe(303)
      await refused(
        await office.people.contract.post(`${path}/provision/prepare`, { ...PUBLICATION, publicPurpose: '' }),
        422,
        '公表する利用の目的：入力してください。',
      )
      expect((await prepare(path)).status).toBe(303)
      const { packageObject, files } = await provisionOf(path)
      expect(files!.map(({ name }) => name)).toEqual([
        'data.csv',
        'datapackage.json',
        'summary.json',
        'README.txt',
        'conditions-of-use.docx',
      ])
      const kept = (await site.deps.objects.get(packageObject!))!
      expect(new TextDecoder('latin1').decode(kept)).not.toContain('data.csv')
    })

    it('does not prepare a result of another recipe', async () => {
      const path = await carryTo(office, 'ready')
      await byPassphrase(path)
      const { processingOrders } = await import('../../src/modules/processing/schema.ts')
      const { eq } = await import('drizzle-orm')
      await site.deps.db
        .update(processingOrders)
        .set({ report: reportOf('e'.repeat(64), digestOf(new TextEncoder().encode(DATA))) })
        .where(eq(processingOrders.caseId, caseIdOf(path)))
      await refused(await prepare(path), 422, '契約した加工方法によるものではありません')
    })

    it('needs four eyes: whoever prepared may not confirm', async () => {
      const path = await carryTo(office, 'ready')
      await byPassphrase(path)
      expect((await office.people.custodian.post(`${path}/provision/prepare`, PUBLICATION)).status).toBe(303)
      await refused(
        await office.people.custodian.post(`${path}/provision/confirm`, { checked: 'yes' }),
        403,
        '前の操作をした人とは別の人が行う必要があります',
      )
      expect((await provisionOf(path)).confirmedAt).toBeNull()
    })

    it('keeps the package from everybody until it is confirmed, and from officials always', async () => {
      const path = await carryTo(office, 'prepared')
      const passphrases = { passphrase: PASSPHRASE, passphraseAgain: PASSPHRASE }
      expect((await office.proposer.post(`${path}/provision/download`, passphrases)).status).toBe(404)
      await refused(await office.people.custodian.post(`${path}/provision/confirm`, {}), 422, '「確かめました」に印')
      expect((await office.people.custodian.post(`${path}/provision/confirm`, { checked: 'yes' })).status).toBe(303)
      for (const who of [office.people.custodian, office.people.contract, office.people.administrator])
        expect((await who.post(`${path}/provision/download`, passphrases)).status).toBe(404)
    })

    it('hands it over by passphrase, whole: every file by its hash, nothing of the source', async () => {
      const path = await carryTo(office, 'delivered')
      const download = (passphrase: string, passphraseAgain = passphrase) =>
        office.proposer.post(`${path}/provision/download`, { passphrase, passphraseAgain })
      await refused(await download('mijikai'), 422, '合い言葉は16文字以上')
      await refused(await download(PASSPHRASE, `${PASSPHRASE}!`), 422, '二つの合い言葉が同じではありません')
      // A download leaves the page as it is: the receipt must stand on it already.
      expect(await text(office.proposer, path)).toContain('受領を記録する</button>')
      await refused(await office.proposer.post(`${path}/provision/receipt`, { compared: 'yes' }), 422, 'まだデータを受け取っていません')
      const answer = await download(PASSPHRASE)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="2026-\d{4}\.zip\.age"$/)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      const age = new Decrypter()
      age.addPassphrase(PASSPHRASE)
      const zip = await age.decrypt(new Uint8Array(await answer.arrayBuffer()))
      const provision = await provisionOf(path)
      expect(digestOf(zip)).toBe(provision.packageSha256)
      const inside = unzipSync(zip)
      for (const { name, sha256 } of provision.files!) expect(digestOf(inside[name]!)).toBe(sha256)
      expect(strFromU8(inside['data.csv']!)).toBe(DATA)
      expect(strFromU8(inside['README.txt']!)).toContain('ken知事が「住民税課税台帳」を加工して作成した行政機関等匿名加工情報')
      const readable = ['datapackage.json', 'summary.json', 'README.txt', 'SHA256SUMS.txt']
        .map((name) => strFromU8(inside[name]!))
        .join('\n')
      for (const source of ['4321', '4,321', 'f'.repeat(64), '4444']) expect(readable).not.toContain(source)

      await refused(await office.proposer.post(`${path}/provision/receipt`, {}), 422, '「一致しました」に印')
      expect((await office.proposer.post(`${path}/provision/receipt`, { compared: 'yes' })).status).toBe(303)
      const receipt = (await issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))).find(({ form }) => form === 'provision-receipt')!
      expect(JSON.stringify(receipt.model)).toContain(provision.files![0]!.sha256)
      const log = await listEntries(site.deps.db, 'ken', { all: true, subject: `proposal:${caseIdOf(path)}` })
      expect(log.slice(0, 4).map(({ type }) => type)).toEqual([
        'data-received',
        'package-downloaded',
        'data-provided',
        'provision-prepared',
      ])
      expect(JSON.stringify(log)).not.toContain(PASSPHRASE)
    })

    it('hands it over to an age public key', async () => {
      const path = await carryTo(office, 'contracted')
      const identity = await generateX25519Identity()
      const recipientKey = await identityToRecipient(identity)
      const secret = await refused(
        await office.proposer.post(`${path}/provision/recipient`, { recipientKind: 'public-key', recipientKey: identity }),
        422,
        'これは秘密鍵です',
      )
      expect(secret).not.toContain(identity)
      expect((await office.proposer.post(`${path}/provision/recipient`, { recipientKind: 'public-key', recipientKey })).status).toBe(303)
      const { produce } = await import('../support/way.ts')
      await office.people.contract.post(`${path}/issue-order`)
      await produce(office, path)
      await office.people.department.post(`${path}/accept-result`)
      await prepare(path)
      await office.people.custodian.post(`${path}/provision/confirm`, { checked: 'yes' })
      await refused(await byPassphrase(path), 422, '暗号化の方法は変えられません')
      const answer = await office.proposer.post(`${path}/provision/download`, {})
      const age = new Decrypter()
      age.addIdentity(identity)
      expect(digestOf(await age.decrypt(new Uint8Array(await answer.arrayBuffer())))).toBe((await provisionOf(path)).packageSha256)
    })

    it('stops at a package that was changed while it was kept', async () => {
      const path = await carryTo(office, 'prepared')
      const { packageObject } = await provisionOf(path)
      const kept = (await site.deps.objects.get(packageObject!))!
      const changed = kept.slice()
      changed[changed.length - 1]! ^= 1
      await site.deps.objects.put(packageObject!, changed)
      await refused(await office.people.custodian.post(`${path}/provision/confirm`, { checked: 'yes' }), 422, '準備したときと一致しません')
      await site.deps.objects.put(packageObject!, kept)
      expect((await office.people.custodian.post(`${path}/provision/confirm`, { checked: 'yes' })).status).toBe(303)
    })

    it('lets one of two concurrent confirmations win', async () => {
      const path = await carryTo(office, 'prepared')
      const answers = await Promise.all([1, 2].map(() => office.people.custodian.post(`${path}/provision/confirm`, { checked: 'yes' })))
      expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
      const made = (await madeDataOf(site.deps.db, 'ken', office.entry)).filter(({ caseId }) => caseId === caseIdOf(path))
      expect(made).toHaveLength(1)
    })

    it('tells the confirming official when processing left fewer people than the law asks of a proposal', async () => {
      const path = await carryTo(office, 'prepared')
      expect(await text(office.people.custodian, path)).not.toContain('下回りました')
      const { provisions } = await import('../../src/modules/provision/schema.ts')
      const { eq } = await import('drizzle-orm')
      const { ledger } = await provisionOf(path)
      await site.deps.db
        .update(provisions)
        .set({ ledger: { ...ledger!, persons: 999 } })
        .where(eq(provisions.caseId, caseIdOf(path)))
      expect(await text(office.people.custodian, path)).toContain('本人の数が 999人になりました')
    })

    it('ends the use on the report of erasure, and destroys the package', async () => {
      const path = await carryTo(office, 'in-use')
      const { packageObject } = await provisionOf(path)
      const close = (erasedOn: string) =>
        office.people.contract.post(`${path}/provision/close`, { erasedOn, method: '復元できない方法で消去した。' })
      await refused(await close('2026-04-16'), 422, '消去の日が今日より後')
      expect(await site.deps.objects.get(packageObject!)).not.toBeNull()
      expect((await close('2026-04-15')).status).toBe(303)
      expect(await site.deps.objects.get(packageObject!)).toBeNull()
      expect(await provisionOf(path)).toMatchObject({
        packageKey: null,
        packageObject: null,
        packageSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      })
      const passphrases = { passphrase: PASSPHRASE, passphraseAgain: PASSPHRASE }
      expect((await office.proposer.post(`${path}/provision/download`, passphrases)).status).toBe(404)
      expect(await text(office.proposer, path)).toContain('復元できない方法で消去した。')
    })

    it('shows the provision to everybody: ledger, register entry, log', async () => {
      const path = await carryTo(office, 'ready')
      await byPassphrase(path)
      const publicPurpose = '確認されるまで公表されない目的'
      await office.people.contract.post(`${path}/provision/prepare`, { ...PUBLICATION, publicPurpose })
      expect(await text(site.visitor, '/ken/provisions')).not.toContain(publicPurpose)
      await office.people.custodian.post(`${path}/provision/confirm`, { checked: 'yes' })
      const ledger = await text(site.visitor, '/ken/provisions')
      for (const part of ['住民税課税台帳', '提案社A', publicPurpose, '宛名番号、生年月日、金額', '2,000人']) expect(ledger).toContain(part)
      expect(ledger).not.toContain('誤差を加えた項目')
      const { provisions } = await import('../../src/modules/provision/schema.ts')
      const { eq } = await import('drizzle-orm')
      const { ledger: line } = await provisionOf(path)
      expect(line!.noise).toEqual([])
      await site.deps.db
        .update(provisions)
        .set({ ledger: { ...line!, noise: [{ column: '金額', provisions: 4, share: 0.5 }] } })
        .where(eq(provisions.caseId, caseIdOf(path)))
      expect(await text(site.visitor, '/ken/provisions')).toContain(
        '同じファイルから4件目の提供です。すべてを平均すると、誤差の大きさは50%になります',
      )
      const entry = await text(site.visitor, '/ken/register/tax')
      expect(entry).toContain('宛名番号')
      expect(entry).toContain('2,000人')
      const log = await text(site.visitor, '/ken/log')
      expect(log).toContain('データを提供した')
      expect(log).not.toContain('基準の判断を記録した')
    })
  })
}
