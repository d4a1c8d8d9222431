import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export interface CliRun {
  status: number | null
  stdout: string
  stderr: string
}

const CLI = resolve('src/cli.ts')

/** Runs `sakyu` as its users do: in a process of its own. */
export function sakyu(
  args: string[],
  options: { cwd?: string; env?: Record<string, string>; onStderr?: (text: string, kill: () => void) => void } = {},
): Promise<CliRun> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...args], {
      cwd: options.cwd,
      env: { ...process.env, INIT_CWD: options.cwd ?? process.cwd(), ...options.env },
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      options.onStderr?.(text, () => child.kill('SIGKILL'))
    })
    child.on('close', (status) => done({ status, stdout, stderr }))
  })
}

/** A folder that is gone after the test. */
export function scratch(): { path: (name: string) => string; erase: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'sakyu-cli-'))
  return { path: (name) => join(folder, name), erase: () => rmSync(folder, { recursive: true, force: true }) }
}
