import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { InputError } from '../core/index.ts'
import { makeDemoData } from '../demo/index.ts'

const USAGE = '使い方: sakyu demo-data --persons N --out DIR [--seed 1]'

function options(args: string[]) {
  try {
    return parseArgs({ args, options: { persons: { type: 'string' }, out: { type: 'string' }, seed: { type: 'string', default: '1' } } })
      .values
  } catch {
    throw new InputError(USAGE)
  }
}

const whole = (text: string | undefined) => (text !== undefined && /^-?\d+$/.test(text) ? Number(text) : Number.NaN)

/** `sakyu demo-data`: writes the invented prefecture's files into a new folder. @returns exit status */
export async function demoData(args: string[]): Promise<number> {
  const { persons, out, seed } = options(args)
  if (persons === undefined || out === undefined) throw new InputError(USAGE)
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), out)
  const rows = makeDemoData({ persons: whole(persons), out: folder, seed: whole(seed) })
  for (const [name, count] of rows) process.stderr.write(`${name}: ${count}行\n`)
  return 0
}
