import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { letterOf, type Mailer, noticesOfMove, runOutbox, sendDue } from '../../../src/modules/notices/index.ts'
import { rolesToTell, waitAfter } from '../../../src/modules/notices/rules.ts'
import { outboxOf } from '../../../src/modules/notices/service.ts'
import { writeAll } from '../../../src/platform/database.ts'
import { smtpMailer } from '../../../src/platform/node/mail.ts'
import { programme } from '../../../src/programmes/index.ts'
import { type MailServer, mailServer } from '../../support/mail-server.ts'
import { makeSite } from '../../support/site.ts'
import type { TestSite, Visitor } from '../../support/site-client.ts'
import { carryTo, openOffice } from '../../support/way.ts'

const appi = programme('appi')

describe('rules', () => {
  it('tells who can act next', () => {
    expect(rolesToTell(appi, 'submitted')).toContain('screening-officer')
    expect(rolesToTell(appi, 'submitted')).not.toContain('proposer')
    expect(rolesToTell(appi, 'refused')).toEqual([])
  })
  it('waits longer each time, six hours at most', () => {
    expect([1, 2, 3, 30].map(waitAfter)).toEqual([60_000, 120_000, 240_000, 21_600_000])
  })
  it('writes the case’s number and state, and nothing else of it', () => {
    const { subject, text } = letterOf({
      organisation: '試験県',
      receiptNumber: 'R8-0001',
      state: '審査中',
      link: 'https://x.example/ken/proposals/1',
    })
    expect(subject).toBe('【試験県】案件 R8-0001：審査中')
    expect(text).toContain('https://x.example/ken/proposals/1')
  })
})

