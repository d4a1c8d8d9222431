// Every page of the demonstration, as each of its people reaches it: no link leads nowhere, every form can be read out, and a form
// that is sent as nobody should send it is answered with what is wrong, and never with a fault.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD } from '../../src/auth/demonstration.ts'
import { loadDemonstration } from '../../src/demo/site.ts'
import { done } from '../support/pages.ts'
import { type MadeSite, makeSite } from '../support/site.ts'
import type { Visitor } from '../support/site-client.ts'
import { type Form, formsIn, kindOfPath, type WalkedPage, walk } from '../support/walk.ts'
import { act, carryTo, type Office, openOffice, STATES } from '../support/way.ts'

const SHOWS_A_CASE = /\/proposals\/·\?$/
const often = (kind: string) => (SHOWS_A_CASE.test(kind) ? 20 : 1)

interface Walked {
  login: string
  who: Visitor
  pages: WalkedPage[]
}

let site: MadeSite
let carried: MadeSite
const walked: Walked[] = []
beforeAll(async () => {
  site = await makeSite({ at: '2026-11-21T09:00:00+09:00' })
  await loadDemonstration(site.deps)
  walked.push({ login: 'visitor', who: site.visitor, pages: await walk(site.visitor, ['/', '/sign-in', '/sign-up'], often) })
  for (const { login, organisationId } of DEMONSTRATION_ACCOUNTS) {
    const who = await site.signIn(login, DEMONSTRATION_PASSWORD)
    const home = organisationId.startsWith('p-') ? '/sakyu-ken' : `/${organisationId}`
    walked.push({ login, who, pages: await walk(who, [home], often) })
  }
  carried = await makeSite()
  for (const [id, programmeId] of [
    ['ken', 'appi'],
    ['jorei', 'tottori'],
  ] as const) {
    const office = await openOffice(carried, id, programmeId)
    await everyState(office)
    for (const [part, who] of Object.entries({ ...office.people, proposer: office.proposer }))
      walked.push({ login: `${id} ${part}`, who, pages: await walk(who, [`/${id}`], often) })
  }
}, 240_000)
afterAll(async () => {
  await carried.close()
  await site.close()
})

/** A case in each state of the way, and one in the midst of each act that somebody has to answer. */
async function everyState(office: Office): Promise<void> {
  const { people, proposer } = office
  for (const state of STATES) await carryTo(office, state)
  const asked = async (state: string, who: Visitor, action: string, fields: Record<string, string>) =>
    done(await act(who, await carryTo(office, state), action, fields))
  await asked('review', people.contract, 'propose-quote', { workMinutes: '61', outsourcedYen: '0', note: '記録1' })
  await asked('contract-offered', proposer, 'ask-extension', { until: '2026-06-01', reason: '社内の手続のため' })
  await asked('contracted', proposer, 'propose-amendment', {
    ...{ matter: 'storage', before: '本社', after: '支社', changedOn: '2026-04-15', reason: '移転のため' },
  })
  await asked('in-use', people.contract, 'settle-fee', { workMinutes: '60', outsourcedYen: '0', note: '記録2' })
  await asked('in-use', people.contract, 'propose-termination', { ground: '3', reason: '定めに反した利用' })
}

const onEveryPage = (check: (page: WalkedPage) => string[]): string[] =>
  walked.flatMap(({ login, pages }) =>
    pages.filter(({ html }) => html !== '').flatMap((page) => check(page).map((fault) => `${login} ${page.path}: ${fault}`)),
  )

const INPUT = /<(input|select|textarea)\b([^>]*)>/g

describe('every page', () => {
  it('is reached: many kinds by every official', () => {
    for (const { login, pages } of walked) expect(new Set(pages.map(({ path }) => kindOfPath(path))).size, login).toBeGreaterThan(12)
  })

  it('is there for whoever is shown a link to it', () => {
    expect(
      walked.flatMap(({ login, pages }) =>
        pages.filter(({ status }) => ![200, 303].includes(status)).map(({ path, status }) => `${login} ${status} ${path}`),
      ),
    ).toEqual([])
  })

  it('names each of its parts once', () => {
    expect(
      onEveryPage(({ html }) => {
        const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!)
        return ids.filter((id, i) => ids.indexOf(id) !== i)
      }),
    ).toEqual([])
  })

  it('has one heading of the first level and leaves none out below it', () => {
    expect(
      onEveryPage(({ html }) => {
        const levels = [...html.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level))
        const jumps = levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1)
        return levels.filter((level) => level === 1).length === 1 && jumps.length === 0 ? [] : [levels.join('')]
      }),
    ).toEqual([])
  })

  it('has a label, hint and error at every input where it says so', () => {
    expect(
      onEveryPage(({ html }) =>
        [...html.matchAll(INPUT)].flatMap(([tag, , attributes]) => {
          if (/type="hidden"/.test(attributes!)) return []
          const id = / id="([^"]*)"/.exec(attributes!)?.[1]
          const named = (id !== undefined && html.includes(` for="${id}"`)) || / aria-label(ledby)?="/.test(attributes!)
          const described = (/ aria-describedby="([^"]*)"/.exec(attributes!)?.[1] ?? '').split(' ').filter(Boolean)
          return named && described.every((one) => html.includes(` id="${one}"`)) ? [] : [tag]
        }),
      ),
    ).toEqual([])
  })

  it('takes dates of four-digit years only: a year that is typed on does not run over', () => {
    expect(
      onEveryPage(({ html }) =>
        [...html.matchAll(INPUT)].filter(([, , a]) => /type="date"/.test(a!) && !/ max="/.test(a!)).map(([tag]) => tag),
      ),
    ).toEqual([])
  })
})

