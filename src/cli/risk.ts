import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseNumber } from '../anonymise/index.ts'
import { InputError } from '../core/index.ts'
import { columnName, readRows } from '../intake/index.ts'
import { ColumnCoder, measureRisk } from '../risk/index.ts'
import { callerPath, readOptions } from './arguments.ts'
import { exitStatusOf } from './exit-status.ts'
import { openTable } from './open-table.ts'

const HELP = `使い方: sakyu risk --in FILE --quasi a,b [--quasi c] [オプション]

準識別子の組み合わせで本人が見分けられる危険を測り、JSON で標準出力に書きます。割合は 0〜1 です。

  --quasi a,b          準識別子の列（何度でも。列名に , があるときは '["a,b"]'）
  --person P           本人の列。複数の行がある人は、行の組（履歴）で数えます
  --household H        世帯の列
  --weight W           標本の重みの列
  --sensitive S        守るべき値の列
  --fraction f         母集団のうち標本の割合（0 < f <= 1）。1 より小さいとき母集団一意を推定します
  --nulls LIST         空とみなす値（例 ",NA"。既定は空文字だけ）
  --nulls-match own|any  空を一つの値とみなす（own）か、どの値とも一致させる（any）か
  --delimiter C --encoding E
  --records OUT.csv    行ごとに row, fk, Fk, rk, suda2 を書き出します
`

/** `sakyu risk`: how far persons can be told apart in any file; counts and shares only. */
export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP)
    return 0
  }
  const folder = await mkdtemp(join(tmpdir(), 'sakyu-risk-'))
  try {
    const options = readOptions(args, {
      in: 'text',
      quasi: 'list',
      person: 'text',
      household: 'text',
      weight: 'text',
      sensitive: 'text',
      fraction: 'text',
      nulls: 'text',
      'nulls-match': 'text',
      delimiter: 'text',
      encoding: 'text',
      records: 'text',
    })
    if (options.in === undefined) throw new InputError('--in がありません。測るファイルを指定してください')
    const quasi = options.quasi.flatMap((text) => listOf(text, '--quasi')).map(columnName)
    if (quasi.length === 0) throw new InputError('--quasi がありません。準識別子の列を指定してください')
    const doubled = quasi.find((name, i) => quasi.indexOf(name) !== i)
    if (doubled !== undefined) throw new InputError(`--quasi に「${doubled}」が二つあります`)
    const fraction = options.fraction === undefined ? 1 : Number(options.fraction)
    if (!(fraction > 0 && fraction <= 1)) throw new InputError('--fraction は 0 より大きく 1 以下の数で書いてください')
    const nullsMatch = options['nulls-match'] ?? 'own'
    if (nullsMatch !== 'own' && nullsMatch !== 'any') throw new InputError('--nulls-match は own か any です')

    const { file, csv } = await openTable(callerPath(options.in), options, folder)
    const named = (text: string | undefined) => (text === undefined ? undefined : columnName(text))
    const wanted = {
      person: named(options.person),
      household: named(options.household),
      weight: named(options.weight),
      sensitive: named(options.sensitive),
    }
    const coders = new Map<string, ColumnCoder>()
    for (const name of [...quasi, ...Object.values(wanted)])
      if (name !== undefined) {
        if (!file.header.includes(name)) throw new InputError(`「${file.name}」: 列「${name}」がありません`)
        coders.set(name, new ColumnCoder())
      }
    const at = [...coders].map(([name, coder]) => ({ coder, index: file.header.indexOf(name) }))
    let rows = 0
    for await (const batch of readRows(csv, options.nulls === undefined ? [''] : listOf(options.nulls, '--nulls')))
      for (const row of batch) {
        rows += 1
        for (const { coder, index } of at) coder.add(row[index]!)
      }
    const column = (name: string | undefined) => (name === undefined ? null : coders.get(name)!.column(name))
    const person = column(wanted.person)
    if (person && person.nullCode >= 0)
      throw new InputError(`列「${person.name}」が空の行が${countOf(person.codes, person.nullCode)}行あります。本人を数えられません`)
    const { risk, records } = measureRisk({
      rows,
      quasi: quasi.map((name) => column(name)!),
      person,
      household: column(wanted.household),
      weights: wanted.weight === undefined ? null : weightsOf(wanted.weight, coders.get(wanted.weight)!),
      sensitive: wanted.sensitive === undefined ? null : { ...column(wanted.sensitive)!, order: orderOf(coders.get(wanted.sensitive)!) },
      fraction,
      nullsMatch,
    })
    if (options.records !== undefined) await writeRecords(callerPath(options.records), rows, records)
    process.stdout.write(`${JSON.stringify(risk, null, 2)}\n`)
    return 0
  } catch (error) {
    return exitStatusOf(error, process.stderr)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** `a,b` or a JSON array of texts. */
function listOf(text: string, option: string): string[] {
  if (!text.trimStart().startsWith('[')) return text.split(',')
  try {
    const list: unknown = JSON.parse(text)
    if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return list
  } catch {
    // said below
  }
  throw new InputError(`${option} の一覧が読めません。a,b か ["a","b"] の形で書いてください`)
}

const countOf = (codes: Int32Array, code: number) => codes.reduce((sum, one) => sum + (one === code ? 1 : 0), 0)

function weightsOf(name: string, coder: ColumnCoder): Float64Array {
  const numbers = coder.texts().map((text) => (text === null ? null : parseNumber(text)))
  const { codes } = coder.column(name)
  const bad = codes.reduce((sum, code) => sum + ((numbers[code] ?? 0) > 0 ? 0 : 1), 0)
  if (bad > 0) throw new InputError(`列「${name}」に、正の数でない重みが${bad}行あります`)
  return Float64Array.from(codes, (code) => numbers[code]!)
}

/** Codes in ascending order if every value is a number. */
function orderOf(coder: ColumnCoder): number[] | null {
  const numbers = coder.texts().flatMap((text, code) => (text === null ? [] : [{ code, number: parseNumber(text) }]))
  if (numbers.some(({ number }) => number === null)) return null
  return numbers.sort((a, b) => a.number! - b.number!).map(({ code }) => code)
}

async function writeRecords(path: string, rows: number, records: ReturnType<typeof measureRisk>['records']): Promise<void> {
  const sink = createWriteStream(path, { mode: 0o600 })
  const failed = once(sink, 'error').then(([error]) => Promise.reject(error as Error))
  failed.catch(() => {})
  const write = async () => {
    sink.write('row,fk,Fk,rk,suda2\n')
    for (let row = 0; row < rows; row++) {
      const line = `${row + 1},${records.fk[row]},${records.Fk[row]},${records.rk[row]},${records.suda2?.[row] ?? ''}\n`
      if (!sink.write(line)) await once(sink, 'drain')
    }
    sink.end()
    await once(sink, 'finish')
  }
  await Promise.race([write(), failed]).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'EACCES' || error.code === 'EISDIR')
      throw new InputError('--records のファイルを書けません。場所を確かめてください')
    throw error
  })
}
