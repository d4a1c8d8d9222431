import { RecipeError } from './errors.ts'
import { ADDRESS_LEVELS, type AddressHierarchySpec } from './hierarchies/address.ts'
import type { AgeHierarchySpec } from './hierarchies/age.ts'
import { BUILDING_METHODS, type BuiltHierarchySpec, classesOfLevels } from './hierarchies/built.ts'
import { DATE_LEVELS, type DateHierarchySpec } from './hierarchies/date.ts'
import type { FileHierarchySpec } from './hierarchies/file.ts'
import { FINEST_ORDER, type MeshHierarchySpec } from './hierarchies/mesh.ts'
import type { NumberHierarchySpec } from './hierarchies/number.ts'
import type { PrefixHierarchySpec } from './hierarchies/prefix.ts'
import type { HierarchySpec, Level } from './recipe-model.ts'
import { ascending, columnName, named } from './recipe-parts.ts'
import { itemPath, keyPath } from './recipe-path.ts'
import {
  delimiter,
  type Field,
  flag,
  integer,
  isObject,
  list,
  number,
  object,
  oneOf,
  optional,
  refine,
  required,
  type Shape,
  tagged,
  text,
  withDefault,
} from './recipe-shape.ts'
import { parseDate } from './values/date.ts'

const unknown: Field<'refuse' | 'null' | undefined> = withDefault(
  oneOf(['refuse', 'null'] as const),
  'refuse',
  '階層にない値: 実行しない、または空とみなす',
)

const multiples = (values: readonly number[], path: string) => {
  ascending(values, path)
  values.forEach((value, i) => {
    if (i === 0) return
    const ratio = value / values[i - 1]!
    if (Math.abs(ratio - Math.round(ratio)) > 1e-9) throw new RecipeError(itemPath(path, i), '一つ前の幅の整数倍にしてください')
  })
}

const descending = (values: readonly number[], path: string) => {
  values.forEach((value, i) => {
    if (i > 0 && value >= values[i - 1]!) throw new RecipeError(itemPath(path, i), '大きい順に書いてください')
  })
}

/** Names out of an ordered list, each at most once, in its order. */
const ordered = <const T extends string>(names: readonly T[]): Shape<T[]> => {
  const shape = refine(list(oneOf(names), { min: 1 }), (given, path) => {
    given.forEach((name, i) => {
      if (i > 0 && names.indexOf(name) <= names.indexOf(given[i - 1]!))
        throw new RecipeError(itemPath(path, i), `${names.map((each) => `「${each}」`).join('')}の順に、1回ずつ書いてください`)
    })
  })
  return { ...shape, schema: { ...shape.schema, uniqueItems: true } }
}

const isoDate = refine(text(), (value, path) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || parseDate(value) === null)
    throw new RecipeError(path, '「2026-04-01」の形で、実在する日を書いてください')
})

const fileHierarchy = object<FileHierarchySpec>({
  kind: named('file'),
  path: required(text(), '階層のファイル。加工方法のある場所から見たパス'),
  delimiter: withDefault(delimiter, ';'),
  encoding: withDefault(oneOf(['utf-8', 'cp932', 'euc-jp'] as const), 'utf-8'),
  sha256: optional(
    refine(text(), (value, path) => {
      if (!/^[0-9a-f]{64}$/i.test(value)) throw new RecipeError(path, '16進数64文字の SHA-256 を書いてください')
    }),
    'ファイルの SHA-256。書けば確かめる',
  ),
})

const numberHierarchy = refine(
  object<NumberHierarchySpec>({
    kind: named('number'),
    widths: required(refine(list(number({ above: 0 }), { min: 1 }), multiples), '区間の幅。小さい順、一つ前の整数倍'),
    origin: withDefault(number(), 0, '区間の起点'),
    integers: withDefault(flag, true, 'true: 20-24 の形、false: [20,25) の形'),
    any: withDefault(flag, true, '最後の段階を * とする'),
    unknown,
  }),
  ({ widths, origin, integers }, path) => {
    if (!integers) return
    const odd = widths.findIndex((width) => !Number.isInteger(width))
    if (odd !== -1) throw new RecipeError(itemPath(keyPath(path, 'widths'), odd), '整数を書くか、"integers": false と書いてください')
    if (!Number.isInteger(origin)) throw new RecipeError(keyPath(path, 'origin'), '整数を書くか、"integers": false と書いてください')
  },
)

const ageHierarchy = object<AgeHierarchySpec>({
  kind: named('age'),
  widths: withDefault(refine(list(integer({ min: 1 }), { min: 1 }), multiples), [5, 10, 20], '年齢の幅。小さい順、一つ前の整数倍'),
  top: withDefault(integer({ min: 1 }), 90, 'この年齢以上を1つにまとめる'),
  at: optional(isoDate, '基準日。書けば列は生年月日で、この日の年齢とする'),
  unknown,
})

const dateHierarchy = object<DateHierarchySpec>({
  kind: named('date'),
  levels: required(ordered(DATE_LEVELS), '段階。細かい順'),
  shiftDays: withDefault(integer(), 0, 'まとめる前にずらす日数。-1 は前日'),
  unknown,
})

