import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ServedSite {
  url: string
  folder: string
  /** SIGKILL, as a power cut would */
  kill(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

/** The real process of `npm start`, on a folder and a port of its own. */
export async function serveSite(environment: Record<string, string> = {}): Promise<ServedSite> {
  const folder = mkdtempSync(join(tmpdir(), 'sakyu-served-'))
  let child: ChildProcess | undefined
  const site: ServedSite = {
    url: '',
    folder,
    async start() {
      const started = spawn(process.execPath, ['--import', 'tsx', 'src/main.node.ts'], {
        env: { ...process.env, SAKYU_DATA: folder, PORT: new URL(site.url || 'http://x:0').port || '0', ...environment },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      child = started
      site.url = await new Promise<string>((resolve, reject) => {
        let text = ''
        started.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
          const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text)
          if (found) resolve(found[0])
        })
        started.once('exit', () => reject(new Error('the site ended while starting')))
      })
    },
    async kill() {
      const dead = child!
      const gone = new Promise((resolve) => dead.once('exit', resolve))
      dead.kill('SIGKILL')
      await gone
    },
    async close() {
      if (child && child.exitCode === null && child.signalCode === null) await site.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await site.start()
  return site
}
