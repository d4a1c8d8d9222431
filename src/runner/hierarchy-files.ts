import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import {
  AddressBook,
  type CompileHierarchy,
  columnName,
  compileHierarchy,
  filesOf,
  type Municipality,
  type PopulationTable,
  type Recipe,
  RecipeError,
  recipeSha256,
} from '../anonymise/index.ts'
import { InputError } from '../core/index.ts'
import { parseHead } from '../intake/index.ts'

const MUNICIPALITIES = new URL('../../data-catalog/codes/municipalities.csv', import.meta.url)

/** Larger files are no hierarchies. @source corrections D2 of the specification */
const LARGEST = 64 << 20

/** Everything that a recipe's hierarchies are made of, read once: files it names, the list of municipalities. */
export interface HierarchyFiles {
  compile: CompileHierarchy
  /** populations that models name */
  population: (path: string) => PopulationTable
  /** hash of the recipe with the hashes of its files (F6) */
  recipeSha256: string
}

/**
 * @param plainNames - an order: files are attachments beside the recipe, never paths
 * @throws {InputError} a file cannot be read, is too large, or has not the hash that the recipe states
 */
export async function hierarchiesOf(recipe: Recipe, folder: string, plainNames: boolean): Promise<HierarchyFiles> {
  const files = new Map<string, Buffer>()
  for (const path of filesOf(recipe)) {
    if (plainNames && basename(path) !== path)
      throw new InputError(`ファイル「${path}」: 加工指示では添付ファイルの名前だけを書いてください`)
    const full = resolve(folder, path)
    const facts = await stat(full).catch(() => null)
    if (!facts?.isFile())
      throw new RecipeError(placeOf(recipe, path), `ファイル「${path}」がありません。加工方法のファイルからの相対パスで書いてください`)
    if (facts.size > LARGEST) throw new InputError(`ファイル「${path}」が大きすぎます（上限64MB）`)
    files.set(path, await readFile(full))
  }
  const sha256 = (path: string) => createHash('sha256').update(files.get(path)!).digest('hex')
  for (const { hierarchy, at } of namedHierarchies(recipe))
    if (hierarchy.sha256 && hierarchy.sha256.toLowerCase() !== sha256(hierarchy.path))
      throw new RecipeError(
        `${at}.sha256`,
        `ファイル「${hierarchy.path}」のハッシュと違います。ファイルを元に戻すか、変えたのであれば sha256 を書き直してください`,
      )
  const needsAddresses = [...recipe.columns.values()].some((decision) =>
    [decision, ...(decision.then ?? [])].some((step) => step.hierarchy?.kind === 'address'),
  )
  const addresses = new AddressBook(needsAddresses ? await municipalities() : [])
  return {
    recipeSha256: recipeSha256(recipe, sha256),
    population: (path) => {
      const text = decode(files.get(path)!, 'utf-8', path)
      const first = text.slice(0, text.search(/\r?\n|$/))
      const delimiter = [',', ';', '\t'].find((one) => first.includes(one)) ?? ','
      const [header, ...rows] = parseHead(text, delimiter, Number.MAX_SAFE_INTEGER)
      if (!header || rows.length === 0) throw new InputError(`母集団のファイル「${path}」に行がないか、CSV として読めません`)
      const { nulls } = recipe.input
      return {
        header: header.map(columnName),
        rows: rows.map((row) => header.map((_, i) => (nulls.includes(row[i] ?? '') ? null : row[i]!))),
      }
    },
    compile: (spec, column) =>
      compileHierarchy(spec, {
        column,
        addresses,
        readFile: (path) => decode(files.get(path)!, spec.kind === 'file' ? spec.encoding : undefined, path),
      }),
  }
}

/** Hierarchies in files, and where the recipe names them: of columns, then of models. */
const namedHierarchies = (recipe: Recipe) =>
  [
    ...[...recipe.columns].flatMap(([name, decision]) => [
      { hierarchy: decision.hierarchy, at: `columns.${name}.hierarchy` },
      ...(decision.then ?? []).map(({ hierarchy }, i) => ({ hierarchy, at: `columns.${name}.then.${i}.hierarchy` })),
    ]),
    ...recipe.privacy.models.map((model, i) => ({
      hierarchy: model.model === 't-closeness' ? model.hierarchy : undefined,
      at: `privacy.models.${i}.hierarchy`,
    })),
  ].flatMap(({ hierarchy, at }) => (hierarchy?.kind === 'file' ? [{ hierarchy, at }] : []))

function placeOf(recipe: Recipe, path: string): string {
  const named = namedHierarchies(recipe).find(({ hierarchy }) => hierarchy.path === path)
  if (named) return `${named.at}.path`
  return `privacy.models.${recipe.privacy.models.findIndex((model) => 'population' in model && model.population === path)}.population`
}

function decode(bytes: Buffer, encoding: 'utf-8' | 'cp932' | 'euc-jp' = 'utf-8', path: string): string {
  try {
    return new TextDecoder(encoding === 'cp932' ? 'shift_jis' : encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new InputError(`ファイル「${path}」を ${encoding} として読めません。文字コードを確かめてください`)
  }
}

async function municipalities(): Promise<Municipality[]> {
  const [header, ...rows] = parseHead(await readFile(MUNICIPALITIES, 'utf8'), ',', Number.MAX_SAFE_INTEGER)
  const at = (name: string) => header!.indexOf(name)
  return rows.map((row) => ({ code: row[at('code')]!, prefecture: row[at('prefecture')]!, municipality: row[at('municipality')] ?? '' }))
}
