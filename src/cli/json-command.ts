import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exitStatusOf } from './exit-status.ts'

/** A command that measures and prints JSON on stdout; its working folder is erased whatever happens. */
export const jsonCommand =
  (name: string, help: string, measured: (args: string[], folder: string) => Promise<object>) =>
  async (args: string[]): Promise<number> => {
    if (args.includes('--help')) {
      process.stdout.write(help)
      return 0
    }
    const folder = await mkdtemp(join(tmpdir(), `sakyu-${name}-`))
    try {
      process.stdout.write(`${JSON.stringify(await measured(args, folder), null, 2)}\n`)
      return 0
    } catch (error) {
      return exitStatusOf(error, process.stderr)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
