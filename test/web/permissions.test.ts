import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACTS } from '../../src/modules/contracts/acts.ts'
import { loadCase } from '../../src/modules/proposals/index.ts'
import { programme } from '../../src/programmes/index.ts'
import { makeSite } from '../support/site.ts'
import type { TestSite } from '../support/site-client.ts'
import {
  carryTo,
  caseIdOf,
  markOf,
  OFFER,
  type Office,
  openOffice,
  PASSPHRASE,
  PUBLICATION,
  RECIPE,
  STATES,
  sheet,
  TERMS,
} from '../support/way.ts'

type Who = keyof Office['people'] | 'proposer'
const EVERYBODY: Who[] = ['proposer', 'department', 'screening', 'contract', 'processor', 'custodian', 'auditor', 'administrator']

/**
 * Role × action: for each action the state in which it is taken, who may take it, and what is sent. Whoever is not named is
 * refused and the case stays where it was.
 */
const TABLE: {
  action: string
  state: string
  may: Who[]
  to: string
  path: string
  fields: (office: Office, path: string) => Promise<Record<string, string>> | Record<string, string>
}[] = [
  { action: 'start-review', state: 'submitted', may: ['screening'], to: 'review', path: '/screening/start', fields: () => ({}) },
  {
    action: 'return',
    state: 'review',
    may: ['screening'],
    to: 'returned',
    path: '/screening/correction',
    fields: () => ({ period: '期間を直してください。' }),
  },
  {
    action: 'decide-fit',
    state: 'review',
    may: ['screening'],
    to: 'contract-offered',
    path: '/screening/decision',
    fields: async (office, path) => {
      await office.people.screening.post(`${path}/screening`, sheet(office))
      return { ...OFFER, mark: await markOf(office, path), decision: 'fit' }
    },
  },
  {
    action: 'decide-unfit',
    state: 'review',
    may: ['screening'],
    to: 'refused',
    path: '/screening/decision',
    fields: async (office, path) => {
      await office.people.screening.post(`${path}/screening`, sheet(office, { method: '基準に合いません。' }))
      return { mark: await markOf(office, path), decision: 'unfit' }
    },
  },
  {
    action: 'apply-contract',
    state: 'contract-offered',
    may: ['proposer'],
    to: 'fee-due',
    path: '/contract/apply',
    fields: () => ({ agreed: 'yes' }),
  },
  {
    action: 'record-payment',
    state: 'fee-due',
    may: ['contract'],
    to: 'paid',
    path: '/contract/payment',
    fields: () => ({ paidOn: '2026-04-15', amount: '532850', reference: '納1' }),
  },
  {
    action: 'conclude-contract',
    state: 'paid',
    may: ['contract'],
    to: 'contracted',
    path: '/contract/conclude',
    fields: () => ({ ...TERMS, recipe: RECIPE }),
  },
  {
    action: 'prepare-provision',
    state: 'ready',
    may: ['department', 'contract', 'custodian'],
    to: 'prepared',
    path: '/provision/prepare',
    fields: async (office, path) => {
      await office.proposer.post(`${path}/provision/recipient`, { recipientKind: 'passphrase', recipientKey: '' })
      return PUBLICATION
    },
  },
  {
    action: 'confirm-provision',
    state: 'prepared',
    may: ['custodian'],
    to: 'delivered',
    path: '/provision/confirm',
    fields: () => ({ checked: 'yes' }),
  },
  {
    action: 'record-receipt',
    state: 'delivered',
    may: ['proposer'],
    to: 'in-use',
    path: '/provision/receipt',
    fields: async (office, path) => {
      await (
        await office.proposer.post(`${path}/provision/download`, { passphrase: PASSPHRASE, passphraseAgain: PASSPHRASE })
      ).arrayBuffer()
      return { compared: 'yes' }
    },
  },
  {
    action: 'close',
    state: 'in-use',
    may: ['contract'],
    to: 'closed',
    path: '/provision/close',
    fields: () => ({ erasedOn: '2026-04-15', method: '復元できない方法で消去した。' }),
  },
]

