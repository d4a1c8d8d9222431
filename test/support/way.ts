import { sha256 } from '@noble/hashes/sha2.js'
import { hex } from '../../src/core/index.ts'
import { claimOrder, completeOrder } from '../../src/modules/processing/claims.ts'
import { addRunner } from '../../src/modules/processing/index.ts'
import { runnerOf } from '../../src/modules/processing/runners.ts'
import { sheetMark } from '../../src/modules/screening/service.ts'
import { findingsOf } from '../../src/modules/screening/store.ts'
import { programme } from '../../src/programmes/index.ts'
import { entryDraft } from './entries.ts'
import { submitted, withCall, withEntries } from './register.ts'
import { reportOf } from './reports.ts'
import type { TestSite, Visitor } from './site-client.ts'

/** One organisation with one person for each part, a proposer, and the cases that are carried along in it. */
export interface Office {
  site: TestSite
  id: string
  programmeId: string
  people: Record<'department' | 'screening' | 'contract' | 'processor' | 'custodian' | 'auditor' | 'administrator', Visitor>
  proposer: Visitor & { organisationId: string }
  entry: string
  call: string
}

export async function openOffice(site: TestSite, id = 'ken', programmeId = 'appi', proposer = `teian-${id}`): Promise<Office> {
  const people = await site.government(id, programmeId, {
    department: ['department-officer'],
    screening: ['screening-officer'],
    contract: ['contract-officer'],
    processor: ['processor'],
    custodian: ['custodian'],
    auditor: ['auditor'],
    administrator: ['administrator'],
  })
  const entries = await withEntries(site, id, [entryDraft({ slug: 'tax', name: '住民税課税台帳' })])
  const call = await withCall(site, id, [entries.tax!])
  return { site, id, programmeId, people: people as Office['people'], proposer: await site.proposer(proposer), entry: entries.tax!, call }
}

export const RECIPE = JSON.stringify({
  sakyu: 'recipe/1',
  title: '試験の加工方法',
  person: '宛名番号',
  columns: {
    氏名: { class: 'direct-identifier', technique: 'delete-column', rule: 1 },
    宛名番号: { class: 'linking-code', technique: 'pseudonym', rule: 3 },
    生年月日: {
      class: 'quasi-identifier',
      technique: 'generalise',
      rule: 1,
      hierarchy: { kind: 'date', levels: ['day', 'year', '10-year', 'any'] },
      level: 'auto',
    },
    金額: { class: 'sensitive', technique: 'top-code', percentile: 99, rule: 5, bands: { edges: [0, 1_000_000] } },
  },
  privacy: { k: 5, suppressionLimit: 0.05 },
})

export const DATA = '宛名番号,生年月日,金額\naaaa,1980,100\nbbbb,1990,200\n'
export const PASSPHRASE = 'nagai aikotoba wo tsukau'

const must = async (answer: Response | Promise<Response>, status = 303) => {
  const got = await answer
  if (got.status !== status) {
    const problems = [...(await got.text()).matchAll(/<li>(?:<a[^>]*>)?([^<]{4,200})/g)].map((match) => match[1]).join(' / ')
    throw new Error(`answered ${got.status}: ${problems}`)
  }
  return got
}

const criteriaOf = (office: Office) => programme(office.programmeId).criteria.map(({ id }) => id)

/** A sheet that finds every criterion met, except those given as not met. */
export const sheet = (office: Office, notMet: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(
    criteriaOf(office).flatMap((id) => [
      [`${id}.finding`, id in notMet ? 'not-met' : 'met'],
      [`${id}.evidence`, `${id}を書類で確かめた（内部）`],
      [`${id}.reason`, notMet[id] ?? ''],
    ]),
  )

export const OFFER = {
  workMinutes: '180',
  outsourcedYen: '500,000',
  paymentMethod: '納入通知書による納付',
  payBy: '2026-07-31',
  provisionMethod: 'ダウンロード（暗号化）',
}

/** The mark of the sheet as the decision page holds it; as that page would hold it where it offers no decision. */
export async function markOf(office: Office, path: string): Promise<string> {
  const text = await (await office.people.screening.get(`${path}/screening/decision`)).text()
  const shown = /name="mark" value="([^"]*)"/.exec(text)?.[1]
  return shown ?? sheetMark(await findingsOf(office.site.deps.db, office.id, caseIdOf(path)))
}

export const TERMS = {
  periodFrom: '2026-09-01',
  periodTo: '2027-08-31',
  onwardSupply: 'prohibited',
  outsourcing: 'with-consent',
  court: '試験地方裁判所',
}

export const PUBLICATION = {
  publicRecipient: '提案社A',
  publicPurpose: '試験の目的を公表する文',
  reuseFrom: '2026-06-01',
  reuseTo: '2027-05-31',
}

