import { RecipeError } from '../errors.ts'
import type { Hierarchy, HierarchyContext } from './hierarchy.ts'

export interface FileHierarchySpec {
  kind: 'file'
  path: string
  delimiter?: string
  encoding?: 'utf-8' | 'cp932'
  sha256?: string
}

/** Splits one line; a field may stand in double quotes, doubled inside. */
function fields(line: string, delimiter: string): string[] | null {
  if (!line.includes('"')) return line.split(delimiter)
  const out: string[] = []
  let at = 0
  for (;;) {
    if (line[at] === '"') {
      let text = ''
      at += 1
      for (;;) {
        const quote = line.indexOf('"', at)
        if (quote === -1) return null
        text += line.slice(at, quote)
        at = quote + 1
        if (line[at] !== '"') break
        text += '"'
        at += 1
      }
      out.push(text)
      if (at === line.length) return out
      if (line[at] !== delimiter) return null
      at += 1
    } else {
      const end = line.indexOf(delimiter, at)
      if (end === -1) {
        out.push(line.slice(at))
        return out
      }
      out.push(line.slice(at, end))
      at = end + 1
    }
  }
}

/**
 * Leaf;level 1;level 2;… — the format of the field's tools: no header, each leaf once, every line as long, and coarser
 * from left to right.
 */
export function fileHierarchy(spec: FileHierarchySpec, context: HierarchyContext): Hierarchy {
  const at = `columns.${context.column}.hierarchy.path`
  const text = context.readFile(spec.path).replace(/^\uFEFF/, '')
  const leaves = new Map<string, readonly string[]>()
  let levels = 0
  const lines = text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  for (const [i, line] of lines.entries()) {
    const cells = fields(line, spec.delimiter ?? ';')?.map((cell) => cell.normalize('NFC'))
    if (!cells) throw new RecipeError(at, `階層ファイルの${i + 1}行目の引用符が閉じていません。`)
    if (levels === 0) levels = cells.length
    if (cells.length !== levels)
      throw new RecipeError(
        at,
        `階層ファイルの${i + 1}行目の段の数が${cells.length}で、1行目の${levels}と違います。区切り文字（delimiter）も確かめてください。`,
      )
    if (leaves.has(cells[0]!))
      throw new RecipeError(at, `階層ファイルの${i + 1}行目の値が、前の行と重なっています。1つの値は1行にしてください。`)
    leaves.set(cells[0]!, cells)
  }
  if (leaves.size === 0) throw new RecipeError(at, '階層ファイルに行がありません。')
  for (let level = 1; level < levels; level++) {
    const coarser = new Map<string, string>()
    for (const cells of leaves.values()) {
      const known = coarser.get(cells[level - 1]!)
      if (known === undefined) coarser.set(cells[level - 1]!, cells[level]!)
      else if (known !== cells[level])
        throw new RecipeError(
          at,
          `階層ファイルの${level}段目で同じ値が、${level + 1}段目で分かれています。段は右へ行くほど粗くしてください。`,
        )
    }
  }
  let constantLevel: number | null = null
  for (let level = 0; level < levels && constantLevel === null; level++)
    if (new Set([...leaves.values()].map((cells) => cells[level])).size === 1) constantLevel = level
  // A single line is the same at its leaf already; nothing is coarser then.
  return {
    levels,
    levelNames: Array.from({ length: levels }, (_, i) => (i === 0 ? '元の値' : `${i}段目`)),
    label: (value, level) => leaves.get(value)?.[level],
    fileLeaves: leaves,
    constantLevel,
    constantText: constantLevel === null ? '' : leaves.values().next().value![constantLevel]!,
    unknown: 'refuse',
  }
}
