import * as z from 'zod'
import { ADDRESS_LEVELS } from './hierarchies/address.ts'
import { DATE_LEVELS } from './hierarchies/date.ts'

/** The form of a recipe: every key, its type and default. What depends on other keys is checked in recipe.ts. */

const text = z.string()
const positiveInteger = z.int().positive()
const unknown = z.enum(['refuse', 'null']).optional()

const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日付は 2026-04-01 の形で書いてください')

const hierarchy = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    path: text.min(1),
    delimiter: text.length(1).optional(),
    encoding: z.enum(['utf-8', 'cp932']).optional(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/i)
      .optional(),
  }),
  z.strictObject({
    kind: z.literal('number'),
    widths: z.array(z.number().positive()).min(1),
    origin: z.number().optional(),
    integers: z.boolean().optional(),
    any: z.boolean().optional(),
    unknown,
  }),
  z.strictObject({
    kind: z.literal('age'),
    widths: z.array(positiveInteger).min(1).optional(),
    top: positiveInteger.optional(),
    at: isoDate.optional(),
    unknown,
  }),
  z.strictObject({ kind: z.literal('date'), levels: z.array(z.enum(DATE_LEVELS)).min(1), shiftDays: z.int().optional(), unknown }),
  z.strictObject({ kind: z.literal('prefix'), lengths: z.array(positiveInteger).min(1), fill: text.length(1).optional(), unknown }),
  z.strictObject({ kind: z.literal('address'), levels: z.array(z.enum(ADDRESS_LEVELS)).min(1), prefecture: text.optional(), unknown }),
])

const literal = z.union([z.string(), z.number(), z.boolean()])
const bound = z.union([z.string(), z.number()])

export type ConditionSpec =
  | { all: ConditionSpec[] }
  | { any: ConditionSpec[] }
  | { not: ConditionSpec }
  | { count: { of: 'household' | 'person'; where: ConditionSpec; atLeast: number } }
  | {
      column: string
      equals?: z.infer<typeof literal>
      in?: z.infer<typeof literal>[]
      atLeast?: z.infer<typeof bound>
      moreThan?: z.infer<typeof bound>
      atMost?: z.infer<typeof bound>
      lessThan?: z.infer<typeof bound>
      isNull?: boolean
    }

const condition: z.ZodType<ConditionSpec> = z.lazy(() =>
  z.union([
    z.strictObject({
      column: text,
      equals: literal.optional(),
      in: z.array(literal).min(1).optional(),
      atLeast: bound.optional(),
      moreThan: bound.optional(),
      atMost: bound.optional(),
      lessThan: bound.optional(),
      isNull: z.boolean().optional(),
    }),
    z.strictObject({ count: z.strictObject({ of: z.enum(['household', 'person']), where: condition, atLeast: positiveInteger }) }),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
  ]),
)

const said = { rule: z.int().min(1).max(5).optional(), reason: text.min(1).optional(), confirmed: text.min(1).optional() }
const edges = z.array(z.number()).min(1)
const level = z.union([
  z.int().min(0),
  z.literal('auto'),
  z.strictObject({ min: z.int().min(0).optional(), max: z.int().min(0).optional() }),
])
const coding = {
  limit: z.number().optional(),
  percentile: z.number().gt(0).lt(100).optional(),
  as: z.enum(['limit', 'label']).optional(),
  label: text.min(1).optional(),
}

/** Keys of each column technique, beside those that every column may carry. */
const TECHNIQUES = {
  keep: { notIndividualCode: text.min(1).optional() },
  'delete-column': {},
  'delete-cells': { where: condition },
  pseudonym: { domain: text.min(1).optional() },
  generalise: { hierarchy, level: level.optional() },
  'top-code': coding,
  'bottom-code': coding,
  bands: { edges, label: z.literal('[a,b)').optional() },
  round: { step: z.number().positive(), mode: z.literal('half-up').optional() },
} as const
export type TechniqueName = keyof typeof TECHNIQUES

const steps = Object.entries(TECHNIQUES)
const step = z.discriminatedUnion(
  'technique',
  steps.map(([name, keys]) => z.strictObject({ technique: z.literal(name), ...said, ...keys })) as never,
)