/** The steps of the way after submission: the state each leads to, and how the right person takes it. */
const STEPS: [state: string, step: (office: Office, path: string) => Promise<unknown>][] = [
  ['review', ({ people }, path) => must(people.screening.post(`${path}/screening/start`))],
  [
    'contract-offered',
    async (office, path) => {
      if (programme(office.programmeId).transitions.some(({ action }) => action === 'ask-opinion')) await hearOpinion(office, path)
      await must(office.people.screening.post(`${path}/screening`, sheet(office)))
      const mark = await markOf(office, path)
      await must(office.people.screening.post(`${path}/screening/decision`, { ...OFFER, mark, decision: 'fit' }))
    },
  ],
  ['fee-due', ({ proposer }, path) => must(proposer.post(`${path}/contract/apply`, { agreed: 'yes' }))],
  [
    'paid',
    ({ people }, path) =>
      must(people.contract.post(`${path}/contract/payment`, { paidOn: '2026-04-15', amount: '532,850', reference: '納1' })),
  ],
  ['contracted', ({ people }, path) => must(people.contract.post(`${path}/contract/conclude`, { ...TERMS, recipe: RECIPE }))],
  ['producing', ({ people }, path) => must(people.contract.post(`${path}/issue-order`))],
  [
    'ready',
    async (office, path) => {
      await produce(office, path)
      await must(office.people.department.post(`${path}/accept-result`))
    },
  ],
  ['prepared', prepare],
  ['delivered', ({ people }, path) => must(people.custodian.post(`${path}/provision/confirm`, { checked: 'yes' }))],
  ['in-use', receive],
]

/** States that a case can be carried to, in order. */
export const STATES = ['submitted', ...STEPS.map(([state]) => state)]

async function prepare({ proposer, people }: Office, path: string): Promise<void> {
  await must(proposer.post(`${path}/provision/recipient`, { recipientKind: 'passphrase', recipientKey: '' }))
  await must(people.contract.post(`${path}/provision/prepare`, PUBLICATION))
}

async function receive({ proposer }: Office, path: string): Promise<void> {
  const answer = await must(proposer.post(`${path}/provision/download`, { passphrase: PASSPHRASE, passphraseAgain: PASSPHRASE }), 200)
  await answer.arrayBuffer()
  await must(proposer.post(`${path}/provision/receipt`, { compared: 'yes' }))
}

/** From what is ready to the receipt. */
export async function deliver(office: Office, path: string): Promise<void> {
  await prepare(office, path)
  await must(office.people.custodian.post(`${path}/provision/confirm`, { checked: 'yes' }))
  await receive(office, path)
}

/** Third parties are asked, and answer. */
export async function hearOpinion({ people }: Office, path: string): Promise<void> {
  const party = { 'name-0': '試験会社甲', 'address-0': '試験県試験市9', 'representative-0': '', 'information-0': '取引の額' }
  await must(people.screening.post(`${path}/screening/opinions`, party))
  await must(people.screening.post(`${path}/screening/opinions`, { 'opposes-0': 'no', 'summary-0': '支障はない。' }))
}

/** The run, as a runner reports it. */
export async function produce(
  { site, id, people }: Office,
  path: string,
  over: { recipeSha256?: string; data?: string } = {},
): Promise<void> {
  const page = await (await people.processor.get(path)).text()
  const order = /\/orders\/([a-z0-9]+)/.exec(page)?.[1]
  await must(people.processor.post(`/${id}/orders/${order}/start`, { sources: '/srv/tax.csv' }))
  const runner = (await runnerOf(site.deps, await addRunner(site.deps, id, '試験端末', 'test')))!
  const claimed = (await claimOrder(site.deps, runner))!
  const data = new TextEncoder().encode(over.data ?? DATA)
  const done = await completeOrder(site.deps, runner, claimed.orderId, claimed.token, {
    name: 'data.csv',
    data,
    sha256: hex(sha256(data)),
    report: reportOf(over.recipeSha256 ?? claimed.recipeSha256, hex(sha256(data))),
    dataPackage: {
      name: 'data',
      resources: [{ path: 'data.csv', schema: { fields: [{ name: '宛名番号' }, { name: '生年月日' }, { name: '金額' }] } }],
    },
  })
  if (!done.ok) throw new Error(JSON.stringify(done.refusals))
}

/** A new case, carried to that state by those who may. Returns the path of its page. */
export async function carryTo(office: Office, state: string): Promise<string> {
  const path = await submitted(office.proposer, office.id, office.call, office.entry)
  if (state === 'submitted') return path
  for (const [reached, step] of STEPS) {
    await step(office, path)
    if (reached === state) return path
  }
  throw new Error(`no such state on the way: ${state}`)
}

export const caseIdOf = (path: string): string => path.split('/').at(-1)!

/** Posts the form of one act as the page of the case has it: inputs named after the act, with the version of the case. */
export async function act(who: Visitor, path: string, action: string, fields: Record<string, string | Blob> = {}): Promise<Response> {
  const page = await (await who.get(path)).text()
  const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? '0'
  const named = Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${action}.${name}`, value]))
  return who.post(`${path}/acts/${action}`, { version, ...named })
}