let site: TestSite
let office: Office
beforeAll(async () => {
  site = await makeSite()
  office = await openOffice(site)
})
afterAll(() => site.close())

const visitor = (who: Who) => (who === 'proposer' ? office.proposer : office.people[who])
const stateOf = async (path: string) => {
  const actor = (await site.deps.sessions.read(office.people.auditor.cookie)).actor
  return (await loadCase(site.deps, actor, 'ken', caseIdOf(path))).theCase.state
}

describe('role × action', () => {
  it('the table covers every move of the officials and the proposer that these rooms offer', () => {
    const elsewhere = ['submit', 'resubmit', 'withdraw', 'issue-order', 'accept-result', 'ask-council', 'record-council']
    const moves = programme('appi').transitions.map(({ action }) => action)
    expect([...TABLE.map(({ action }) => action), ...Object.keys(ACTS).filter((act) => moves.includes(act)), ...elsewhere].sort()).toEqual(
      moves.sort(),
    )
  })

  for (const { action, state, may, to, path: post, fields } of TABLE)
    it(`${action}: ${may.join(', ')}`, async () => {
      let path = await carryTo(office, state)
      let sent = await fields(office, path)
      for (const who of EVERYBODY.filter((one) => !may.includes(one))) {
        const answer = await visitor(who).post(path + post, sent)
        // The screening sheet does not exist for the proposer.
        expect([answer.status, who], who).toEqual([who === 'proposer' && post.startsWith('/screening') ? 404 : 403, who])
        if (answer.status === 403) expect(await answer.text()).toContain('この操作をする役割がありません')
        expect(await stateOf(path), who).toBe(state)
      }
      for (const [i, who] of may.entries()) {
        if (i > 0) {
          path = await carryTo(office, state)
          sent = await fields(office, path)
        }
        expect((await visitor(who).post(path + post, sent)).status, who).toBe(303)
        expect(await stateOf(path), who).toBe(to)
      }
    })

  it('no act of fee or contract is done by anybody but those whom the table names', async () => {
    const paths: Record<string, string> = {}
    for (const { action, roles, from } of programme('appi').transitions.filter(({ action }) => Object.hasOwn(ACTS, action))) {
      const state = from.find((one) => STATES.includes(one))
      if (!state) continue // from a state off the way: its own room's test goes there
      paths[state] ??= await carryTo(office, state)
      for (const who of EVERYBODY.filter((one) => !roles.some((role) => role.startsWith(one)))) {
        const answer = await visitor(who).post(`${paths[state]}/acts/${action}`, { version: '1' })
        expect([answer.status, who, action]).toEqual([403, who, action])
      }
    }
  })

  it('offers a form only to those who may use it', async () => {
    for (const { state, may, path: post } of TABLE.filter(({ path: post }) => !post.startsWith('/screening'))) {
      const path = await carryTo(office, state)
      if (post === '/provision/receipt')
        await (
          await office.proposer.post(`${path}/provision/download`, { passphrase: PASSPHRASE, passphraseAgain: PASSPHRASE })
        ).arrayBuffer()
      for (const who of EVERYBODY) {
        const page = await (await visitor(who).get(path)).text()
        expect(page.includes(`action="${path}${post}"`), `${who} ${post}`).toBe(may.includes(who))
      }
    }
  })

  it('only the screening officer writes on the sheet', async () => {
    const path = await carryTo(office, 'review')
    for (const who of EVERYBODY.filter((one) => one !== 'screening')) {
      const answer = await visitor(who).post(`${path}/screening`, sheet(office))
      expect(answer.status, who).toBe(who === 'proposer' ? 404 : 403)
      if (who !== 'proposer') expect(await (await visitor(who).get(`${path}/screening`)).text()).not.toContain('審査票を保存する')
    }
  })

  it('only the proposer says how to encrypt', async () => {
    const path = await carryTo(office, 'contracted')
    for (const who of EVERYBODY.filter((one) => one !== 'proposer'))
      expect((await visitor(who).post(`${path}/provision/recipient`, { recipientKind: 'passphrase' })).status, who).toBe(403)
  })
})
