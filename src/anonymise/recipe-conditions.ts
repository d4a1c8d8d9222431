import { RecipeError } from './errors.ts'
import type { CellConditionSpec, ConditionSpec, Literal } from './recipe-model.ts'
import { columnName } from './recipe-parts.ts'
import { flag, integer, type JsonSchema, list, object, oneOf, optional, readMap, required, type Shape } from './recipe-shape.ts'

const literal: Shape<Literal> = {
  schema: { type: ['string', 'number', 'boolean'] },
  read: (value, path) => {
    if (typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value
    throw new RecipeError(path, '文字列か数を書いてください')
  },
}
const comparable: Shape<string | number> = {
  schema: { type: ['string', 'number'] },
  read: (value, path) => {
    if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return value
    throw new RecipeError(path, '数か日付（"2026-04-01"）を書いてください')
  },
}

const whereRef: JsonSchema = { $ref: '#/$defs/where' }
/** Conditions hold conditions: the shape is found when it is read. */
export const where: Shape<ConditionSpec> = { schema: whereRef, read: (value, path) => readWhere(value, path) }

const OPERATORS = ['equals', 'in', 'atLeast', 'moreThan', 'atMost', 'lessThan', 'isNull'] as const

const cellCondition = object<CellConditionSpec>({
  column: required(columnName, '列'),
  equals: optional(literal, 'この値に等しい'),
  in: optional(list(literal, { min: 1 }), 'このどれかに等しい'),
  atLeast: optional(comparable, '以上'),
  moreThan: optional(comparable, 'より大きい'),
  atMost: optional(comparable, '以下'),
  lessThan: optional(comparable, 'より小さい'),
  isNull: optional(flag, '空である（false: 空でない）'),
})

const groupCondition = {
  all: object<{ all: ConditionSpec[] }>({ all: required(list(where, { min: 1 }), 'すべて成り立つ') }),
  any: object<{ any: ConditionSpec[] }>({ any: required(list(where, { min: 1 }), 'どれか成り立つ') }),
  not: object<{ not: ConditionSpec }>({ not: required(where, '成り立たない') }),
  count: object<Extract<ConditionSpec, { count: unknown }>>({
    count: required(
      object({
        of: required(oneOf(['household', 'person'] as const), '世帯または本人のうちで数える'),
        where: required(where),
        atLeast: required(integer({ min: 1 }), '条件に合う本人（本人の列がなければ行）がこの数以上'),
      }),
    ),
  }),
}

function readWhere(value: Parameters<Shape<ConditionSpec>['read']>[0], path: string): ConditionSpec {
  const map = readMap(value, path)
  for (const [name, shape] of Object.entries(groupCondition)) if (map.has(name)) return shape.read(value, path)
  const condition = cellCondition.read(value, path)
  const given = OPERATORS.filter((operator) => condition[operator] !== undefined)
  if (given.length !== 1) {
    const names = OPERATORS.map((operator) => `「${operator}」`).join('')
    throw new RecipeError(path, `${names}のうち1つだけを書いてください`)
  }
  return condition
}

export const whereSchema: JsonSchema = {
  oneOf: [
    {
      ...cellCondition.schema,
      oneOf: OPERATORS.map((operator) => ({ required: [operator] })),
    },
    ...Object.values(groupCondition).map(({ schema }) => schema),
  ],
}
