import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { parseNumber } from '../anonymise/index.ts'
import { InputError } from '../core/index.ts'
import { columnName } from '../intake/index.ts'
import { type CodedColumn, distanceRisk, measureRisk } from '../risk/index.ts'
import { callerPath, readOptions } from './arguments.ts'
import { jsonCommand } from './json-command.ts'
import { openTable } from './open-table.ts'
import { type ReadColumn, readColumns } from './read-columns.ts'

const HELP = `使い方: sakyu risk --in FILE --quasi a,b [--quasi c] [オプション]

準識別子の組み合わせで本人が見分けられる危険を測り、JSON で標準出力に書きます。割合は 0〜1 です。

  --quasi a,b          準識別子の列（何度でも。列名に , があるときは '["a,b"]'）
  --person P           本人の列。複数の行がある人は、行の組（履歴）で数えます
  --household H        世帯の列
  --weight W           標本の重みの列
  --sensitive S,T      守るべき値の列（何度でも）
  --c C                再帰的 (c, l)-多様性の c（既定 2）
  --fraction f         母集団のうち標本の割合（0 < f <= 1）。1 より小さいとき母集団一意を推定します
  --population FILE    母集団のファイル。準識別子の列をもつこと。journalist の危険は推定でなく、これで数えます
  --suda S             SUDA2 の点数: original（既定）または ihsn
  --suda-fraction f    DIS-SUDA で仮定する標本の割合（既定 0.01）
  --cells 50,25,10     1列、2列、3列…の組の人数がこれ以下のセルを数えます
  --numeric a,b --original FILE [--deviations 0.05]
                       数値の列が、元のファイルの同じ行の値に標準偏差の何倍まで近いか（--quasi なしでも測れます）
  --nulls LIST         空とみなす値（例 ",NA"。既定は空文字だけ）
  --nulls-match own|any  空を一つの値とみなす（own）か、どの値とも一致させる（any）か
  --delimiter C --encoding E
  --records OUT.csv    行ごとに row, fk, Fk, rk, suda2, dis ほかを書き出します
`

/** `sakyu risk`: how far persons can be told apart in any file; counts and shares only. */
export const run = jsonCommand('risk', HELP, measured)