const LONG = '<script>alert(1)</script>'.repeat(20_000)

/** What nobody should send, one field at a time; the others as the page has them. */
function* misuses(form: Form): Generator<[what: string, sent: Record<string, string | string[]>]> {
  const typed = form.fields.filter(({ type }) => !['hidden', 'button', 'file'].includes(type))
  if (typed.length === 0) return
  const button = form.fields.find(({ type }) => type === 'button')
  const base: Record<string, string> = Object.fromEntries(
    form.fields.filter(({ type }) => type === 'hidden').map(({ name, value }) => [name, value]),
  )
  if (button) base[button.name] = button.value
  yield [
    'nothing typed',
    { ...base, ...Object.fromEntries(typed.filter(({ type }) => !['checkbox', 'radio'].includes(type)).map(({ name }) => [name, ''])) },
  ]
  const plausible = Object.fromEntries(
    typed.map(({ name, type, value, options }) => [
      name,
      value || (type === 'date' ? '2026-12-01' : type === 'select' ? (options.at(-1) ?? '') : type === 'number' ? '1' : '試験の記入'),
    ]),
  )
  for (const { name, type } of typed)
    for (const bad of type === 'date'
      ? ['2026-02-30', '０２']
      : type === 'number'
        ? ['-1', '1.5', '9'.repeat(40)]
        : ['select', 'radio', 'checkbox'].includes(type)
          ? ['nonsense']
          : [LONG, '\u0000\u202e'])
      yield [`${name} = ${bad.slice(0, 20)}`, { ...base, ...plausible, [name]: bad }]
}

/** What was typed and is not in the form of the answer any more; a password is never sent back. */
function lost(form: Form, sent: Record<string, string | string[]>, html: string, path: string): string[] {
  const again = formsIn(html, path).find(
    ({ action, fields }) => action === form.action && fields.some(({ name }) => form.fields.at(-1)?.name === name || name in sent),
  )
  if (!again) return ['the form itself']
  return form.fields.flatMap(({ name, type }) => {
    const value = sent[name]
    if (
      typeof value !== 'string' ||
      value.trim() === '' ||
      value.includes('\u0000') ||
      ['hidden', 'button', 'file', 'password'].includes(type)
    )
      return []
    if (value === 'nonsense') return []
    const now = again.fields.filter((field) => field.name === name)
    const isKept = now.some((field) =>
      ['checkbox', 'radio'].includes(field.type) ? field.isChecked && field.value === value : field.value.trim() === value.trim(),
    )
    return isKept ? [] : [name]
  })
}

describe('every form', () => {
  it('answers what nobody should send with what is wrong', { timeout: 240_000 }, async () => {
    const faults: string[] = []
    const taken = new Set<string>()
    let sent = 0
    for (const { login, who, pages } of walked)
      for (const { path, html } of pages)
        for (const form of formsIn(html, path)) {
          const kind = `${kindOfPath(form.action)} ${form.fields.map(({ name }) => name)}`
          if (taken.has(kind)) continue
          taken.add(kind)
          for (const [what, fields] of misuses(form)) {
            const answer = await who.post(form.action, fields)
            sent++
            const text = answer.headers.get('content-type')?.startsWith('text/html') ? await answer.text() : ''
            const isRefused = /id="errors"|class="notice error/.test(text)
            const isAnswered = answer.status < 400 ? !isRefused : isRefused || answer.status === 404 || answer.status === 409
            if (answer.status >= 500 || !isAnswered)
              faults.push(`${login} ${form.action} ${what}: ${answer.status} ${/<h1>(.*?)<\/h1>/.exec(text)?.[1]}`)
            const mustBeFilled = form.fields.find(({ isRequired, type }) => isRequired && !['checkbox', 'radio', 'select'].includes(type))
            // A form of several buttons may keep or look up what is not yet whole.
            const isWhole = form.fields.every(({ type }) => type !== 'button')
            if (isWhole && what === 'nothing typed' && answer.status < 400 && mustBeFilled && mustBeFilled.type !== 'file')
              faults.push(`${login} ${form.action} is taken without ${mustBeFilled.name}`)
            if (answer.status < 400) break
            const gone = answer.status === 422 && text !== '' ? lost(form, fields, text, form.action) : []
            if (gone.length > 0) faults.push(`${login} ${form.action} ${what} loses ${gone}`)
          }
        }
    expect(faults).toEqual([])
    expect(sent).toBeGreaterThan(300)
  })
})
