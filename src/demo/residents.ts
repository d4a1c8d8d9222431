import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PERSONS = '10000'
const COMMAND = fileURLToPath(new URL('../cli.ts', import.meta.url))

/**
 * Invented residents for the runner of a demonstration, unless they are there already. Made in a process of its own by
 * `sakyu demo-data`, and put in place whole.
 */
export async function inventResidents(folder: string): Promise<void> {
  if (existsSync(folder)) return
  const making = join(dirname(folder), '.residents-making')
  await rm(making, { recursive: true, force: true })
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [COMMAND, 'demo-data', '--persons', PERSONS, '--out', making], { stdio: 'ignore' })
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error('demo-data failed'))))
  })
  await rename(making, folder)
}