async function measured(args: string[], folder: string): Promise<object> {
  const options = readOptions(args, {
    in: 'text',
    quasi: 'list',
    person: 'text',
    household: 'text',
    weight: 'text',
    sensitive: 'list',
    c: 'text',
    fraction: 'text',
    population: 'text',
    suda: 'text',
    'suda-fraction': 'text',
    cells: 'text',
    numeric: 'list',
    original: 'text',
    deviations: 'text',
    nulls: 'text',
    'nulls-match': 'text',
    delimiter: 'text',
    encoding: 'text',
    records: 'text',
  })
  if (options.in === undefined) throw new InputError('--in がありません。測るファイルを指定してください')
  const quasi = namesOf(options.quasi, '--quasi')
  const sensitive = namesOf(options.sensitive, '--sensitive')
  const numeric = namesOf(options.numeric, '--numeric')
  if (quasi.length === 0 && numeric.length === 0) throw new InputError('--quasi がありません。準識別子の列を指定してください')
  const clash = sensitive.find((name) => quasi.includes(name))
  if (clash !== undefined) throw new InputError(`「${clash}」は --quasi と --sensitive の両方にあります。どちらかにしてください`)
  const fraction = shareOf(options.fraction, '--fraction') ?? 1
  const nullsMatch = oneOf(options['nulls-match'], '--nulls-match', ['own', 'any'])
  const scoring = oneOf(options.suda, '--suda', ['original', 'ihsn'])
  const c = positive(options.c, '--c') ?? 2
  const cells = options.cells?.split(',').map(Number)
  if (cells?.some((threshold) => !Number.isInteger(threshold) || threshold < 1))
    throw new InputError('--cells は 1 以上の整数を , で並べてください')
  if (numeric.length > 0 !== (options.original !== undefined)) throw new InputError('--numeric と --original は、そろえて指定してください')
  const nulls = options.nulls === undefined ? [''] : listOf(options.nulls, '--nulls')
  const open = (path: string) => openTable(callerPath(path), options, folder)

  const { file, csv } = await open(options.in)
  const named = (text: string | undefined) => (text === undefined ? undefined : columnName(text))
  const [person, household, weight] = [named(options.person), named(options.household), named(options.weight)]
  const wanted = [...new Set([...quasi, ...sensitive, ...numeric, ...[person, household, weight].filter((name) => name !== undefined)])]
  refuseMissing(file, wanted)
  const { rows, columns } = await readColumns(csv, wanted, nulls)
  const distance = options.original === undefined ? null : await distanceOf(await open(options.original))
  if (quasi.length === 0) return { rows, distance }

  const population = options.population === undefined ? null : await populationOf(await open(options.population))
  const { risk, records } = measureRisk({
    rows,
    quasi: quasi.map((name) => coded(name, columns.get(name)!)),
    person: person === undefined ? null : personsOf(person, columns.get(person)!),
    household: household === undefined ? null : coded(household, columns.get(household)!),
    weights: weight === undefined ? null : weightsOf(weight, columns.get(weight)!),
    sensitive: sensitive.map((name) => ({ ...coded(name, columns.get(name)!), order: orderOf(columns.get(name)!.texts) })),
    fraction,
    nullsMatch,
    population,
    c,
    suda: { scoring, fraction: shareOf(options['suda-fraction'], '--suda-fraction') ?? 0.01 },
    ...(cells ? { cells } : {}),
  })
  if (options.records !== undefined) await writeRecords(callerPath(options.records), rows, records)
  return { ...risk, distance }

  /** The population's texts by the numbers that the file gives them; texts of its own get further ones. */
  async function populationOf(opened: Awaited<ReturnType<typeof open>>): Promise<Int32Array[]> {
    refuseMissing(opened.file, quasi)
    const read = await readColumns(opened.csv, quasi, nulls)
    return quasi.map((name) => {
      const ours = columns.get(name)!
      const numbers = new Map(ours.texts.map((text, code) => [text, code]))
      const theirs = read.columns.get(name)!
      const translated = theirs.texts.map((text) => {
        const known = numbers.get(text)
        if (known !== undefined) return known
        numbers.set(text, ours.texts.length)
        return ours.texts.push(text) - 1
      })
      return theirs.codes.map((code) => translated[code]!)
    })
  }

  async function distanceOf(opened: Awaited<ReturnType<typeof open>>) {
    refuseMissing(opened.file, numeric)
    const read = await readColumns(opened.csv, numeric, nulls)
    if (read.rows !== rows)
      throw new InputError(`「${opened.file.name}」: 行の数が測るファイルと違います。同じ行の順のファイルを指定してください`)
    const deviations = positive(options.deviations, '--deviations') ?? 0.05
    const pairs = numeric.map((name) => ({
      original: numbersOf(name, read.columns.get(name)!),
      masked: numbersOf(name, columns.get(name)!),
    }))
    return { deviations, risk: distanceRisk(pairs, deviations) }
  }
}

function namesOf(options: readonly string[], option: string): string[] {
  const names = options.flatMap((text) => listOf(text, option)).map(columnName)
  const doubled = names.find((name, i) => names.indexOf(name) !== i)
  if (doubled !== undefined) throw new InputError(`${option} に「${doubled}」が二つあります`)
  return names
}

