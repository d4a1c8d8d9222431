import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listEntries } from '../../src/audit/index.ts'
import { contractOf } from '../../src/modules/contracts/index.ts'
import { issuedDocumentsOf } from '../../src/modules/proposals/index.ts'
import { closeWhole } from '../support/pages.ts'
import type { MakeSite, TestSite, Visitor } from '../support/site-client.ts'
import { carryTo, caseIdOf, markOf, OFFER, type Office, openOffice, PUBLICATION, RECIPE, sheet, TERMS } from '../support/way.ts'

/** A form as a browser would send it: its action, and every field that stands in it. */
function formOf(page: string, action: string): Record<string, string> {
  const [, inside] = new RegExp(`<form[^>]* action="${action}"[^>]*>(.*?)</form>`, 's').exec(page) ?? []
  if (inside === undefined) throw new Error(`no form for ${action}`)
  const plain = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  return Object.fromEntries([
    ...[...inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [name!, plain(value!)]),
    ...[...inside.matchAll(/<input id="[^"]*" name="([^"]*)"[^>]* type="text" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      plain(value!),
    ]),
    ...[...inside.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)</g)].map(([, name, value]) => [name!, plain(value!)]),
  ])
}

/** Papers worded anew before they are issued. Runs on any runtime. */
export function paperCases(makeSite: MakeSite): void {
  describe('papers before they are issued', () => {
    let site: TestSite
    let office: Office
    beforeAll(async () => {
      site = await makeSite()
      office = await openOffice(site)
    }, 60_000)
    afterAll(() => closeWhole(site))

    const text = async (who: Visitor, path: string, status = 200) => {
      const answer = await who.get(path)
      expect(answer.status).toBe(status)
      return answer.text()
    }
    const goesTo = async (answer: Promise<Response>, path: string) => {
      const got = await answer
      if (got.status !== 303) throw new Error(`answered ${got.status}: ${(await got.text()).replaceAll(/<[^>]+>/g, ' ').slice(0, 1500)}`)
      expect(got.headers.get('location')).toBe(path)
    }
    const judged = async (notMet?: Record<string, string>) => {
      const path = await carryTo(office, 'review')
      await office.people.screening.post(`${path}/screening`, sheet(office, notMet))
      return { path, mark: await markOf(office, path) }
    }
    /** The fit notice of a new case, held for wording. */
    const held = async () => {
      const { path, mark } = await judged()
      const decision = `${path}/screening/decision`
      await goesTo(office.people.screening.post(decision, { ...OFFER, mark, paper: 'edit' }), `${path}/papers/fit-notice`)
      const paper = `${path}/papers/fit-notice`
      const page = await text(office.people.screening, paper)
      const form = formOf(page, paper)
      const place = Object.keys(form).find((name) => name.startsWith('text:') && form[name]!.includes('第114条第2項'))!
      return { path, mark, decision, paper, page, form, place }
    }
    const papersOf = (path: string) => issuedDocumentsOf(site.deps.db, 'ken', caseIdOf(path))
    const wordText = async (who: Visitor, path: string, id: string) => {
      const bytes = new Uint8Array(await (await who.get(`${path}/documents/${id}/word`)).arrayBuffer())
      return new TextDecoder().decode(unzipSync(bytes)['word/document.xml']).replaceAll(/<[^>]+>/g, '')
    }

    it('nothing is issued until the official says so; the wording goes into page, Word file, store and log', async () => {
      const { path, decision, paper, page, form, place } = await held()
      expect(page).toContain('まだ直したところはありません')
      expect(await papersOf(path)).not.toContainEqual(expect.objectContaining({ form: 'fit-notice' }))
      expect(await text(office.people.screening, path)).toContain('審査結果通知書（適合）の文面を直す')

      const was = form[place]!
      const now = `${was}御提案に感謝します。`
      await goesTo(office.people.screening.post(paper, { ...form, [place]: now, intent: 'save' }), `${paper}?saved=1`)
      const saved = await text(office.people.screening, paper)
      for (const part of ['<ins>', '御提案に感謝します。', '直したところが1か所', 'この文面で適合と決定し通知する'])
        expect(saved).toContain(part)
      expect(saved).not.toContain('name="figuresChecked"')

      // The page of the decision does not know of the wording and may not go past it.
      const { mark } = formOf(saved, decision)
      const past = await office.people.screening.post(decision, { ...OFFER, mark: mark!, decision: 'fit' })
      expect(past.status).toBe(422)
      expect(await past.text()).toContain('文面を直しているところです')

      await goesTo(office.people.screening.post(decision, formOf(saved, decision)), path)
      const issued = (await papersOf(path)).find((one) => one.form === 'fit-notice')!
      expect(JSON.stringify(issued.model)).toContain('御提案に感謝します。')
      expect(issued.edited?.edits).toEqual([{ place: place.slice('text:'.length), was, now }])
      expect(JSON.stringify(issued.edited?.model)).not.toContain('御提案')
      expect(await wordText(office.proposer, path, issued.id)).toContain('御提案に感謝します。')

      const official = await text(office.people.screening, `${path}/documents/${issued.id}`)
      expect(official).toContain('発行の前に文面を直したところ（1か所）')
      const proposer = await text(office.proposer, `${path}/documents/${issued.id}`)
      expect(proposer).toContain('御提案に感謝します。')
      expect(proposer).not.toContain('発行の前に')

      const log = await listEntries(site.deps.db, 'ken', { all: true, subject: `proposal:${caseIdOf(path)}` })
      expect(log.map(({ type }) => type)).toEqual(expect.arrayContaining(['paper-held', 'paper-reworded']))
      const factsOf = (event: string) => JSON.parse(log.find(({ type }) => type === event)?.facts ?? '{}')
      expect(factsOf('paper-reworded')).toMatchObject({ form: 'fit-notice', version: 2, reworded: 1 })
      expect(factsOf('proposal-found-fit')).toMatchObject({ 'reworded-fit-notice': '1' })
      expect(JSON.stringify(log)).not.toContain('感謝')
    })

    it('the head may be worded, the amount may not', async () => {
      const { path, decision, paper, page, form, place } = await held()
      expect(page).toContain('額は記録から計算したもの')
      const fee = Object.keys(form).find((name) => form[name]!.includes('532,850円'))!
      for (const wrong of [{ [fee]: '500,000円' }, { [place]: `${form[place]}手数料は1円です。` }]) {
        const typed = await office.people.screening.post(paper, { ...form, ...wrong, intent: 'save' })
        expect(typed.status).toBe(422)
        expect(await typed.text()).toContain('計算したもので、文面では変えられません')
      }
      // the form of the law has its title; number and day are those of issuing
      expect(Object.keys(form)).not.toContain('text:title')
      const head = { 'text:to.0': `${form['text:to.0']}（代表）`, 'text:from.0': `${form['text:from.0']}　試験花子` }
      await goesTo(office.people.screening.post(paper, { ...form, ...head, intent: 'save' }), `${paper}?saved=1`)
      const marked = await text(office.people.screening, paper)
      expect(marked).toMatch(/<ins>(<span[^>]*>［追加］<\/span>)?　試験花子/)
      await goesTo(office.people.screening.post(decision, formOf(marked, decision)), path)
      const issued = (await papersOf(path)).find((one) => one.form === 'fit-notice')!
      expect(JSON.stringify(issued.model)).toContain('（代表）')
      expect(await wordText(office.proposer, path, issued.id)).toContain('ken知事　試験花子')
    })

    it('an issued paper cannot be worded any more', async () => {
      const { path, decision, paper, page, form, place } = await held()
      await goesTo(office.people.screening.post(decision, formOf(page, decision)), path)
      const { sha256 } = (await papersOf(path)).find((one) => one.form === 'fit-notice')!
      expect(await text(office.people.screening, paper)).toContain('この書面は、もう発行されています')
      const late = await office.people.screening.post(paper, { ...form, [place]: '後から', intent: 'save' })
      expect(late.status).toBe(409)
      expect((await papersOf(path)).find((one) => one.form === 'fit-notice')).toMatchObject({ sha256, edited: null })
    })

    it('changed amounts, articles and names are warned of and must be looked at', async () => {
      const { path, decision, paper, form, place } = await held()
      const changed = { ...form, [place]: form[place]!.replace('第114条第2項', '第115条'), intent: 'save' }
      await goesTo(office.people.screening.post(paper, changed), `${paper}?saved=1`)
      const page = await text(office.people.screening, paper)
      for (const part of ['案件の記録と違います', '「第115条」が加わりました', '第114条', 'name="figuresChecked"'])
        expect(page).toContain(part)
      const fields = formOf(page, decision)
      const unchecked = await office.people.screening.post(decision, fields)
      expect(unchecked.status).toBe(422)
      expect(await unchecked.text()).toContain('違いを確かめ、チェックを付けてから')
      await goesTo(office.people.screening.post(decision, { ...fields, figuresChecked: 'yes' }), path)
    })

    it('of two officials who word one paper one wins, and the other is told and loses nothing', async () => {
      const { decision, paper, page, form, place } = await held()
      const [mine, other] = ['感謝します', '敬具'].map((more) => ({ ...form, [place]: form[place]! + more, intent: 'save' }))
      await goesTo(office.people.screening.post(paper, mine!), `${paper}?saved=1`)
      const late = await office.people.screening.post(paper, other!)
      expect(late.status).toBe(409)
      const told = await late.text()
      for (const part of ['あなたの文面は、まだ保存していません', 'が先に保存しました', '敬具', '感謝']) expect(told).toContain(part)
      // Issued from the page as it was before the other saved: told, too.
      const stale = await office.people.screening.post(decision, formOf(page, decision))
      expect(stale.status).toBe(409)
      const again = formOf(told, paper)
      await goesTo(office.people.screening.post(paper, { ...again, intent: 'save' }), `${paper}?saved=1`)
      expect(await text(office.people.screening, paper)).toContain('敬具')
      await Promise.all([
        office.people.screening.post(paper, { ...again, version: '3', [place]: '同時の一。', intent: 'save' }),
        office.people.screening.post(paper, { ...again, version: '3', [place]: '同時の二。', intent: 'save' }),
      ]).then((answers) => expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]))
    })

    it('another figure on the form than the one it was worded for: told what was not kept', async () => {
      const { path, mark, decision, paper, form } = await held()
      const fee = Object.keys(form).find((name) => form[name]!.includes('532,850円'))!
      const kept = Object.keys(form).find((name) => name.startsWith('text:') && form[name]!.includes('第114条第2項'))!
      const worded = { ...form, [fee]: `金${form[fee]}`, [kept]: `${form[kept]}敬具`, intent: 'save' }
      await goesTo(office.people.screening.post(paper, worded), `${paper}?saved=1`)
      const fields = formOf(await text(office.people.screening, paper), decision)
      const stale = await office.people.screening.post(decision, { ...fields, workMinutes: '240' })
      expect(stale.status).toBe(422)
      expect(await stale.text()).toContain('もとの文が変わりました')
      await goesTo(
        office.people.screening.post(decision, { ...OFFER, workMinutes: '240', mark, paper: 'edit' }),
        `${path}/papers/fit-notice`,
      )
      const page = await text(office.people.screening, paper)
      for (const part of ['引き継げなかった直し', '敬具', '536,800円']) expect(page).toContain(part)
      await goesTo(office.people.screening.post(decision, formOf(page, decision)), path)
    })

    it('empty texts, long texts and strangers are refused; a wording can be given up', async () => {
      const { path, mark, decision, paper, form, place } = await held()
      const heading = Object.keys(form).find((name) => /^text:\d+\.r0$/.test(name))!
      const bad = await office.people.screening.post(paper, { ...form, [heading]: ' ', [place]: 'あ'.repeat(5_001), intent: 'save' })
      expect(bad.status).toBe(422)
      const page = await bad.text()
      expect(page).toContain(`href="#${heading}"`)
      expect(page).toContain('5000')
      for (const who of [office.proposer, await site.proposer('yoso'), office.people.auditor, office.people.contract]) {
        expect((await who!.get(paper)).status).toBe(404)
        expect((await who!.post(paper, { ...form, intent: 'save' })).status).toBe(404)
      }
      expect((await site.visitor.get(paper)).headers.get('location')).toContain('/sign-in')
      expect((await office.people.screening.get(`${path}/papers/contract`)).status).toBe(404)
      await goesTo(office.people.screening.post(paper, { version: form.version!, intent: 'discard' }), path)
      expect(await text(office.people.screening, paper)).toContain('直した文面は捨てられています')
      await goesTo(office.people.screening.post(decision, { ...OFFER, mark, decision: 'fit' }), path)
    })

    it('a request for an opinion can be worded, one letter at a time', async () => {
      const tottori = await openOffice(site, 'jorei', 'tottori')
      const path = await carryTo(tottori, 'review')
      const { screening } = tottori.people
      const ask = `${path}/screening/opinions`
      const party = (i: number) => ({
        ...{
          [`name-${i}`]: `試験会社${i}`,
          [`address-${i}`]: '試験県試験市9',
          [`representative-${i}`]: '',
          [`information-${i}`]: '取引の額',
        },
      })
      const two = await screening.post(ask, { ...party(0), ...party(1), paper: 'edit' })
      expect(two.status).toBe(422)
      expect(await two.text()).toContain('一通のときだけ')
      expect(await issuedDocumentsOf(site.deps.db, 'jorei', caseIdOf(path))).not.toContainEqual(
        expect.objectContaining({ form: 'opinion-request' }),
      )
      const paper = `${path}/papers/opinion-request`
      await goesTo(screening.post(ask, { ...party(0), paper: 'edit' }), paper)
      const form = formOf(await text(screening, paper), paper)
      await goesTo(
        screening.post(paper, { ...form, 'text:0': `${form['text:0']}御協力をお願いします。`, intent: 'save' }),
        `${paper}?saved=1`,
      )
      await goesTo(screening.post(ask, formOf(await text(screening, paper), ask)), path)
      const letters = await issuedDocumentsOf(site.deps.db, 'jorei', caseIdOf(path))
      expect(JSON.stringify(letters.find((one) => one.form === 'opinion-request')?.model)).toContain('御協力をお願いします。')
    })

    it('what a council is asked, the unfit notice, the request for correction, the contract with its files and the conditions of use can be worded too', async () => {
      const official = office.people
      const issue = async (who: Visitor, path: string, form: string, action: string, fields: Record<string, string | Blob>) => {
        const paper = `${path}/papers/${form}`
        await goesTo(who.post(action, { ...fields, paper: 'edit' }), paper)
        const wording = formOf(await text(who, paper), paper)
        const place = Object.keys(wording).find((name) => /^text:\d+(\.p\d+)?$/.test(name))!
        await goesTo(who.post(paper, { ...wording, [place]: `${wording[place]}と改める。`, intent: 'save' }), `${paper}?saved=1`)
        const answer = await who.post(action, formOf(await text(who, paper), action))
        if (answer.status !== 303)
          throw new Error(`${form} answered ${answer.status}: ${(await answer.text()).replaceAll(/<[^>]+>/g, ' ').slice(0, 1500)}`)
        expect(JSON.stringify((await papersOf(path)).find((one) => one.form === form)?.model)).toContain('と改める。')
      }
      const asked = await carryTo(office, 'review')
      await issue(official.screening!, asked, 'council-request', `${asked}/screening/council`, {
        ...{ council: '試験県個人情報保護審議会', question: '細かさは適当か。', answerBy: '2026-05-08' },
      })
      const unfit = await judged({ benefit: '効果が示されていない。' })
      await issue(official.screening!, unfit.path, 'unfit-notice', `${unfit.path}/screening/decision`, {
        mark: unfit.mark,
        decision: 'unfit',
      })
      const back = await carryTo(office, 'review')
      await issue(official.screening!, back, 'return-for-correction', `${back}/screening/correction`, { purpose: '目的を詳しく。' })
      const paid = await carryTo(office, 'paid')
      await issue(official.contract!, paid, 'contract', `${paid}/contract/conclude`, {
        ...TERMS,
        recipe: RECIPE.replace('{"kind":"date","levels":["day","year","10-year","any"]}', '{"kind":"file","path":"birth.csv"}'),
        files: new File(['1980-01-01;1980;*\n'], 'birth.csv'),
      })
      expect((await contractOf(site.deps.db, 'ken', caseIdOf(paid)))!.recipeFiles).toEqual({ 'birth.csv': '1980-01-01;1980;*\n' })
      const ready = await carryTo(office, 'ready')
      await office.proposer.post(`${ready}/provision/recipient`, { recipientKind: 'passphrase', recipientKey: '' })
      await issue(official.contract!, ready, 'conditions-of-use', `${ready}/provision/prepare`, PUBLICATION)
    }, 120_000)
  })
}
