import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InputError } from '../core/index.ts'
import { columnFacts, draftRecipe } from '../inspect/index.ts'
import { readRows } from '../intake/index.ts'
import { callerPath, readOptions } from './arguments.ts'
import { exitStatusOf } from './exit-status.ts'
import { openTable } from './open-table.ts'

const HELP = `使い方: sakyu inspect --in FILE [--delimiter C] [--encoding E]

文字コード、区切り、列の型と種類、個人識別符号の有無を調べ、加工方法の下書きと一緒に JSON で標準出力に書きます。
値そのものは書きません。
`

/** `sakyu inspect`: what a file is and what its columns likely are, with a draft recipe; no cell of it is printed. */
export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP)
    return 0
  }
  const folder = await mkdtemp(join(tmpdir(), 'sakyu-inspect-'))
  try {
    const options = readOptions(args, { in: 'text', delimiter: 'text', encoding: 'text' })
    if (options.in === undefined) throw new InputError('--in がありません。調べるファイルを指定してください')
    const { file, csv } = await openTable(callerPath(options.in), options, folder)
    const values = file.header.map(() => new Map<string, number>())
    const nulls = file.header.map(() => 0)
    let rows = 0
    for await (const batch of readRows(csv, ['']))
      for (const row of batch) {
        rows += 1
        for (const [i, cell] of row.entries()) {
          if (cell === null) nulls[i]! += 1
          else values[i]!.set(cell, (values[i]!.get(cell) ?? 0) + 1)
        }
      }
    const columns = file.header.map((name, i) => columnFacts(name, values[i]!, nulls[i]!))
    const recipe = draftRecipe(columns, '加工方法の下書き')
    process.stdout.write(`${JSON.stringify({ encoding: file.encoding, delimiter: file.delimiter, rows, columns, recipe }, null, 2)}\n`)
    return 0
  } catch (error) {
    return exitStatusOf(error, process.stderr)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