function refuseMissing(file: { name: string; header: string[] }, names: readonly string[]): void {
  const missing = names.find((name) => !file.header.includes(name))
  if (missing !== undefined) throw new InputError(`「${file.name}」: 列「${missing}」がありません`)
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

function shareOf(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined
  const share = Number(text)
  if (!(share > 0 && share <= 1)) throw new InputError(`${option} は 0 より大きく 1 以下の数で書いてください`)
  return share
}

function positive(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (!(number > 0 && Number.isFinite(number))) throw new InputError(`${option} は 0 より大きい数で書いてください`)
  return number
}

function oneOf<T extends string>(text: string | undefined, option: string, choices: readonly [T, ...T[]]): T {
  if (text === undefined) return choices[0]
  const chosen = choices.find((choice) => choice === text)
  if (chosen === undefined) throw new InputError(`${option} は ${choices.join(' か ')} です`)
  return chosen
}

const countOf = (codes: Int32Array, isCounted: (code: number) => boolean) => {
  let sum = 0
  for (const code of codes) if (isCounted(code)) sum += 1
  return sum
}

const coded = (name: string, { codes, texts }: ReadColumn): CodedColumn => ({ name, codes, values: texts.length, nullCode: 0 })

/** Persons are numbered from 0: nobody is without a key. */
function personsOf(name: string, { codes, texts }: ReadColumn): CodedColumn {
  const blank = countOf(codes, (code) => code === 0)
  if (blank > 0) throw new InputError(`列「${name}」が空の行が${blank}行あります。本人を数えられません`)
  return { name, codes: codes.map((code) => code - 1), values: texts.length - 1, nullCode: -1 }
}

function weightsOf(name: string, { codes, texts }: ReadColumn): Float64Array {
  const numbers = texts.map((text) => (text === null ? null : parseNumber(text)))
  const bad = countOf(codes, (code) => !((numbers[code] ?? 0) > 0))
  if (bad > 0) throw new InputError(`列「${name}」に、正の数でない重みが${bad}行あります`)
  return Float64Array.from(codes, (code) => numbers[code]!)
}

function numbersOf(name: string, { codes, texts }: ReadColumn): Float64Array {
  const numbers = texts.map((text) => (text === null ? Number.NaN : (parseNumber(text) ?? Number(text))))
  const bad = countOf(codes, (code) => code > 0 && Number.isNaN(numbers[code]))
  if (bad > 0) throw new InputError(`列「${name}」に、数でない値が${bad}行あります`)
  return Float64Array.from(codes, (code) => numbers[code]!)
}

/** Codes in ascending order if every value is a number. */
function orderOf(texts: readonly (string | null)[]): number[] | null {
  const numbers = texts.flatMap((text, code) => (text === null ? [] : [{ code, number: parseNumber(text) }]))
  if (numbers.some(({ number }) => number === null)) return null
  return numbers.sort((a, b) => a.number! - b.number!).map(({ code }) => code)
}

const quoted = (name: string) => (/[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)

async function writeRecords(path: string, rows: number, records: ReturnType<typeof measureRisk>['records']): Promise<void> {
  const { fk, Fk, rk, suda2, dis, household, contributions, sensitive } = records
  const columns: [string, Float64Array | null][] = [
    ['fk', fk],
    ['Fk', Fk],
    ['rk', rk],
    ['suda2', suda2],
    ['dis', dis],
    ['household', household],
    ...contributions.map(({ name, values }): [string, Float64Array] => [`${name}_contribution`, values]),
    ...sensitive.flatMap(({ name, distinct, entropy, recursive }): [string, Float64Array][] => [
      [`${name}_distinct`, distinct],
      [`${name}_entropy`, entropy],
      [`${name}_recursive`, recursive],
    ]),
  ]
  const sink = createWriteStream(path, { mode: 0o600 })
  const failed = once(sink, 'error').then(([error]) => Promise.reject(error as Error))
  failed.catch(() => {})
  const write = async () => {
    sink.write(`row,${columns.map(([name]) => quoted(name)).join(',')}\n`)
    let lines = ''
    for (let row = 0; row < rows; row++) {
      lines += `${row + 1}`
      for (const [, figures] of columns) lines += figures === null ? ',' : `,${figures[row]}`
      lines += '\n'
      if (lines.length < 1 << 16) continue
      if (!sink.write(lines)) await once(sink, 'drain')
      lines = ''
    }
    sink.end(lines)
    await once(sink, 'finish')
  }
  await Promise.race([write(), failed]).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'EACCES' || error.code === 'EISDIR')
      throw new InputError('--records のファイルを書けません。場所を確かめてください')
    throw error
  })
}