describe('outbox', () => {
  let site: TestSite
  const theCase = { id: 'case-1', organisationId: 'ken', proposerOrganisationId: '' }
  let letters: { to: string; subject: string; text: string }[] = []
  let fails = false
  let administrator: Visitor
  const mailer: Mailer = {
    send: async (letter) => {
      if (fails) throw new Error('550 no')
      letters.push(letter)
    },
  }
  const move = async (version: number, state: string, actorId = 'nobody') => {
    const at = site.deps.clock()
    const statements = await noticesOfMove(site.deps, theCase, appi, { state, receiptNumber: 'R8-0001', version, at, actorId })
    await writeAll(site.deps.db, statements())
  }
  beforeAll(async () => {
    site = await makeSite()
    const people = await site.government('ken', 'appi', {
      screening: ['screening-officer'],
      contract: ['contract-officer'],
      administrator: ['administrator'],
    })
    administrator = people.administrator!
    await site.government('shi', 'appi', { screening: ['screening-officer'] })
    theCase.proposerOrganisationId = (await site.proposer('teian')).organisationId
  })
  afterAll(() => site.close())

  it('writes once to the proposer and to the officials of that organisation who can act', async () => {
    await move(1, 'submitted')
    expect(await sendDue(site.deps, mailer, 'https://x.example/')).toBe(letters.length)
    expect(letters.map(({ to }) => to).some((to) => to === 'teian@example.jp')).toBe(true)
    expect(letters.every(({ to }) => !to.includes('shi'))).toBe(true)
    expect(letters).toHaveLength(2)
    expect(letters[0]!.text).toContain('https://x.example/ken/proposals/case-1')
    expect(await sendDue(site.deps, mailer, null)).toBe(0)
  })

  it('tries again later what the server refused, and gives news up that is old', async () => {
    letters = []
    fails = true
    await move(2, 'review')
    expect(await sendDue(site.deps, mailer, null)).toBe(0)
    fails = false
    expect(await sendDue(site.deps, mailer, null)).toBe(0)
    site.advance(61_000)
    expect(await sendDue(site.deps, mailer, null)).toBeGreaterThan(0)
    await move(3, 'refused')
    site.advance(4 * 24 * 3_600_000)
    letters = []
    expect(await sendDue(site.deps, mailer, null)).toBe(0)
    expect((await outboxOf(site.deps.db, 'ken')).filter(({ sentAt }) => sentAt === null).every(({ nextAt }) => nextAt === null)).toBe(true)
    expect(letters).toEqual([])
  })

  it('shows administrators what waits, what left and what was given up, also where nothing sends', async () => {
    const page = async () => (await administrator.get('/ken/notices')).text()
    await move(9, 'submitted')
    expect(await page()).toContain('これから')
    site.advance(4 * 24 * 3_600_000)
    expect(await page()).not.toContain('これから')
    expect(await page()).toContain('送らなかった')
    expect((await site.visitor.get('/ken/notices')).status).toBe(404)
  })

  it('holds of a whole case, from the proposal to the receipt, its number and its state alone', async () => {
    const whole = await makeSite()
    try {
      const office = await openOffice(whole)
      await carryTo(office, 'in-use')
      const written: { subject: string; text: string }[] = []
      for (let i = 0; i < 10; i++) await sendDue(whole.deps, { send: async (one) => void written.push(one) }, 'https://x.example')
      expect(written.length).toBeGreaterThan(10)
      const words = [...Object.values(appi.states).map(({ label }) => label), ...appi.transitions.map(({ label }) => label)]
      const state = `(?:${words.join('|')})`
      const letter = [
        `案件 2026-0001 に動きがありました：「${state}」`,
        '',
        '内容は、ログインして確かめてください。',
        'https://x\\.example/ken/proposals/[a-z0-9]+',
        '',
        'このメールは自動で送っています。返信は届きません。',
        '',
      ].join('\\n')
      for (const { subject, text } of written) {
        expect(subject).toMatch(new RegExp(`^【ken（試験）】案件 2026-0001：${state}$`))
        expect(text).toMatch(new RegExp(`^${letter}$`))
      }
    } finally {
      whole.close()
    }
  })

  it('looks for reminders once a day in Japan, again soon where that failed, and sends what is due all the same', async () => {
    letters = []
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const stopping = new AbortController()
    try {
      const days: string[] = []
      let isBroken = true
      const daily = async () => {
        if (isBroken) throw new Error('the database is away')
        days.push(new Date(site.deps.clock()).toISOString().slice(0, 10))
      }
      const turned = () => vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
      const turn = async () => {
        vi.advanceTimersByTime(15_000)
        await turned()
      }
      await move(20, 'submitted')
      runOutbox(site.deps, mailer, null, stopping.signal, daily)
      await turned()
      expect(days).toHaveLength(0)
      expect(letters).toHaveLength(2)
      isBroken = false
      await turn()
      await turn()
      expect(days).toHaveLength(1)
      site.advance(24 * 3_600_000)
      await turn()
      expect(days).toHaveLength(2)
    } finally {
      stopping.abort()
      vi.useRealTimers()
    }
  })

  it('two senders at once write each letter once', async () => {
    letters = []
    await move(4, 'submitted')
    const sent = await Promise.all([sendDue(site.deps, mailer, null), sendDue(site.deps, mailer, null)])
    expect(sent[0]! + sent[1]!).toBe(2)
    expect(new Set(letters.map(({ to }) => to)).size).toBe(letters.length)
  })
})

describe('SMTP', () => {
  let server: MailServer
  beforeAll(async () => {
    server = await mailServer()
  })
  afterAll(() => server.close())

  it('sends a letter in Japanese, and fails where the server refuses it', async () => {
    const mailer = smtpMailer(`smtp://127.0.0.1:${server.port}`, 'sakyu@example.jp')
    await mailer.send({
      to: 'teian@example.jp',
      subject: '【試験県】案件 R8-0001：審査中',
      text: '案件 R8-0001 に動きがありました：「審査中」\n',
    })
    expect(server.commands).toContain('RCPT TO:<teian@example.jp>')
    expect(server.letters[0]).toContain('Auto-Submitted: auto-generated')
    expect(server.letters[0]).toMatch(/Subject: =\?UTF-8\?/i)
    await expect(mailer.send({ to: 'refused@example.jp', subject: 'x', text: 'x' })).rejects.toThrow()
  })
})
