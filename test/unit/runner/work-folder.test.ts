import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { sweep } from '../../../src/runner/work-folder.ts'

const root = mkdtempSync(join(tmpdir(), 'sakyu-sweep-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const left = () => readdirSync(root).filter((name) => name.startsWith('.out.sakyu-'))

/** The working folder of a process, with what is personal in it. */
function folderOf(pid: number): void {
  const path = join(root, `.out.sakyu-${pid}-x`)
  mkdirSync(path)
  writeFileSync(join(path, 'owner'), `${pid} `)
  writeFileSync(join(path, 'side.csv'), 'person,household\n1,1\n')
}

it('the folder of a process that works is left, and erased once it was killed, even before anybody has asked after it', async () => {
  // The shell becomes a sleep that never asks after its child: killed, the child stays in the table of processes.
  const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (data: Buffer) => resolve(Number(data.toString()))))
    folderOf(pid)
    await sweep(join(root, 'out'))
    expect(left()).toHaveLength(1)
    process.kill(pid, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 200))
    if (existsSync('/proc/self')) expect(existsSync(`/proc/${pid}`)).toBe(true)
    await sweep(join(root, 'out'))
    expect(left()).toEqual([])
  } finally {
    parent.kill('SIGKILL')
  }
})
