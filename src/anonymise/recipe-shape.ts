import { RecipeError } from './errors.ts'
import type { Json, JsonObject } from './recipe-model.ts'
import { itemPath, keyPath } from './recipe-path.ts'

/** A form of JSON: reads a value with errors that name its path, and describes itself as JSON Schema. One source for both. */
export interface Shape<T> {
  read(value: Json, path: string): T
  schema: JsonSchema
}

export type JsonSchema = { [key: string]: unknown }

const wrong = (path: string, expected: string): never => {
  throw new RecipeError(path, `${expected}を書いてください`)
}

export const text = (options: { empty?: boolean } = {}): Shape<string> => ({
  schema: options.empty ? { type: 'string' } : { type: 'string', minLength: 1 },
  read: (value, path) =>
    typeof value === 'string' && (options.empty || value.trim() !== '') ? value : wrong(path, options.empty ? '文字列' : '空でない文字列'),
})

/** Text of one character that may stand between the cells of a file. */
export const delimiter: Shape<string> = {
  schema: { type: 'string', minLength: 1, maxLength: 1, pattern: '^[^"\\r\\n]$' },
  read: (value, path) =>
    typeof value === 'string' && /^[^"\r\n]$/u.test(value) ? value : wrong(path, '区切り文字1つ（引用符と改行のほか）'),
}

export interface Bounds {
  min?: number
  max?: number
  above?: number
  below?: number
}

const boundsText = ({ min, max, above, below }: Bounds): string =>
  [
    min === undefined ? '' : `${min}以上`,
    above === undefined ? '' : `${above}より大きい`,
    max === undefined ? '' : `${max}以下`,
    below === undefined ? '' : `${below}より小さい`,
  ]
    .filter((part) => part !== '')
    .join('、')

const numeric = (type: 'number' | 'integer', bounds: Bounds): Shape<number> => {
  const { min = -Infinity, max = Infinity, above = -Infinity, below = Infinity } = bounds
  const limits = boundsText(bounds)
  const name = type === 'integer' ? '整数' : '数'
  return {
    schema: {
      type,
      ...(bounds.min === undefined ? {} : { minimum: min }),
      ...(bounds.max === undefined ? {} : { maximum: max }),
      ...(bounds.above === undefined ? {} : { exclusiveMinimum: above }),
      ...(bounds.below === undefined ? {} : { exclusiveMaximum: below }),
    },
    read: (value, path) => {
      const fits =
        typeof value === 'number' &&
        (type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value)) &&
        value >= min &&
        value <= max &&
        value > above &&
        value < below
      return fits ? value : wrong(path, limits === '' ? name : `${limits}${/[上下]$/.test(limits) ? 'の' : ''}${name}`)
    },
  }
}

export const number = (bounds: Bounds = {}): Shape<number> => numeric('number', bounds)
export const integer = (bounds: Bounds = {}): Shape<number> => numeric('integer', bounds)

export const flag: Shape<boolean> = {
  schema: { type: 'boolean' },
  read: (value, path) => (typeof value === 'boolean' ? value : wrong(path, 'true か false')),
}

const quoted = (names: readonly string[]) => names.map((name) => `「${name}」`).join('')

export const oneOf = <const T extends string>(names: readonly T[]): Shape<T> => ({
  schema: names.length === 1 ? { const: names[0] } : { enum: names },
  read: (value, path) => {
    if (names.includes(value as T)) return value as T
    return wrong(path, names.length === 1 ? `「${names[0]}」` : `${quoted(names)}のどれか`)
  },
})

export const nullable = <T>(shape: Shape<T>): Shape<T | null> => ({
  schema: { anyOf: [shape.schema, { type: 'null' }] },
  read: (value, path) => (value === null ? null : shape.read(value, path)),
})

export const list = <T>(item: Shape<T>, options: { min?: number } = {}): Shape<T[]> => ({
  schema: { type: 'array', items: item.schema, ...(options.min === undefined ? {} : { minItems: options.min }) },
  read: (value, path) => {
    if (!Array.isArray(value)) return wrong(path, '[ ] で囲んだ一覧')
    if (value.length < (options.min ?? 0)) return wrong(path, `${options.min}つ以上`)
    return value.map((element, i) => item.read(element, itemPath(path, i)))
  },
})

