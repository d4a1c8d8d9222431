import fc from 'fast-check'

type Schema = { [key: string]: unknown }

/** Texts that mean something to a recipe, so that chance comes far: names, numbers, dates, paths. */
const WORDS = [
  '番号',
  '世帯',
  '年齢',
  '町',
  '所得',
  '生年月日',
  '郵便',
  'x',
  '',
  '2026-04-01',
  '*',
  ',',
  'a.csv',
  '__proto__',
  '１２',
  '-5',
]
const text = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...WORDS) }, { weight: 1, arbitrary: fc.string({ maxLength: 8 }) })
const number = fc.oneof(
  fc.constantFrom(0, 1, 2, 3, 5, 10, 100, 0.5, 0.05, -1, 1e9, 1e-9, 2 ** 53, -0, 1e308),
  fc.integer({ min: -3, max: 30 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

/** Any JSON at all. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false),
    text,
    number,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3 }),
  ),
})).value

/**
 * JSON that mostly fits a JSON Schema, with a slip here and there: another type, a number out of bounds, a key missing.
 * Keys that the schema learns are tried from then on.
 *
 * @param at - the part of the schema that is meant; absent: the whole
 * @param slips - share of places where anything may stand
 */
export function nearly(root: Schema, slips: number, at: Schema = root): fc.Arbitrary<unknown> {
  const definitions = (root.$defs ?? {}) as Record<string, Schema>
  return fc.letrec<Record<string, unknown>>((tie) => {
    const slip = (own: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
      slips === 0 ? own : fc.oneof({ weight: Math.round(1 / slips) - 1, arbitrary: own }, { weight: 1, arbitrary: anyJson })
    const build = (schema: Schema): fc.Arbitrary<unknown> => {
      if (typeof schema.$ref === 'string') return tie(schema.$ref.replace('#/$defs/', ''))
      if ('const' in schema) return slip(fc.constant(schema.const))
      if (Array.isArray(schema.enum)) return slip(fc.constantFrom(...(schema.enum as unknown[])))
      const variants = (schema.oneOf ?? schema.anyOf) as Schema[] | undefined
      if (variants && !schema.properties) return fc.oneof({ maxDepth: 4 }, ...variants.map(build))
      const types = [schema.type ?? 'any'].flat() as string[]
      return slip(fc.oneof(...types.map((type) => typed(type, schema))))
    }
    const typed = (type: string, schema: Schema): fc.Arbitrary<unknown> => {
      switch (type) {
        case 'object':
          return objectOf(schema)
        case 'array': {
          const items = fc.array(build((schema.items ?? {}) as Schema), { minLength: (schema.minItems as number) ?? 0, maxLength: 3 })
          // Edges and widths ascend: chance alone would seldom have it so.
          return items.map((list) => (list.every((one) => typeof one === 'number') ? [...list].sort((a, b) => a - b) : list))
        }
        case 'integer':
          return within(schema, fc.integer({ min: -2, max: 12 }))
        case 'number':
          return within(
            schema,
            fc.oneof(
              fc.constantFrom(0.05, 0.1, 0.5, 1, 5, 10),
              fc.integer({ min: 0, max: 100 }).map((n) => n / 10),
            ),
          )
        case 'boolean':
          return fc.boolean()
        case 'null':
          return fc.constant(null)
        case 'string':
          return schema.maxLength === 1 ? fc.constantFrom(',', ';', '|') : text
        default:
          return anyJson
      }
    }
    const objectOf = (schema: Schema): fc.Arbitrary<unknown> => {
      const needed = new Set((schema.required ?? []) as string[])
      const fields = Object.entries((schema.properties ?? {}) as Record<string, Schema>).map(([name, one]) =>
        fc.tuple(fc.constant(name), fc.option(build(one), { freq: needed.has(name) ? 100 : 1, nil: undefined })),
      )
      return fc.tuple(...fields).map((own) => Object.fromEntries(own.filter(([, value]) => value !== undefined)))
    }
    return { ...Object.fromEntries(Object.entries(definitions).map(([name, schema]) => [name, build(schema)])), '': build(at) }
  })['']!
}

/** Numbers of a kind that lie in the bounds of the schema. */
function within(schema: Schema, numbers: fc.Arbitrary<number>): fc.Arbitrary<number> {
  const [least, most] = [schema.minimum as number | undefined, schema.maximum as number | undefined]
  const [above, below] = [schema.exclusiveMinimum as number | undefined, schema.exclusiveMaximum as number | undefined]
  const fits = (n: number) => n >= (least ?? n) && n <= (most ?? n) && n > (above ?? n - 1) && n < (below ?? n + 1)
  return numbers.map((n) => (fits(n) ? n : fits(1) ? 1 : fits(0.5) ? 0.5 : (least ?? n)))
}

type Path = (string | number)[]

function pathsOf(value: unknown, path: Path = []): Path[] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, Array.isArray(value) ? Number(key) : key]))
      : []
  return path.length === 0 ? inner : [path, ...inner]
}

/** A document with one to three places changed: another value, none, or a key too many. */
export const mutated = (document: unknown): fc.Arbitrary<unknown> => {
  const paths = pathsOf(document)
  const change = fc.record({ at: fc.nat(paths.length - 1), how: fc.constantFrom('replace', 'remove', 'add'), value: anyJson, key: text })
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const copy = structuredClone(document) as Record<string | number, unknown>
    for (const { at, how, value, key } of changes) {
      const path = paths[at]!
      let holder: Record<string | number, unknown> | undefined = copy
      for (const step of path.slice(0, -1)) {
        const next: unknown = holder?.[step]
        holder = typeof next === 'object' && next !== null ? (next as Record<string | number, unknown>) : undefined
      }
      if (!holder) continue
      const last = path.at(-1)!
      if (how === 'replace') holder[last] = value
      else if (how === 'add') holder[Array.isArray(holder) ? holder.length : key] = value
      else if (Array.isArray(holder)) holder.splice(Number(last), 1)
      else delete holder[last]
    }
    return copy
  })
}
