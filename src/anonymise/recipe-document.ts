import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { RecipeError } from './errors.ts'
import type { Json, JsonObject } from './recipe-model.ts'
import { itemPath, keyPath } from './recipe-path.ts'

/**
 * Reads a recipe's text as JSON, or as YAML 1.2 of the same shape. Objects are Maps; a key given twice is refused in both.
 * @throws {RecipeError} with the line where the text cannot be read
 */
export function readDocument(text: string): JsonObject {
  const body = text.replace(/^\ufeff/, '')
  const document = /^\s*\{/.test(body) ? readJsonOrYaml(body) : readYaml(body)
  if (!(document instanceof Map)) throw new RecipeError('', '全体を { } で囲んだ JSON か、キーの並ぶ YAML で書いてください')
  return document
}

/** A text that begins with a brace is JSON; only if it is not, it may still be YAML in flow style. */
function readJsonOrYaml(text: string): Json {
  try {
    return new JsonReader(text).read()
  } catch (error) {
    if (!(error instanceof NotJson)) throw error
    try {
      return readYaml(text)
    } catch (other) {
      if (other instanceof RecipeError && other.path !== '') throw other
      throw new RecipeError('', `JSON として読めません（${error.line}行目）。かっこ・コンマ・引用符を確かめてください`)
    }
  }
}

class NotJson extends Error {
  readonly line: number
  constructor(line: number) {
    super(`line ${line}`)
    this.line = line
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// Control characters inside are refused by JSON.parse.
const STRING = /"(?:[^"\\]|\\.)*"/y
const DEEPEST = 100

/** JSON.parse keeps the last of two equal keys and loses `__proto__`, without a word; this reader does neither. */
class JsonReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): Json {
    const value = this.#value('', 0)
    if (this.#next() !== undefined) this.#fail()
    return value
  }

  #fail(): never {
    throw new NotJson(this.#text.slice(0, this.#at).split('\n').length)
  }

  #next(): string | undefined {
    while (/[ \t\n\r]/.test(this.#text[this.#at] ?? '')) this.#at++
    return this.#text[this.#at]
  }

  #take(expected: string): void {
    if (this.#next() !== expected) this.#fail()
    this.#at++
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found) this.#at = pattern.lastIndex
    return found?.[0] ?? null
  }

  #value(path: string, depth: number): Json {
    if (depth > DEEPEST) this.#fail()
    switch (this.#next()) {
      case '{':
        return this.#object(path, depth)
      case '[':
        return this.#array(path, depth)
      case '"':
        return this.#string()
    }
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const)
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length
        return value
      }
    const number = this.#match(NUMBER)
    return number === null ? this.#fail() : Number(number)
  }

  #string(): string {
    this.#next()
    const quoted = this.#match(STRING)
    if (quoted === null) this.#fail()
    try {
      return JSON.parse(quoted) as string
    } catch {
      return this.#fail()
    }
  }

  #object(path: string, depth: number): JsonObject {
    const object: JsonObject = new Map()
    this.#take('{')
    if (this.#next() === '}') {
      this.#at++
      return object
    }
    for (;;) {
      const key = this.#string()
      const here = keyPath(path, key)
      if (object.has(key)) throw new RecipeError(here, '同じキーが二度書かれています。どちらかを消してください')
      this.#take(':')
      object.set(key, this.#value(here, depth + 1))
      if (this.#next() === '}') break
      this.#take(',')
    }
    this.#at++
    return object
  }

  #array(path: string, depth: number): Json[] {
    const items: Json[] = []
    this.#take('[')
    if (this.#next() === ']') {
      this.#at++
      return items
    }
    for (;;) {
      items.push(this.#value(itemPath(path, items.length), depth + 1))
      if (this.#next() === ']') break
      this.#take(',')
    }
    this.#at++
    return items
  }
}

function readYaml(text: string): Json {
  const lines = new LineCounter()
  // Duplicate keys are found below, with their path.
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
  })
  const problem = document.errors[0]
  if (problem)
    throw new RecipeError('', `YAML として読めません（${lines.linePos(problem.pos[0]).line}行目）。字下げと引用符を確かめてください`)
  return fromYaml(document.contents, '')
}

function fromYaml(node: Node | null, path: string): Json {
  if (node === null) return null
  if (isAlias(node)) throw new RecipeError(path, 'YAML の別名（*）は使えません。内容をそのまま書いてください')
  if (isSeq(node)) return node.items.map((item, i) => fromYaml(item as Node | null, itemPath(path, i)))
  if (isMap(node)) {
    const object: JsonObject = new Map()
    for (const { key, value } of node.items) {
      if (!isScalar(key)) throw new RecipeError(path, 'キーは文字列で書いてください')
      // As written: a column called 2020 or true is a text.
      const name = typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
      const here = keyPath(path, name)
      if (object.has(name)) throw new RecipeError(here, '同じキーが二度書かれています。どちらかを消してください')
      object.set(name, fromYaml(value as Node | null, here))
    }
    return object
  }
  if (isScalar(node)) {
    const { value } = node
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  }
  throw new RecipeError(path, '文字列・数・true/false・null・一覧・キーの組のどれかで書いてください')
}