const prefixHierarchy = object<PrefixHierarchySpec>({
  kind: named('prefix'),
  lengths: required(refine(list(integer({ min: 1 }), { min: 1 }), descending), '残す文字数。大きい順'),
  fill: withDefault(
    refine(text({ empty: true }), (value, path) => {
      if ([...value].length > 1) throw new RecipeError(path, '1文字か空の文字列を書いてください')
    }),
    '*',
    '消した文字の代わり',
  ),
  unknown,
})

const addressHierarchy = object<AddressHierarchySpec>({
  kind: named('address'),
  levels: required(ordered(ADDRESS_LEVELS), '段階。細かい順'),
  prefecture: optional(text(), '都道府県のない住所の都道府県'),
  unknown,
})

const meshHierarchy = refine(
  object<MeshHierarchySpec>({
    kind: named('mesh'),
    latitude: optional(columnName, '緯度（度の小数）の列。longitude と合わせて書く。なければ、列は地域メッシュコードか「緯度,経度」'),
    longitude: optional(columnName, '経度（度の小数）の列'),
    orders: withDefault(
      refine(list(integer({ min: 1, max: FINEST_ORDER }), { min: 1 }), descending),
      [3, 2, 1],
      '区画の次数。細かい順。1: 約80km、2: 約10km、3: 約1km、4: その2分の1、5: 4分の1、6: 8分の1',
    ),
    unknown,
  }),
  ({ latitude, longitude }, path) => {
    if ((latitude === undefined) !== (longitude === undefined))
      throw new RecipeError(
        keyPath(path, latitude === undefined ? 'latitude' : 'longitude'),
        '「latitude」と「longitude」は合わせて書いてください',
      )
  },
)

/** More classes are no classes; and the best of them are looked for among all ways. */
const MOST_CLASSES = 100
const classCount = integer({ min: 2, max: MOST_CLASSES })

const builtHierarchy = refine(
  object<BuiltHierarchySpec>({
    kind: named('built'),
    method: withDefault(
      oneOf(BUILDING_METHODS),
      'equal-frequency',
      'equal-frequency: 行の数を、equal-width: 幅をそろえる。optimal: 区分の中のちらばりを最小にする',
    ),
    classes: optional(
      {
        schema: { anyOf: [classCount.schema, { type: 'array', items: classCount.schema, minItems: 1 }] },
        read: (value, path) =>
          typeof value === 'number' ? classCount.read(value, path) : refine(list(classCount, { min: 1 }), descending).read(value, path),
      },
      '区分の最大の数。一覧なら段階ごと、大きい順。rounds とどちらか1つ。境は丸めた数、両端は「19以下」「90以上」のように開き、どの区分にも privacy.k 人以上がいる',
    ),
    rounds: optional(integer({ min: 1, max: 6 }), '2つずつまとめる回数。3 なら 8、4、2 区分の段階になる'),
    integers: optional(flag, 'true: 20-24 の形、false: [20,25) の形。既定は、値がすべて整数なら true'),
    unknown,
  }),
  ({ classes, rounds }, path) => {
    if ((classes === undefined) === (rounds === undefined))
      throw new RecipeError(path, '「classes」と「rounds」のどちらか1つだけを書いてください')
  },
)

/** Stands in the schema once, under its name. */
export const referred = <T>(shape: Shape<T>, name: string): Shape<T> => ({ ...shape, schema: { $ref: `#/$defs/${name}` } })

export const hierarchy: Shape<HierarchySpec> = tagged<HierarchySpec>('kind', {
  file: fileHierarchy,
  number: numberHierarchy,
  age: ageHierarchy,
  date: dateHierarchy,
  prefix: prefixHierarchy,
  address: addressHierarchy,
  mesh: meshHierarchy,
  built: builtHierarchy,
})

/** Number of levels that a hierarchy has by its description alone; null: a file tells. */
export function levelsOf(spec: HierarchySpec): number | null {
  switch (spec.kind) {
    case 'file':
      return null
    case 'number':
      return spec.widths.length + (spec.any === false ? 1 : 2)
    case 'age':
      return (spec.widths?.length ?? 3) + 2
    case 'mesh':
      return (spec.orders?.length ?? 3) + 1
    case 'built':
      return classesOfLevels(spec).length + 2
    case 'prefix':
      return spec.lengths.length + 2
    default:
      return spec.levels.length
  }
}

const levelRange = object<{ min?: number; max?: number }>({ min: optional(integer({ min: 0 })), max: optional(integer({ min: 0 })) })

export const level: Shape<Level> = {
  schema: { anyOf: [{ const: 'auto' }, { type: 'integer', minimum: 0 }, levelRange.schema] },
  read: (value, path) => {
    if (value === 'auto') return value
    if (typeof value === 'number') return integer({ min: 0 }).read(value, path)
    if (isObject(value)) {
      const range = levelRange.read(value, path)
      if (range.min !== undefined && range.max !== undefined && range.min > range.max)
        throw new RecipeError(keyPath(path, 'max'), 'min 以上にしてください')
      return range
    }
    throw new RecipeError(path, '段階の番号、"auto"、{"min": 番号, "max": 番号} のどれかを書いてください')
  },
}
