import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { compilePlan, parseRecipe } from '../anonymise/index.ts'
import type { SettledFacts } from '../attack/index.ts'
import { InputError } from '../core/index.ts'
import { columnName } from '../intake/index.ts'
import { attackResult } from '../runner/attack-result.ts'
import { hierarchiesOf } from '../runner/hierarchy-files.ts'
import { openInputs } from '../runner/inputs.ts'
import { callerPath, readOptions } from './arguments.ts'
import { jsonCommand } from './json-command.ts'

const HELP = `使い方: sakyu attack --data FINISHED --recipe R --original SRC [--original SRC …] [オプション]

元の値を知っている人になったつもりで、加工済みのファイルから本人に近づけるかを試し、JSON で標準出力に書きます。割合は 0〜1 です。

  --data FILE        加工済みのファイル（CSV または Parquet）
  --recipe R         そのファイルを作った加工方法
  --original SRC     元のファイル（何度でも）。当たったかどうかを決めるのに使います
  --background FILE  攻撃する人の手元の表。元のファイルと同じ名前の列と、本人の列をもつこと
  --known a,b,c      攻撃する人が値を知っている列（既定は、準識別子のすべてと、比べられる列のすべて）
  --guess s          値を当てる列（既定は、守るべき値の列）
  --seed N           試す人を選ぶくじの種（既定 1）。同じ種なら同じ人を試します
  --attempts N       それぞれの攻撃で試す回数（既定 2000、多くても 100000）
  --report FILE      加工の報告（既定は、加工済みのファイルの隣の report.json）。データから決まった上限・下限を知るのに使います

結果には個人の値を書きません。終了コード: 0 完了 / 2 指定の誤り
`

/** `sakyu attack`: what an outsider could do with a finished file; counts and shares only. */
export const run = jsonCommand('attack', HELP, attacked)

async function attacked(args: string[], folder: string) {
  const options = readOptions(args, {
    data: 'text',
    recipe: 'text',
    original: 'list',
    background: 'text',
    known: 'list',
    guess: 'list',
    seed: 'text',
    attempts: 'text',
    report: 'text',
  })
  if (options.data === undefined) throw new InputError('--data がありません。加工済みのファイルを指定してください')
  if (options.recipe === undefined) throw new InputError('--recipe がありません。加工方法のファイルを指定してください')
  if (options.original.length === 0) throw new InputError('--original がありません。元のファイルを指定してください')
  const recipePath = callerPath(options.recipe)
  const text = await readFile(recipePath, 'utf8').catch(() => {
    throw new InputError(`加工方法「${options.recipe}」を読めません`)
  })
  const recipe = parseRecipe(text)
  const { compile } = await hierarchiesOf(recipe, dirname(recipePath), false)
  const plan = compilePlan(recipe, compile)
  const limits = { memoryBytes: 500e6, threads: 2 }
  const inputs = await openInputs(options.original.map(callerPath), recipe, folder, limits)
  return attackResult({
    recipe,
    plan,
    inputs,
    dataPath: callerPath(options.data),
    facts: await factsOf(
      options.report === undefined ? join(dirname(callerPath(options.data)), 'report.json') : callerPath(options.report),
      options.report,
    ),
    options: {
      seed: whole(options.seed, '--seed', 0, 2 ** 31 - 1) ?? 1,
      attempts: whole(options.attempts, '--attempts', 1, 100_000) ?? 2_000,
      known: names(options.known),
      guess: names(options.guess),
    },
    backgroundPath: options.background === undefined ? null : callerPath(options.background),
    folder,
    limits,
  })
}

/** `a,b` or a JSON array of texts; null: not given. */
function names(lists: readonly string[]): string[] | null {
  if (lists.length === 0) return null
  return lists.flatMap((text) => {
    if (!text.trimStart().startsWith('[')) return text.split(',').map(columnName)
    try {
      const list: unknown = JSON.parse(text)
      if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return list.map(columnName)
    } catch {
      // said below
    }
    throw new InputError('列の一覧が読めません。a,b か ["a","b"] の形で書いてください')
  })
}

function whole(text: string | undefined, option: string, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (!Number.isInteger(number) || number < least || number > most)
    throw new InputError(`${option} は ${least} 以上 ${most} 以下の整数で書いてください`)
  return number
}

/** Limits that the data decided; a report that is not there tells none. */
async function factsOf(path: string, asked: string | undefined): Promise<SettledFacts> {
  const refuse = () => new InputError('--report のファイルが、加工の報告として読めません')
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) {
    if (asked !== undefined) throw refuse()
    return { thresholds: [] }
  }
  try {
    const { sakyu, thresholds } = JSON.parse(text)
    if (sakyu === 'report/1' && Array.isArray(thresholds)) return { thresholds }
  } catch {
    // said below
  }
  if (asked !== undefined) throw refuse()
  return { thresholds: [] }
}
