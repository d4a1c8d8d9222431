import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const KEY = '00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef'
const SAKYU = resolve('bin/sakyu.mjs')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sakyu-serve-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** From a folder that is not the project's, as an operator's service does. */
const options = (over: NodeJS.ProcessEnv) => ({
  cwd: folder,
  env: { ...process.env, SAKYU_DATA: join(folder, 'data'), SAKYU_DEMO: '0', PORT: '0', ...over },
})

const sakyu = (command: string, over: NodeJS.ProcessEnv = {}) => {
  const done = spawnSync(process.execPath, [SAKYU, command], { encoding: 'utf8', timeout: 30_000, ...options(over) })
  return { status: done.status, out: done.stdout, err: done.stderr }
}

describe('migrate', () => {
  it('makes the tables, and does nothing where they are made', () => {
    const first = sakyu('migrate')
    expect(first).toMatchObject({ status: 0, out: '' })
    expect(first.err).toMatch(/最初の管理者.*\n {2}\/invitation\?token=[a-z2-9]{40}\n/)
    expect(existsSync(join(folder, 'data', 'sakyu.db'))).toBe(true)
    expect(sakyu('migrate')).toMatchObject({ status: 0, out: '' })
  })
})

describe('serve', () => {
  it.each([
    ['no key', undefined],
    ['a key too short', KEY.slice(2)],
    ['a key that is no work of chance', 'deadbeef'.repeat(8)],
  ])('refuses %s with one message', (_, key) => {
    const { status, err } = sakyu('serve', { SAKYU_KEY: key })
    expect(status).toBe(2)
    expect(err).toMatch(/^sakyu: .*SAKYU_KEY.*\n$/)
  })

  it('says in words that its port is taken', async () => {
    const other = createServer()
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
    const { status, err } = sakyu('serve', { SAKYU_KEY: KEY, PORT: String((other.address() as AddressInfo).port) })
    other.close()
    expect(status).toBe(2)
    expect(err).toMatch(/^そのポートは使われています。.*\n$/)
  })

  it('answers until it is told to stop', async () => {
    const child = spawn(process.execPath, [SAKYU, 'serve'], { ...options({ SAKYU_KEY: KEY }), stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      let text = ''
      child.stdout.on('data', (chunk) => {
        text += chunk
      })
      const printed = async (pattern: RegExp) => {
        for (let i = 0; i < 600 && !pattern.test(text); i++) await new Promise((done) => setTimeout(done, 50))
        return pattern.exec(text)![0]
      }
      const url = await printed(/http:\/\/\S+\/(?=\n)/)
      const page = await fetch(url)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('団体')
      const link = await printed(/http:\/\/\S+\/invitation\?token=\S+/)
      expect((await fetch(link)).status).toBe(200)
      const stopped = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      expect(await stopped).toBe(0)
    } finally {
      child.kill('SIGKILL')
    }
  })
})
