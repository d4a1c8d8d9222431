import { InputError } from '../core/index.ts'
import { makeDemoData } from '../demo/index.ts'
import { callerPath, readOptions } from './arguments.ts'
import { exitStatusOf } from './exit-status.ts'

const HELP = `使い方: sakyu demo-data --persons N --out DIR [--seed 1]

  --persons N   架空の住民の人数（1から5000000まで）
  --out DIR     ファイルを置くフォルダ。まだないか、空であること
  --seed S      種（整数、既定 1）。同じ人数と種からは同じファイルができる
`

const whole = (text: string) => (/^-?\d+$/.test(text) ? Number(text) : Number.NaN)

/** `sakyu demo-data`: writes the invented prefecture's files into a new folder. @returns exit status */
export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP)
    return 0
  }
  try {
    const { persons, out, seed } = readOptions(args, { persons: 'text', out: 'text', seed: 'text' })
    if (persons === undefined) throw new InputError('--persons がありません。架空の住民の人数を指定してください')
    if (out === undefined) throw new InputError('--out がありません。ファイルを置くフォルダを指定してください')
    const rows = makeDemoData({ persons: whole(persons), out: callerPath(out), seed: whole(seed ?? '1') })
    for (const [name, count] of rows) process.stderr.write(`${name}: ${count}行\n`)
    return 0
  } catch (error) {
    return exitStatusOf(error, process.stderr)
  }
}
