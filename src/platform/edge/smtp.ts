import { InputError } from '../../core/index.ts'

/** What `connect` of cloudflare:sockets answers, as far as it is used here. */
export interface Socket {
  readable: ReadableStream<Uint8Array>
  writable: WritableStream<Uint8Array>
  close(): Promise<void>
  startTls(): Socket
}
export type Connect = (
  address: { hostname: string; port: number },
  options: { secureTransport: 'on' | 'starttls'; allowHalfOpen: false },
) => Socket

interface Letter {
  to: string
  subject: string
  text: string
}

const PATIENCE_MS = 20_000
/** An address that needs no quoting and no extension of the protocol. */
const ADDRESS = /^[\x21-\x3b\x3d\x3f-\x7e]+@[\x21-\x3b\x3d\x3f-\x7e]+$/

/**
 * Sends plain letters through an SMTP server from where there are sockets but no Node: one connection a letter.
 *
 * @param url - "smtps://user:password@mail.example.jp", or "smtp://…", which turns to TLS where the server offers it
 * @param from - "mail@example.jp" or "Name <mail@example.jp>"
 * @throws {InputError} if one of them is none
 * @source RFC 5321; RFC 3207 (STARTTLS); RFC 4954 and RFC 4616 (AUTH PLAIN)
 */
export function socketMailer(connect: Connect, url: string, from: string, { clock, random }: Made) {
  const server = URL.canParse(url) ? new URL(url) : undefined
  if (!server || !['smtp:', 'smtps:'].includes(server.protocol) || server.hostname === '')
    throw new InputError('SAKYU_SMTP は「smtps://利用者:パスワード@サーバー」の形で指定してください。')
  const sender = /^(?:(.*?)\s*<([^<>]+)>|([^<>]+))$/.exec(from.trim())
  const [name, address] = [sender?.[1] ?? '', sender?.[2] ?? sender?.[3] ?? '']
  if (!ADDRESS.test(address)) throw new InputError('SAKYU_MAIL_FROM に差出人のメールアドレスを指定してください。')
  const isTls = server.protocol === 'smtps:'
  const port = Number(server.port) || (isTls ? 465 : 587)

  return {
    /** @throws if the server did not take the letter; what it said is left out, it may hold the address */
    async send({ to, subject, text }: Letter): Promise<void> {
      if (!ADDRESS.test(to)) throw new Error('smtp: no address')
      const socket = connect({ hostname: server.hostname, port }, { secureTransport: isTls ? 'on' : 'starttls', allowHalfOpen: false })
      const talk = talkOver(socket)
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('smtp: no answer in time')), PATIENCE_MS)
      })
      try {
        await Promise.race([deliver(), late])
      } finally {
        clearTimeout(timer)
        await talk.end().catch(() => {})
      }

      async function deliver(): Promise<void> {
        await talk.answer(220)
        let offers = await talk.say('EHLO sakyu', 250)
        const isPrivate = isTls || offers.includes('STARTTLS')
        if (!isTls && isPrivate) {
          await talk.say('STARTTLS', 220)
          talk.startTls()
          offers = await talk.say('EHLO sakyu', 250)
        }
        if (server!.username !== '') {
          if (!isPrivate) throw new Error('smtp: a password is not sent without TLS')
          const [user, password] = [server!.username, server!.password].map(decodeURIComponent)
          await talk.say(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`, 235)
        }
        await talk.say(`MAIL FROM:<${address}>`, 250)
        await talk.say(`RCPT TO:<${to}>`, 250)
        await talk.say('DATA', 354)
        const headers = [
          `From: ${name === '' ? '' : `${encodedWords(name)} `}<${address}>`,
          `To: <${to}>`,
          `Subject: ${encodedWords(subject)}`,
          `Date: ${new Date(clock()).toUTCString().replace('GMT', '+0000')}`,
          `Message-ID: <${[...random(16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}@${address.split('@')[1]}>`,
          'MIME-Version: 1.0',
          'Content-Type: text/plain; charset=utf-8',
          'Content-Transfer-Encoding: base64',
          // Machines that answer letters by themselves leave these alone (RFC 3834).
          'Auto-Submitted: auto-generated',
        ]
        // Base64 has no line that begins with a full stop: nothing to double.
        await talk.say([...headers, '', ...(base64(text).match(/.{1,76}/g) ?? []), '.'].join('\r\n'), 250)
        await talk.say('QUIT', 221).catch(() => {}) // it has the letter
      }
    },
  }
}

interface Made {
  clock: () => number
  random: (length: number) => Uint8Array
}

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

/** A header's text: as it is, or in words that each hold whole characters, a line each, of at most 76 with the name before them. @source RFC 2047 */
export function encodedWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?')) return text
  const words: string[] = []
  let word = ''
  for (const character of text) {
    if (new TextEncoder().encode(word + character).length > 36) {
      words.push(word)
      word = ''
    }
    word += character
  }
  return [...words, word].map((one) => `=?utf-8?B?${base64(one)}?=`).join('\r\n ')
}

/** Lines to the server, answers from it; a socket that turns to TLS is another one. */
function talkOver(first: Socket) {
  let socket = first
  let reader = socket.readable.getReader()
  let writer = socket.writable.getWriter()
  let read = ''
  const decoder = new TextDecoder()
  async function answer(expected: number): Promise<string> {
    for (;;) {
      // The last line of an answer has a space behind its number.
      const whole = /^(?:\d{3}-.*\r?\n)*(\d{3})(?: .*)?\r?\n/.exec(read)
      if (whole) {
        read = read.slice(whole[0].length)
        if (Number(whole[1]) !== expected) throw new Error(`smtp: ${whole[1]} where ${expected} was expected`)
        return whole[0].toUpperCase()
      }
      const { value, done } = await reader.read()
      if (done) throw new Error('smtp: the server closed the connection')
      read += decoder.decode(value, { stream: true })
      if (read.length > 65_536) throw new Error('smtp: an answer without end')
    }
  }
  return {
    answer,
    async say(line: string, expected: number): Promise<string> {
      await writer.write(new TextEncoder().encode(`${line}\r\n`))
      return answer(expected)
    },
    startTls(): void {
      reader.releaseLock()
      writer.releaseLock()
      socket = socket.startTls()
      reader = socket.readable.getReader()
      writer = socket.writable.getWriter()
      read = '' // what was said before TLS does not count
    },
    end: () => socket.close(),
  }
}
