import { connect as connectSocket, type Socket as NodeSocket } from 'node:net'
import { Duplex } from 'node:stream'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { type Connect, encodedWords, type Socket, socketMailer } from '../../../src/platform/edge/smtp.ts'
import { type MailServer, mailServer } from '../../support/mail-server.ts'

/** `connect` of cloudflare:sockets over Node's, without TLS: what turns to it is noted. */
function sockets() {
  const asked: string[] = []
  const over = (node: NodeSocket): Socket => {
    const { readable, writable } = Duplex.toWeb(node)
    return {
      readable: readable as ReadableStream<Uint8Array>,
      writable: writable as WritableStream<Uint8Array>,
      close: async () => void node.destroy(),
      startTls() {
        asked.push('startTls')
        return { readable: this.readable, writable: this.writable, close: this.close, startTls: this.startTls }
      },
    }
  }
  const connect: Connect = ({ hostname, port }, { secureTransport }) => {
    asked.push(`${secureTransport} ${port}`)
    const node = connectSocket(port, hostname)
    node.on('error', () => {})
    return over(node)
  }
  return { connect, asked }
}

const made = { clock: () => Date.parse('2026-04-15T01:00:00Z'), random: (length: number) => new Uint8Array(length).fill(0xab) }
const letter = {
  to: 'teian@example.jp',
  subject: '【試験県】案件 R8-0001：審査中になりました。長い件名も語で分けて書きます',
  text: '動きがありました。\n.\n..\n',
}
const decoded = (words: string) =>
  words
    .split('\r\n ')
    .map((word) => Buffer.from(/^=\?utf-8\?B\?(.*)\?=$/.exec(word)![1]!, 'base64').toString())
    .join('')

describe('the mailer over sockets', () => {
  let server: MailServer
  afterEach(() => server.close())
  const mailerTo = async (offers: string[], login = '', scheme = 'smtp') => {
    server = await mailServer(offers)
    const { connect, asked } = sockets()
    return { asked, mailer: socketMailer(connect, `${scheme}://${login}127.0.0.1:${server.port}`, '砂丘 <sakyu@example.jp>', made) }
  }

  it('hands a letter in Japanese over, whole', async () => {
    const { mailer } = await mailerTo([])
    await mailer.send(letter)
    expect(server.commands).toEqual(['EHLO sakyu', 'MAIL FROM:<sakyu@example.jp>', 'RCPT TO:<teian@example.jp>', 'DATA', 'QUIT'])
    const [headers, body] = server.letters[0]!.split('\r\n\r\n') as [string, string]
    expect(decoded(/Subject: ((?:.|\r\n )*?)\r\n(?! )/.exec(headers)![1]!)).toBe(letter.subject)
    expect(headers).toContain(`From: =?utf-8?B?${Buffer.from('砂丘').toString('base64')}?= <sakyu@example.jp>`)
    expect(headers).toContain('Date: Wed, 15 Apr 2026 01:00:00 +0000')
    expect(headers).toContain(`Message-ID: <${'ab'.repeat(16)}@example.jp>`)
    expect(headers).toContain('Auto-Submitted: auto-generated')
    expect(Buffer.from(body, 'base64').toString()).toBe(letter.text)
    for (const line of server.letters[0]!.split('\r\n')) expect(line.length).toBeLessThan(79)
  })

  it('turns to TLS where it is offered, before it says who it is', async () => {
    const { mailer, asked } = await mailerTo(['STARTTLS', 'AUTH PLAIN'], 'me:p%40ss@')
    await mailer.send(letter)
    expect(asked[1]).toBe('startTls')
    expect(server.commands.slice(0, 4)).toEqual([
      'EHLO sakyu',
      'STARTTLS',
      'EHLO sakyu',
      `AUTH PLAIN ${Buffer.from('\0me\0p@ss').toString('base64')}`,
    ])
    expect(server.letters).toHaveLength(1)
  })

  it('sends no password where there is no TLS', async () => {
    const { mailer } = await mailerTo(['AUTH PLAIN'], 'me:pass@')
    await expect(mailer.send(letter)).rejects.toThrow('TLS')
    expect(server.commands).toEqual(['EHLO sakyu'])
  })

  it('begins with TLS where the address says so', async () => {
    const { mailer, asked } = await mailerTo(['AUTH PLAIN'], 'me:pass@', 'smtps')
    await mailer.send(letter)
    expect(asked).toEqual([`on ${server.port}`])
    expect(server.commands).toContain(`AUTH PLAIN ${Buffer.from('\0me\0pass').toString('base64')}`)
  })

  it.each([
    ['a recipient whom the server refuses', 'refused@example.jp'],
    ['a server that hangs up', 'gone@example.jp'],
    ['an address with a line break', 'a@example.jp>\r\nRCPT TO:<b@example.jp'],
    ['an address that is none', 'teian'],
  ])('fails with %s, and says no address', async (_, to) => {
    const { mailer } = await mailerTo([])
    const fault = await mailer.send({ ...letter, to }).then(
      () => 'sent',
      (error: Error) => error.message,
    )
    expect(fault).toMatch(/^smtp: /)
    expect(fault).not.toContain('example')
    expect(server.letters).toEqual([])
  })

  it('takes no address of a server or sender that is none', async () => {
    server = await mailServer()
    const { connect } = sockets()
    for (const url of ['', 'mail.example.jp', 'https://mail.example.jp'])
      expect(() => socketMailer(connect, url, 'sakyu@example.jp', made)).toThrow('SAKYU_SMTP')
    for (const from of ['', 'sakyu', '<a@b>x', 'a@b\r\nBcc: c@d'])
      expect(() => socketMailer(connect, 'smtp://x', from, made)).toThrow('SAKYU_MAIL_FROM')
  })
})

it('writes any text as words of at most 75 characters that hold whole characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), (text) => {
      const words = encodedWords(text)
      for (const line of words.split('\r\n ')) expect(line).toMatch(/^[\x20-\x7e]*$/)
      if (words === text) return
      for (const line of words.split('\r\n ')) expect(line.length).toBeLessThanOrEqual(75)
      expect(decoded(words)).toBe(text)
    }),
    { numRuns: 200 },
  )
})
