import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { InputError } from '../core/index.ts'
import { runRecipe } from '../runner/run-recipe.ts'
import type { EarlierFiles } from '../runner/run-request.ts'
import { bytesOf, callerPath, readOptions } from './arguments.ts'
import { progressTo } from './progress.ts'

const HELP = `使い方: sakyu anonymise --recipe R --in FILE [--in FILE …] --out DIR

  --recipe R        加工方法（JSON または YAML）
  --in FILE         個人情報ファイル（CSV または Parquet）。列が同じ複数のファイルは一つの表として扱う
  --out DIR         結果を置くフォルダ。まだないか、空であること
  --engine E        duckdb（既定）または memory
  --secret-file S   秘密鍵のファイル（32バイト、または16進64字）。なければ乱数
  --memory 2GB      使ってよいメモリ（既定 1GB）
  --threads N       使ってよいスレッド数
  --attacks A       結果への攻撃を試して報告に載せる: auto（既定。元が10万行まで）・on・off
  --earlier R:REPORT  同じファイルの前の提供の加工方法と、その report.json。何度でも書ける。合わせて k 人未満に絞れる本人がいれば出さない
  --despite-earlier T  それでも出すと決めた理由。報告書に載る
  --progress P      auto（既定）・json・none
`

/** 32 raw bytes, or 64 hex digits and an optional line end. */
async function readSecret(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch(() => {
    throw new InputError(`秘密鍵のファイル「${path}」を読めません`)
  })
  if (bytes.length === 32) return new Uint8Array(bytes)
  const text = bytes.toString('latin1').replace(/\r?\n$/, '')
  if (/^[0-9a-f]{64}$/i.test(text)) return new Uint8Array(Buffer.from(text, 'hex'))
  throw new InputError(`秘密鍵のファイル「${path}」は32バイト、または16進64字でなければなりません`)
}

function choice<T extends string>(value: string | undefined, option: string, choices: readonly T[]): T {
  if (value === undefined) return choices[0]!
  if (!(choices as readonly string[]).includes(value)) throw new InputError(`${option} は ${choices.join('・')} のどれかです`)
  return value as T
}

/** "recipe.json:out/report.json" */
function earlierFiles(value: string): EarlierFiles {
  const at = value.lastIndexOf(':')
  if (at < 1 || at === value.length - 1) throw new InputError('--earlier は 加工方法:report.json の形で書いてください')
  return { recipePath: callerPath(value.slice(0, at)), reportPath: callerPath(value.slice(at + 1)) }
}

/** `sakyu anonymise`: writes DIR/data.csv, report.json, report.html, datapackage.json, all or nothing. */
export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP)
    return 0
  }
  const options = readOptions(args, {
    recipe: 'text',
    in: 'list',
    out: 'text',
    engine: 'text',
    'secret-file': 'text',
    memory: 'text',
    threads: 'text',
    progress: 'text',
    attacks: 'text',
    earlier: 'list',
    'despite-earlier': 'text',
  })
  if (options.recipe === undefined) throw new InputError('--recipe がありません。加工方法のファイルを指定してください')
  if (options.in.length === 0) throw new InputError('--in がありません。個人情報ファイルを指定してください')
  if (options.out === undefined) throw new InputError('--out がありません。結果を置くフォルダを指定してください')
  const threads = options.threads === undefined ? availableParallelism() : Number(options.threads)
  if (!Number.isInteger(threads) || threads < 1) throw new InputError('--threads は1以上の整数です')
  const progress = progressTo(process.stderr, choice(options.progress, '--progress', ['auto', 'json', 'none']))
  const attacks = choice(options.attacks, '--attacks', ['auto', 'on', 'off'])
  const reason = options['despite-earlier']
  if (reason?.trim() === '') throw new InputError('--despite-earlier に理由を書いてください')
  if (reason !== undefined && options.earlier.length === 0) throw new InputError('--despite-earlier は --earlier と合わせて書いてください')
  const { status, because, warnings } = await runRecipe({
    ...(attacks === 'auto' ? {} : { attacks: attacks === 'on' }),
    recipePath: callerPath(options.recipe),
    inputs: options.in.map(callerPath),
    out: callerPath(options.out),
    engine: choice(options.engine, '--engine', ['duckdb', 'memory']),
    secret: options['secret-file'] === undefined ? null : await readSecret(callerPath(options['secret-file'])),
    memoryBytes: options.memory === undefined ? null : bytesOf(options.memory, '--memory'),
    threads,
    progress,
    earlier: options.earlier.map(earlierFiles),
    overruled: reason === undefined ? null : { by: null, reason: reason.trim(), joins: null },
  })
  for (const warning of warnings) process.stderr.write(`注意: ${warning}\n`)
  if (status === 'not-met')
    process.stderr.write(
      `${because === 'earlier' ? '前の提供と合わせると、本人が k 人未満に絞られます' : 'プライバシー要件を満たせませんでした'}。データは出力していません。${callerPath(options.out)}/report.html をご覧ください\n`,
    )
  return status === 'released' ? 0 : 3
}
