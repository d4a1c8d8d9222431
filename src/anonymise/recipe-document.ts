import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { RecipeError } from './errors.ts'

/**
 * The document of a recipe as plain data: JSON is read as the YAML that it is, so that both refuse keys written twice.
 * Objects have no prototype: a column may be called `__proto__`.
 *
 * @throws {RecipeError}
 */
export function readDocument(text: string): Record<string, unknown> {
  const written = parseDocument(text.replace(/^\uFEFF/, ''), { version: '1.2', schema: 'core', uniqueKeys: true, merge: false })
  const fault = written.errors[0]
  if (fault) {
    const line = fault.linePos?.[0].line
    const where = line === undefined ? '' : `${line}行目: `
    if (fault.code === 'DUPLICATE_KEY') throw new RecipeError('', `${where}同じ項目名が二度書かれています。どちらかを消してください。`)
    throw new RecipeError('', `${where}JSON（又はYAML）として読めません。かっこ、引用符、コンマを確かめてください。`)
  }
  const document = plain(written.contents, '')
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new RecipeError('', '全体を { … } の形で書いてください。')
  return document as Record<string, unknown>
}

function plain(node: unknown, path: string): unknown {
  const below = (name: string | number) => (path === '' ? String(name) : `${path}.${name}`)
  if (node === null || node === undefined) return null
  if (isAlias(node)) throw new RecipeError(path, '別名（*）は使えません。同じ内容をもう一度書いてください。')
  if (isScalar(node)) return typeof node.value === 'bigint' ? Number(node.value) : node.value
  if (isSeq(node)) return node.items.map((item, i) => plain(item, below(i)))
  if (isMap(node)) {
    const out: Record<string, unknown> = Object.create(null)
    for (const { key, value } of node.items) {
      if (!isScalar(key)) throw new RecipeError(path, '項目名は文字で書いてください。')
      // YAML reads 1 or true as a number or a truth; a column of that name is still a text.
      const name = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
      if (Object.hasOwn(out, name)) throw new RecipeError(below(name), '同じ項目名が二度書かれています。どちらかを消してください。')
      out[name] = plain(value, below(name))
    }
    return out
  }
  throw new RecipeError(path, '読めない書き方です。')
}