/** A shape with a rule of its own beside its form. */
export const refine = <T>(shape: Shape<T>, check: (value: T, path: string) => void): Shape<T> => ({
  schema: shape.schema,
  read: (value, path) => {
    const read = shape.read(value, path)
    check(read, path)
    return read
  },
})

export const described = <T>(shape: Shape<T>, description: string): Shape<T> => ({
  ...shape,
  schema: { ...shape.schema, description },
})

export interface Field<T> {
  shape: Shape<T>
  required?: boolean
  /** taken when the key is absent */
  otherwise?: T
  description?: string
}

export type Fields<T> = { [K in keyof T]-?: Field<T[K]> }

export const required = <T>(shape: Shape<T>, description?: string): Field<T> => ({
  shape,
  required: true,
  ...(description ? { description } : {}),
})
export const optional = <T>(shape: Shape<T>, description?: string): Field<T | undefined> =>
  ({ shape, ...(description ? { description } : {}) }) as Field<T | undefined>
export const withDefault = <T>(shape: Shape<T>, otherwise: T, description?: string): Field<T> => ({
  shape,
  otherwise,
  ...(description ? { description } : {}),
})

const fieldSchema = ({ shape, otherwise, description }: Field<unknown>): JsonSchema => ({
  ...shape.schema,
  ...(otherwise === undefined ? {} : { default: otherwise }),
  ...(description === undefined ? {} : { description }),
})

/** An object of known keys. */
export function object<T extends object>(fields: Fields<T>): Shape<T> {
  const entries = Object.entries(fields) as [string, Field<unknown>][]
  const names = entries.map(([name]) => name)
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(entries.map(([name, field]) => [name, fieldSchema(field)])),
      ...(entries.some(([, field]) => field.required)
        ? { required: entries.filter(([, field]) => field.required).map(([name]) => name) }
        : {}),
      additionalProperties: false,
    },
    read: (value, path) => {
      const map = readMap(value, path)
      for (const key of map.keys()) if (!names.includes(key)) refuseKey(key, keyPath(path, key), names)
      const read: Record<string, unknown> = {}
      for (const [name, { shape, required: needed, otherwise }] of entries) {
        const given = map.get(name)
        if (given !== undefined) read[name] = shape.read(given, keyPath(path, name))
        else if (needed) throw new RecipeError(keyPath(path, name), 'このキーが必要です')
        else if (otherwise !== undefined) read[name] = structuredClone(otherwise)
      }
      return read as T
    },
  }
}

export const isObject = (value: Json): value is JsonObject => value instanceof Map

export const readMap = (value: Json, path: string): JsonObject => (isObject(value) ? value : wrong(path, '{ } で囲んだキーの組'))

function refuseKey(key: string, path: string, known: readonly string[]): never {
  const near = nearest(key, known)
  const hint = near === null ? `使えるキー: ${quoted(known)}` : `「${near}」ではありませんか`
  throw new RecipeError(path, `このキーはありません。${hint}`)
}

/** One of several objects, told apart by a key. */
export function tagged<T>(tag: string, variants: Record<string, Shape<unknown>>): Shape<T> {
  const names = Object.keys(variants)
  return {
    schema: { oneOf: Object.values(variants).map(({ schema }) => schema) },
    read: (value, path) => {
      const map = readMap(value, path)
      const given = map.get(tag)
      const here = keyPath(path, tag)
      if (given === undefined) throw new RecipeError(here, `このキーが必要です。${quoted(names)}のどれかを書いてください`)
      const name = oneOf(names).read(given, here)
      return variants[name]!.read(value, path) as T
    },
  }
}

/** The known name that differs least, if it is near enough to be a slip. */
function nearest(key: string, known: readonly string[]): string | null {
  const near = known
    .map((name) => ({ name, distance: editDistance(key.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0]
  return near && near.distance <= Math.max(1, Math.floor(near.name.length / 3)) ? near.name : null
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
