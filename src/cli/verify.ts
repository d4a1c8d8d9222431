import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseRecipe } from '../anonymise/index.ts'
import { InputError } from '../core/index.ts'
import { openDuckDb } from '../platform/node/duckdb.ts'
import { verifyFile } from '../verify/index.ts'
import { callerPath, readOptions } from './arguments.ts'
import { exitStatusOf } from './exit-status.ts'

const HELP = `使い方: sakyu verify --data FILE --recipe R [--persons SIDE]

  --data FILE      加工済みのファイル（CSV または Parquet）
  --recipe R       そのファイルを作った加工方法
  --persons SIDE   ファイルに本人の列がないとき: 行の順に「person,household」の番号を書いた CSV

測った結果を JSON で標準出力に書きます。終了コード: 0 満たす / 3 満たさない、又は決められない
`

/** `sakyu verify`: measures a finished file; JSON on stdout, exit 0 met, 3 not met or undecided. */
export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP)
    return 0
  }
  const spill = await mkdtemp(join(tmpdir(), 'sakyu-verify-'))
  try {
    const options = readOptions(args, { data: 'text', recipe: 'text', persons: 'text' })
    if (options.data === undefined) throw new InputError('--data がありません。加工済みのファイルを指定してください')
    if (options.recipe === undefined) throw new InputError('--recipe がありません。加工方法のファイルを指定してください')
    const recipePath = callerPath(options.recipe)
    const recipe = parseRecipe(
      await readFile(recipePath, 'utf8').catch(() => {
        throw new InputError(`加工方法「${options.recipe}」を読めません`)
      }),
    )
    const database = await openDuckDb({ memoryBytes: 1e9, threads: 2, spill })
    try {
      const measured = await verifyFile({
        path: callerPath(options.data),
        recipe,
        side: options.persons === undefined ? undefined : callerPath(options.persons),
        database,
        parquetHeader: (path) => database.parquetHeader(path),
      })
      const { sizes: _sizes, values: _values, sha256: _sha256, ...figures } = measured
      process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
      return measured.met === true ? 0 : 3
    } finally {
      await database.close()
    }
  } catch (error) {
    return exitStatusOf(error, process.stderr)
  } finally {
    await rm(spill, { recursive: true, force: true })
  }
}
