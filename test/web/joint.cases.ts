import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listEntries } from '../../src/audit/index.ts'
import { entryDraft } from '../support/entries.ts'
import { closeWhole, idOf, page, unescaped } from '../support/pages.ts'
import { completeAnswers, completePapers, datedPaper, startDraft, submitted, withCall, withEntries } from '../support/register.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'

const NOW = '2026-04-15T10:00:00+09:00'

/** Several who propose together: joined by a link, each with pledge, papers and agreement of its own. Runs on any runtime. */
export function jointCases(makeSite: MakeSite): void {
  describe('joint proposals', () => {
    let site: TestSite
    let a: Visitor
    let b: Visitor & { organisationId: string }
    let c: Visitor & { organisationId: string }
    let stranger: Visitor
    let people: Record<string, Visitor>
    let entry: string
    let call: string
    beforeAll(async () => {
      site = await makeSite({ at: NOW })
      people = await site.government('ken', 'appi', { screening: ['screening-officer'], processor: ['processor'] })
      a = await site.proposer('teian-a')
      b = await site.proposer('teian-b')
      c = await site.proposer('teian-c')
      stranger = await site.proposer('teian-d')
      entry = (await withEntries(site, 'ken', [entryDraft({ slug: 'tax', name: '住民税課税台帳' })])).tax!
      call = await withCall(site, 'ken', [entry])
    })
    beforeEach(() => site.setClock(NOW))
    afterAll(() => closeWhole(site))

    const refusalsIn = async (answer: Response) => {
      expect(answer.status).toBe(422)
      return /role="alert".*?<\/ul>/s.exec(unescaped(await answer.text()))?.[0] ?? ''
    }
    const newDraft = async () => {
      const path = await startDraft(a, 'ken', call, entry)
      await a.post(`${path}/edit`, { ...completeAnswers(), ...completePapers(), intent: 'save' })
      return path
    }
    const invite = async (path: string) => {
      const answer = await a.post(`${path}/edit`, { ...completeAnswers(), intent: 'invite' })
      expect(answer.status).toBe(200)
      const link = new URL(/<pre class="code">([^<]+)<\/pre>/.exec(await answer.text())![1]!)
      expect(link.pathname).toBe(`${path}/join`)
      return { link: link.pathname + link.search, token: link.searchParams.get('token')! }
    }
    const who = (name: string) => ({
      'joint-kind': 'body',
      'joint-name': name,
      'joint-address': '試験県試験市5',
      'joint-representative': `代表 ${name}`,
    })
    const join = async (path: string, visitor: Visitor, name: string) => {
      const { token } = await invite(path)
      const answer = await visitor.post(`${path}/join`, { ...who(name), token })
      expect(answer.headers.get('location')).toBe(`${path}/joint`)
    }
    const agreedIn = (html: string) => /name="agreed" value="([0-9a-f]{64})"/.exec(html)![1]!
    const agree = async (path: string, visitor: Visitor, name: string, over: Record<string, string | Blob> = {}) =>
      visitor.post(`${path}/joint`, {
        ...who(name),
        ...datedPaper('identity-body', 'seal'),
        pledged: 'yes',
        agreed: agreedIn(await page(visitor, `${path}/joint`)),
        ...over,
        intent: 'agree',
      })
    const submit = (path: string) => a.post(`${path}/edit`, { ...completeAnswers(), intent: 'submit' })

    it('lets one organisation in by a link, once, in time, and no other', async () => {
      const path = await newDraft()
      for (const visitor of [b, stranger]) await page(visitor, path, 404)
      const { link, token } = await invite(path)
      expect((await site.visitor.get(link)).headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(link)}`)
      expect(await page(b, `${path}/join?token=wrong`, 404)).toContain('この招待は使えません')
      expect(await page(people.screening!, link)).toContain('提案者として登録した方だけ')
      const offered = await page(b, link)
      expect(offered).toContain('value="提案社 teian-b"')
      expect(offered).toMatch(/代表者の氏名<span class="badge-required">/)
      expect(await refusalsIn(await b.post(`${path}/join`, { ...who(''), token }))).toContain('氏名又は名称：入力してください。')
      expect(await refusalsIn(await a.post(`${path}/join`, { ...who('A'), token }))).toContain('すでにこの提案の提案者です')
      expect((await b.post(`${path}/join`, { ...who('共同社B'), token })).headers.get('location')).toBe(`${path}/joint`)
      // who has joined already is led to what is to be done
      expect((await b.get(link)).headers.get('location')).toBe(`${path}/joint`)
      // spent
      expect(await page(c, link, 404)).toContain('この招待は使えません')
      expect((await c.post(`${path}/join`, { ...who('共同社C'), token })).status).toBe(404)
      await page(c, path, 404)
      expect(await page(b, path)).toContain('共同社B')
      expect(await page(b, '/ken/proposals')).toContain(path)
      // expired
      const late = await invite(path)
      site.setClock('2026-04-29T10:00:01+09:00')
      expect(await page(c, late.link, 404)).toContain('この招待は使えません')
      // made anew: the one before stops working
      const [one, two] = [await invite(path), await invite(path)]
      expect(await page(c, one.link, 404)).toContain('この招待は使えません')
      await page(c, two.link)
      const log = await listEntries(site.deps.db, 'ken', { all: true, subject: `proposal:${idOf(path)}` })
      expect(log.map(({ type }) => type)).toContain('joint-joined')
      expect(JSON.stringify(log)).not.toContain('共同社B')
      expect(JSON.stringify(log)).not.toContain(token)
    })

    it('is handed in when every party has its papers, its pledge and has agreed; every paper names them all', async () => {
      const path = await newDraft()
      await join(path, b, '共同社B')
      await join(path, c, '共同社C')
      const missing = await refusalsIn(await submit(path))
      for (const name of ['共同社B', '共同社C'])
        for (const sentence of [
          `${name}の「団体を確認する書類（法人など）」がまだです。共同提案者の画面で添付してください。`,
          `${name}の誓約がまだです。`,
          `${name}が、提案の内容をまだ確かめていません。`,
        ])
          expect(missing).toContain(sentence)
      // nothing is agreed to while something of its own is missing
      const early = await refusalsIn(
        await b.post(`${path}/joint`, { ...who('共同社B'), agreed: agreedIn(await page(b, `${path}/joint`)), intent: 'agree' }),
      )
      expect(early).toContain('団体を確認する書類')
      expect(early).toContain('誓約がまだ')
      expect(await refusalsIn(await agree(path, b, '共同社B', { 'issued-identity-body': '2025-10-01' }))).toContain('古すぎます')
      const id = /name="document-([a-z0-9]{10,})"/.exec(await page(b, `${path}/joint`))![1]!
      expect((await agree(path, b, '共同社B', { [`issued-${id}`]: '2026-04-01' })).status).toBe(303)
      expect(await page(b, `${path}/joint`)).toContain('今の内容を確かめ')
      expect((await agree(path, c, '共同社C')).status).toBe(303)
      expect(await page(a, `${path}/edit`)).not.toContain('：まだ')
      expect((await submit(path)).headers.get('location')).toBe(path)
      const html = await page(people.screening!, path)
      for (const name of ['共同社B', '共同社C']) expect(html).toContain(name)
      expect(html.match(/>誓約書<\/a>/g)).toHaveLength(3)
      const papers = [...html.matchAll(/href="([^"]+\/documents\/[a-z0-9]+)"/g)].map((match) => match[1]!)
      const texts = await Promise.all(papers.map((paper) => page(b, paper)))
      const [proposal, , , , receipt] = texts
      for (const paper of [proposal, receipt]) expect(paper).toMatch(/提案社A.*共同社B.*代表 共同社B.*共同社C.*代表 共同社C/s)
      expect(texts.slice(1, 4).map((text) => ['提案社A', '共同社B', '共同社C'].filter((name) => text.includes(name)))).toEqual([
        ['提案社A'],
        ['共同社B'],
        ['共同社C'],
      ])
      await people.screening!.post(`${path}/screening/start`)
      await people.screening!.post(`${path}/screening/correction`, { purpose: '詳しく書いてください。' })
      const letter = [...(await page(c, path)).matchAll(/href="([^"]+\/documents\/[a-z0-9]+)"/g)].at(-1)![1]!
      expect(await page(c, letter)).toMatch(/代表者A　様.*共同社B.*様.*共同社C.*様/s)
      // what is corrected is agreed to again, by each
      const again = { 'purpose-purpose': '書き直した目的', 'purpose-use': '方法', 'purpose-business': '事業', intent: 'submit' }
      expect(await refusalsIn(await a.post(`${path}/edit`, again))).toContain('共同社Bが確かめた後で、提案の内容か提案者が変わりました')
      for (const visitor of [b, c]) {
        const mark = agreedIn(await page(visitor, `${path}/joint`))
        expect((await visitor.post(`${path}/joint`, { agreed: mark, intent: 'agree' })).status).toBe(303)
      }
      expect((await a.post(`${path}/edit`, again)).headers.get('location')).toBe(path)
    })

    it('asks anew for agreement when the proposal changes, and takes none to what was not seen', async () => {
      const path = await newDraft()
      await join(path, b, '共同社B')
      const seen = agreedIn(await page(b, `${path}/joint`))
      await a.post(`${path}/edit`, { ...completeAnswers(), 'purpose-use': '変えた方法', intent: 'save' })
      expect(await refusalsIn(await agree(path, b, '共同社B', { agreed: seen }))).toContain(
        'この画面を開いた後で、提案の内容が変わりました',
      )
      expect((await agree(path, b, '共同社B')).status).toBe(303)
      // an answer, a paper of the representative, and one more party each count as a change
      await a.post(`${path}/edit`, { ...completeAnswers(), 'purpose-use': '方法', intent: 'save' })
      expect(await refusalsIn(await submit(path))).toContain('共同社Bが確かめた後で')
      expect((await agree(path, b, '共同社B')).status).toBe(303)
      await a.post(`${path}/edit`, { ...completeAnswers(), 'attachment-other': new File(['説明'], '説明.txt'), intent: 'save' })
      expect(await refusalsIn(await submit(path))).toContain('共同社Bが確かめた後で')
      await join(path, c, '共同社C')
      expect((await agree(path, b, '共同社B')).status).toBe(303)
      await a.post(`${path}/edit`, { ...completeAnswers(), intent: `part:${c.organisationId}` })
      await page(c, path, 404)
      expect(await refusalsIn(await submit(path))).toContain('共同社Bが確かめた後で')
    })

    it('lets a party see the case and do its own part alone; papers of identity stay with their owner and the desk', async () => {
      const path = await newDraft()
      await join(path, b, '共同社B')
      await agree(path, b, '共同社B')
      expect((await b.get(`${path}/edit`)).headers.get('location')).toBe(path)
      for (const [where, fields] of [
        ['edit', { ...completeAnswers(), intent: 'save' }],
        ['draft', { 'purpose-use': 'x' }],
        ['withdraw', {}],
      ] as const)
        expect([403, 404]).toContain((await b.post(`${path}/${where}`, fields)).status)
      // and the representative cannot write for it
      expect((await a.post(`${path}/joint`, { ...who('偽者'), pledged: 'yes', intent: 'agree' })).status).toBe(404)
      expect((await stranger.post(`${path}/joint`, { intent: 'agree' })).status).toBe(404)
      expect((await submit(path)).headers.get('location')).toBe(path)
      const links = async (visitor: Visitor) =>
        [...(await page(visitor, path)).matchAll(/href="([^"]+\/attachments\/[a-z0-9]+)"/g)].map((match) => match[1]!)
      const [ofA, ofB, all] = await Promise.all([links(a), links(b), links(people.screening!)])
      expect(all).toHaveLength(3)
      // the paper on the benefit is everybody's
      expect([ofA.length, ofB.length, new Set([...ofA, ...ofB]).size]).toEqual([2, 2, 3])
      for (const link of all) {
        expect((await people.screening!.get(link)).status).toBe(200)
        expect((await a.get(link)).status).toBe(ofA.includes(link) ? 200 : 404)
        expect((await b.get(link)).status).toBe(ofB.includes(link) ? 200 : 404)
        expect((await stranger.get(link)).status).toBe(404)
      }
      // on the proposers' side nobody of the desk is named, and nothing of theirs is shown
      expect(await page(b, path)).not.toContain('（試験）</span>')
      expect((await b.get(`${path}/screening`)).status).toBe(404)
      expect((await b.post(`${path}/withdraw`)).status).toBe(403)
      // nobody leaves what is handed in
      await b.post(`${path}/joint/leave`)
      expect(await page(b, path)).toContain('共同社B')
    })

    it('lets a party leave a draft with its papers, and come back only by a new link', async () => {
      const path = await newDraft()
      await join(path, b, '共同社B')
      await agree(path, b, '共同社B')
      expect((await b.post(`${path}/joint/leave`)).status).toBe(303)
      await page(b, path, 404)
      const form = await page(a, `${path}/edit`)
      expect(form).not.toContain('共同社B')
      expect((await submit(path)).headers.get('location')).toBe(path)
      expect([...(await page(people.screening!, path)).matchAll(/\/attachments\/[a-z0-9]+"/g)]).toHaveLength(2)
    })

    it('leaves a proposal of one as it was', async () => {
      const path = await submitted(a, 'ken', call, entry)
      expect(await page(a, path)).not.toContain('共同提案者')
      expect((await b.get(`${path}/joint`)).status).toBe(404)
      expect((await a.get(`${path}/joint`)).headers.get('location')).toBe(path)
    })
  })
}
