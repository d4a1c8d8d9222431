import { RecipeError } from '../errors.ts'
import { columnPath } from '../recipe-path.ts'
import type { Hierarchy, HierarchyContext } from './hierarchy.ts'

export interface FileHierarchySpec {
  kind: 'file'
  /** as written: relative to the recipe, in an order the name of an attachment */
  path: string
  delimiter?: string
  encoding?: 'utf-8' | 'cp932' | 'euc-jp'
  /** checked by whoever reads the file */
  sha256?: string
}

/**
 * A hierarchy as the field's tools write it: one line per leaf, `leaf;level 1;level 2;…`, no header.
 *
 * @throws {RecipeError} naming lines, for a ragged line, a leaf given twice, or levels that are no tree
 */
export function fileHierarchy({ path: file, delimiter = ';' }: FileHierarchySpec, { column, readFile }: HierarchyContext): Hierarchy {
  const path = `${columnPath(column)}.hierarchy.path`
  const lines = splitLines(readFile(file).replace(/^\ufeff/, ''), delimiter, path)
  if (lines.length === 0) throw new RecipeError(path, '階層のファイルに行がありません')
  const levels = lines[0]!.cells.length
  const leaves = new Map<string, readonly string[]>()
  const lineOf = new Map<string, number>()
  for (const { number, cells } of lines) {
    if (cells.length !== levels)
      throw new RecipeError(
        path,
        `${number}行目の段の数が${cells.length}で、1行目の${levels}と違います。区切り文字（delimiter）も確かめてください`,
      )
    const leaf = cells[0]!
    if (leaves.has(leaf)) throw new RecipeError(path, `${number}行目の値は${lineOf.get(leaf)}行目にもあります。値は1行ずつにしてください`)
    leaves.set(leaf, cells)
    lineOf.set(leaf, number)
  }
  checkTree(lines, path)
  checkGrows(lines, path)
  // A file of one line is the same at its leaf already.
  const constantLevel = firstConstantLevel(lines.map(({ cells }) => cells))
  return {
    levels,
    levelNames: Array.from({ length: levels }, (_, level) => (level === 0 ? '元の値' : `${level}段目`)),
    fileLeaves: leaves,
    constantLevel,
    constantText: constantLevel === null ? '' : lines[0]!.cells[constantLevel]!,
    unknown: 'refuse',
    expects: {
      kind: '階層のファイルにない値',
      mend: '階層のファイルに行を加えるか、その値の行を records の delete-records で除いてください',
    },
    label: (text, level) => leaves.get(text)?.[level],
  }
}

interface Line {
  number: number
  cells: string[]
}

/** Cells may be quoted by `"`, doubled inside. Empty lines at the end are no lines. */
function splitLines(text: string, delimiter: string, path: string): Line[] {
  const lines: Line[] = []
  const body = text.replace(/(?:\r?\n)+$/, '')
  if (body === '') return lines
  if (!body.includes('"')) return body.split(/\r?\n/).map((line, i) => ({ number: i + 1, cells: line.split(delimiter) }))
  let at = 0
  let number = 1
  let cells: string[] = []
  while (at <= body.length) {
    let cell = ''
    if (body[at] === '"') {
      const start = number
      for (at++; ; at++) {
        if (at >= body.length) throw new RecipeError(path, `${start}行目の引用符「"」が閉じていません`)
        if (body[at] === '\n') number++
        if (body[at] !== '"') cell += body[at]
        else if (body[at + 1] === '"') cell += body[at++]
        else break
      }
      at++
    }
    const from = at
    while (at < body.length && body[at] !== delimiter && body[at] !== '\n' && body[at] !== '\r') at++
    cells.push(cell + body.slice(from, at))
    if (body[at] === delimiter) {
      at++
      continue
    }
    lines.push({ number, cells })
    cells = []
    if (body[at] === '\r') at++
    if (at >= body.length) break
    at++
    number++
  }
  return lines
}

/** Two leaves that share a text at one level share it at the next: otherwise a coarser level would split a class. */
function checkTree(lines: readonly Line[], path: string): void {
  const levels = lines[0]!.cells.length
  for (let level = 0; level + 1 < levels; level++) {
    const parents = new Map<string, Line>()
    for (const line of lines) {
      const first = parents.get(line.cells[level]!)
      if (first === undefined) parents.set(line.cells[level]!, line)
      else if (first.cells[level + 1] !== line.cells[level + 1])
        throw new RecipeError(
          path,
          `${first.number}行目と${line.number}行目は段階${level}で同じなのに段階${level + 1}で違います。粗い段階ほど、まとまるようにしてください`,
        )
    }
  }
}

/** Levels of which none joins any two values only rename them. A small file may well join nothing at its first levels. */
function checkGrows(lines: readonly Line[], path: string): void {
  if (lines.length < 2 || lines[0]!.cells.length < 2) return
  if (new Set(lines.map(({ cells }) => cells.at(-1))).size === lines.length)
    throw new RecipeError(path, 'どの段階でも値が1つもまとまりません。粗い段階の列で、いくつかの値を同じ語にしてください')
}

function firstConstantLevel(rows: readonly (readonly string[])[]): number | null {
  const level = rows[0]!.findIndex((text, i) => rows.every((row) => row[i] === text))
  return level === -1 ? null : level
}
