import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { normaliseKey, type Plan, type Recipe } from '../anonymise/index.ts'
import { type AttackOptions, attack, type Background, type FileTable, prepare, type SettledFacts } from '../attack/index.ts'
import { InputError } from '../core/index.ts'
import type { Attacks } from '../report/index.ts'
import { tableOf } from './file-table.ts'
import { engineNulls, type InputLimits, type LoadedInput, openInputs } from './inputs.ts'

export interface AttackRequest {
  recipe: Recipe
  plan: Plan
  /** the original */
  inputs: readonly LoadedInput[]
  /** the finished file */
  dataPath: string
  facts: SettledFacts
  options: Omit<AttackOptions, 'background'>
  /** a file of what the attacker knows: columns of the original, and the person's */
  backgroundPath: string | null
  /** a folder to work in, erased by the caller */
  folder: string
  limits: InputLimits
}

/** Attacks a finished file, with the original to judge by. Counts and shares come out, no cell (rule I5). */
export async function attackResult(request: AttackRequest): Promise<Attacks> {
  const started = performance.now()
  const { recipe, plan, inputs, options } = request
  const { output } = recipe
  const released = await openOther(request, request.dataPath, 'released', {
    encoding: output.encoding === 'cp932' ? 'cp932' : 'utf-8',
    delimiter: output.delimiter,
    nulls: [''],
  })
  const leaving = plan.columns.filter((column) => column.released).map(({ name }) => name)
  const unknown = released.file.header.find((name) => !leaving.includes(name))
  if (unknown !== undefined) throw new InputError(`「${released.file.name}」: 加工方法が残さない列「${unknown}」があります`)
  const theirs = await tableFrom([released], leaving, [''])
  const source = await tableFrom(
    inputs,
    [...new Set([...leaving, ...(plan.person === null ? [] : [plan.person])])],
    engineNulls(recipe, [...inputs]),
  )
  const material = prepare({ plan, search: recipe.search, source, released: theirs, facts: request.facts })
  for (const name of [...(options.known ?? []), ...(options.guess ?? [])])
    if (!material.columns.some((column) => column.name === name))
      throw new InputError(`列「${name}」は攻撃に使えません。元のファイルの値と比べられる、結果に残る列を指定してください`)
  const background = request.backgroundPath === null ? null : await backgroundOf(request, request.backgroundPath, source, material)
  const results = attack(material, { ...options, background })
  return {
    seed: options.seed,
    sourceRows: source.rows,
    releasedRows: theirs.rows,
    incomparable: material.incomparable,
    results,
    seconds: (performance.now() - started) / 1000,
  }
}

async function openOther(request: AttackRequest, path: string, name: string, input: Recipe['input']): Promise<LoadedInput> {
  const folder = join(request.folder, name)
  await mkdir(folder, { recursive: true })
  const [opened] = await openInputs([path], { ...request.recipe, input }, folder, request.limits)
  return opened!
}

/** The columns that the files have. */
async function tableFrom(inputs: readonly LoadedInput[], names: readonly string[], nulls: readonly string[]): Promise<FileTable> {
  const there = names.filter((name) => inputs[0]!.source.header.includes(name))
  const parts = []
  for (const { source } of inputs) parts.push(...(await source.parts!(there, nulls)))
  return tableOf(parts, there)
}

/** Whom the attacker knows: who they are in the original is told by the person column of both files. */
async function backgroundOf(
  request: AttackRequest,
  path: string,
  source: FileTable,
  { columns }: ReturnType<typeof prepare>,
): Promise<Background> {
  const { person } = request.plan
  if (person === null) throw new InputError('--background を使うには、加工方法に "person"（本人の列）が要ります')
  const opened = await openOther(request, path, 'background', { ...request.recipe.input, encoding: 'auto', delimiter: 'auto' })
  const { header, name } = opened.file
  if (!header.includes(person))
    throw new InputError(`「${name}」: 本人の列「${person}」がありません。攻撃が当たったかどうかを決められません`)
  const shared = columns.map((column) => column.name).filter((column) => header.includes(column) && column !== person)
  if (shared.length === 0) throw new InputError(`「${name}」: 結果と比べられる列がありません`)
  const known = await tableFrom([opened], [person, ...shared], request.recipe.input.nulls)
  const rowsOf = new Map<string, number[]>()
  const keys = source.columns.get(person)!
  const own = keys.texts.map((text) => normaliseKey(text ?? ''))
  for (let row = 0; row < source.rows; row++) {
    const key = own[keys.codes[row]!]!
    const rows = rowsOf.get(key)
    if (rows) rows.push(row)
    else rowsOf.set(key, [row])
  }
  const cell = (column: string, row: number) => {
    const { codes, texts } = known.columns.get(column)!
    return texts[codes[row]!]!
  }
  return {
    columns: shared,
    persons: Array.from({ length: known.rows }, (_, row) => ({
      texts: shared.map((column) => cell(column, row)),
      rows: rowsOf.get(normaliseKey(cell(person, row) ?? '')) ?? [],
    })),
  }
}
