import { type CodedPart, Values } from '../anonymise/index.ts'
import type { FileColumn, FileTable } from '../attack/index.ts'

/** Parts of a table, each with numbers of its own, as one. @param names - of the parts' columns, in their order */
export function tableOf(parts: readonly CodedPart[], names: readonly string[]): FileTable {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0)
  const columns = new Map<string, FileColumn>()
  names.forEach((name, i) => {
    const codes = new Int32Array(rows)
    let texts: (string | null)[] = [null]
    let at = 0
    for (const [number, { columns }] of parts.entries()) {
      const { chunks, size, starts, bytes } = columns[i]!
      const own = parts.length === 1 ? [] : new Values(size, starts, bytes).texts()
      const translated = number === 0 ? null : joined(texts, own)
      if (number === 0) texts = own
      for (const chunk of chunks) {
        if (translated) for (let row = 0; row < chunk.length; row++) codes[at + row] = translated[chunk[row]!]!
        else codes.set(chunk, at)
        at += chunk.length
      }
    }
    if (parts.length === 1) {
      const { size, starts, bytes } = parts[0]!.columns[i]!
      columns.set(name, lazily(codes, new Values(size, starts, bytes)))
    } else columns.set(name, { codes, texts, size: texts.length })
  })
  return { rows, columns }
}

/** Texts become strings when somebody asks: keys of persons are many, and only their numbers are looked at. */
function lazily(codes: Int32Array, values: Values): FileColumn {
  let texts: (string | null)[] | null = null
  return {
    codes,
    size: values.size + 1,
    get texts() {
      texts ??= values.texts()
      return texts
    },
  }
}

/** Numbers of further texts among the known ones; unknown ones are added. */
function joined(texts: (string | null)[], others: readonly (string | null)[]): Int32Array {
  const numbers = new Map(texts.map((text, code) => [text, code]))
  return Int32Array.from(others, (text) => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, texts.length)
    return texts.push(text) - 1
  })
}
