import { createServer, type Socket } from 'node:net'

export interface MailServer {
  port: number
  /** commands as they came, line by line, letters left out */
  commands: string[]
  /** letters as they came, headers and text */
  letters: string[]
  close(): Promise<void>
}

/**
 * Just enough of an SMTP server to take letters. It refuses recipients that begin with "refused" and hangs up on those that
 * begin with "gone".
 *
 * @param offers - what it says it can, "STARTTLS"; it says to go on with TLS and goes on without
 */
export async function mailServer(offers: readonly string[] = []): Promise<MailServer> {
  const commands: string[] = []
  const letters: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    let read = ''
    let isLetter = false
    socket.write('220-test\r\n220 ready\r\n')
    const answerTo = (line: string): string => {
      if (/^EHLO/i.test(line)) return [...['test', ...offers].map((offer) => `250-${offer}`), '250 8BITMIME'].join('\r\n')
      if (line === 'STARTTLS') return '220 go on'
      if (/^AUTH/.test(line)) return '235 known'
      if (line === 'DATA') return '354 go on'
      if (/^RCPT TO:<refused/.test(line)) return '550 no such person'
      return line === 'QUIT' ? '221 bye' : '250 ok'
    }
    socket.on('data', (data) => {
      read += data.toString('latin1')
      for (;;) {
        const end = isLetter ? '\r\n.\r\n' : '\r\n'
        const at = read.indexOf(end)
        if (at < 0) return
        const text = read.slice(0, at)
        read = read.slice(at + end.length)
        if (isLetter) {
          letters.push(text)
          isLetter = false
          socket.write('250 taken\r\n')
          continue
        }
        commands.push(text)
        if (/^RCPT TO:<gone/.test(text)) return void socket.destroy()
        isLetter = text === 'DATA'
        // An answer may come in pieces.
        const answer = `${answerTo(text)}\r\n`
        socket.write(answer.slice(0, 5))
        setTimeout(() => socket.write(answer.slice(5)), 1)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as { port: number }).port,
    commands,
    letters,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