export const CLASSES = ['direct-identifier', 'individual-code', 'linking-code', 'quasi-identifier', 'sensitive', 'other'] as const

export const columnForm = z.discriminatedUnion(
  'technique',
  steps.map(([name, keys]) =>
    z.strictObject({
      class: z.enum(CLASSES),
      technique: z.literal(name),
      ...said,
      notIndividualCode: text.min(1).optional(),
      ...(name === 'bands' ? {} : { bands: z.strictObject({ edges, label: z.literal('[a,b)').optional() }).optional() }),
      // biome-ignore lint/suspicious/noThenProperty: the recipe's own key; a decision is never awaited
      then: z.array(step).optional(),
      ...keys,
    }),
  ) as never,
)

const unit = z.enum(['record', 'person', 'household']).optional()
const record = z.discriminatedUnion('technique', [
  z.strictObject({ technique: z.literal('delete-records'), where: condition, unit, ...said }),
  z.strictObject({ technique: z.literal('sample'), rate: z.number().gt(0).lt(1), by: unit, ...said }),
])

const oneCharacter = text.length(1)

export const recipeForm = z.strictObject({
  sakyu: z.literal('recipe/1'),
  title: text.min(1),
  input: z
    .strictObject({
      format: z.enum(['csv', 'parquet']).optional(),
      encoding: z.enum(['auto', 'utf-8', 'cp932', 'euc-jp']).default('auto'),
      delimiter: z.union([z.literal('auto'), oneCharacter]).default('auto'),
      nulls: z.array(text).default(['']),
    })
    .prefault({}),
  person: text.min(1).nullable().optional(),
  household: text.min(1).nullable().optional(),
  /** each column by itself, in the order written: see recipe.ts */
  columns: z.unknown(),
  records: z.array(record).default([]),
  privacy: z
    .strictObject({
      k: z.int().min(2).optional(),
      suppressionLimit: z.number().min(0).max(1).default(0),
      models: z
        .array(
          z.discriminatedUnion('model', [z.strictObject({ model: z.literal('distinct-l-diversity'), column: text, l: z.int().min(2) })]),
        )
        .default([]),
      repeat: z.array(text).default([]),
      known: positiveInteger.optional(),
      households: z.strictObject({ perClass: positiveInteger.default(2), k: positiveInteger.default(3) }).prefault({}),
      floors: z
        .strictObject({
          tail: positiveInteger.default(10),
          literal: positiveInteger.default(10),
          uniqueShare: z.number().min(0).max(1).default(0.05),
          print: positiveInteger.default(10),
        })
        .prefault({}),
    })
    .prefault({}),
  search: z.strictObject({ measure: z.literal('loss').optional() }).optional(),
  output: z
    .strictObject({
      format: z.enum(['csv', 'parquet']).default('csv'),
      encoding: z.enum(['utf-8', 'utf-8-bom', 'cp932']).default('utf-8'),
      delimiter: oneCharacter.default(','),
      shuffle: z.boolean().default(true),
    })
    .prefault({}),
})

/** Names that recipe/1 knows and this version does not carry out yet. */
export const NOT_YET = {
  techniques: ['microaggregate', 'swap', 'add-noise', 'synthesise', 'shift-dates'],
  hierarchies: ['mesh', 'built'],
  models: [
    'entropy-l-diversity',
    'recursive-cl-diversity',
    't-closeness',
    'delta-disclosure',
    'basic-beta-likeness',
    'enhanced-beta-likeness',
    'k-map',
    'delta-presence',
    'average-risk',
    'sample-uniqueness',
    'population-uniqueness',
    'records-per-person',
  ],
  search: ['measure', 'weights', 'seconds', 'recoding', 'cells', 'suppression', 'aggregate'],
} as const

/** JSON Schema (2020-12) of a recipe. */
export const recipeSchema = (): Record<string, unknown> => ({
  ...(z.toJSONSchema(recipeForm.extend({ columns: z.record(text, columnForm) }), { io: 'input', target: 'draft-2020-12' }) as Record<
    string,
    unknown
  >),
  title: 'Sakyū recipe/1',
})
