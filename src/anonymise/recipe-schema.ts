import { RecipeError } from './errors.ts'
import { ADDRESS_LEVELS, type AddressHierarchySpec } from './hierarchies/address.ts'
import type { AgeHierarchySpec } from './hierarchies/age.ts'
import { BUILDING_METHODS, type BuiltHierarchySpec, classesOfLevels } from './hierarchies/built.ts'
import { DATE_LEVELS, type DateHierarchySpec, dateCrossings } from './hierarchies/date.ts'
import type { FileHierarchySpec } from './hierarchies/file.ts'
import { FINEST_ORDER, type MeshHierarchySpec } from './hierarchies/mesh.ts'
import type { NumberHierarchySpec } from './hierarchies/number.ts'
import type { PrefixHierarchySpec } from './hierarchies/prefix.ts'
import {
  type Bands,
  type CellConditionSpec,
  CLASSES,
  type ColumnDecision,
  type ColumnStep,
  type ConditionSpec,
  type Grounds,
  type HierarchySpec,
  type Level,
  type Literal,
  type ModelSpec,
  type Recipe,
  type RecordStep,
  type TechniqueName,
  UNITS,
} from './recipe-model.ts'
import { itemPath, keyPath, columnName as normalise } from './recipe-path.ts'
import { searchField } from './recipe-search.ts'
import {
  delimiter,
  type Field,
  type Fields,
  flag,
  integer,
  isObject,
  type JsonSchema,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  readMap,
  refine,
  required,
  type Shape,
  tagged,
  text,
  withDefault,
} from './recipe-shape.ts'
import { parseDate } from './values/date.ts'

/** What the keys of a recipe are: the only place that lists them. Reading, errors and the JSON Schema come from here. */

const columnName: Shape<string> = {
  schema: { type: 'string', minLength: 1 },
  read: (value, path) => normalise(text().read(value, path)),
}

const grounds: Fields<Grounds> = {
  rule: optional(integer({ min: 1, max: 5 }), '規則第27条（法施行規則第62条）の号'),
  reason: optional(text(), 'そうする理由'),
  confirmed: optional(text(), '二人目の確認者が確かめたこと'),
}

const technique = <T extends string>(name: T): Field<T> => required(oneOf([name]))

// Conditions

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
const where: Shape<ConditionSpec> = { schema: whereRef, read: (value, path) => readWhere(value, path) }

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

const whereSchema: JsonSchema = {
  oneOf: [
    {
      ...cellCondition.schema,
      oneOf: OPERATORS.map((operator) => ({ required: [operator] })),
    },
    ...Object.values(groupCondition).map(({ schema }) => schema),
  ],
}

// Hierarchies

const unknown: Field<'refuse' | 'null' | undefined> = withDefault(
  oneOf(['refuse', 'null'] as const),
  'refuse',
  '階層にない値: 実行しない、または空とみなす',
)

const ascending = (values: readonly number[], path: string) => {
  values.forEach((value, i) => {
    if (i > 0 && value <= values[i - 1]!) throw new RecipeError(itemPath(path, i), '小さい順に書いてください')
  })
}

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

const kind = <T extends string>(name: T): Field<T> => required(oneOf([name]))

const fileHierarchy = object<FileHierarchySpec>({
  kind: kind('file'),
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
    kind: kind('number'),
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
  kind: kind('age'),
  widths: withDefault(refine(list(integer({ min: 1 }), { min: 1 }), multiples), [5, 10, 20], '年齢の幅。小さい順、一つ前の整数倍'),
  top: withDefault(integer({ min: 1 }), 90, 'この年齢以上を1つにまとめる'),
  at: optional(isoDate, '基準日。書けば列は生年月日で、この日の年齢とする'),
  unknown,
})

const dateHierarchy = object<DateHierarchySpec>({
  kind: kind('date'),
  levels: required(ordered(DATE_LEVELS), '段階。細かい順'),
  shiftDays: withDefault(integer(), 0, 'まとめる前にずらす日数。-1 は前日'),
  unknown,
})

const prefixHierarchy = object<PrefixHierarchySpec>({
  kind: kind('prefix'),
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
  kind: kind('address'),
  levels: required(ordered(ADDRESS_LEVELS), '段階。細かい順'),
  prefecture: optional(text(), '都道府県のない住所の都道府県'),
  unknown,
})

const meshHierarchy = refine(
  object<MeshHierarchySpec>({
    kind: kind('mesh'),
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
    kind: kind('built'),
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
const referred = <T>(shape: Shape<T>, name: string): Shape<T> => ({ ...shape, schema: { $ref: `#/$defs/${name}` } })

const hierarchy: Shape<HierarchySpec> = tagged<HierarchySpec>('kind', {
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

const level: Shape<Level> = {
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

// Techniques of columns

const edges = required(refine(list(number(), { min: 1 }), ascending), '境目の数。小さい順')
const bandLabel: Field<'[a,b)'> = withDefault(oneOf(['[a,b)'] as const), '[a,b)')

const coding = <T extends 'top-code' | 'bottom-code'>(name: T) => ({
  technique: technique(name),
  limit: optional(number(), '境目の数。limit・percentile・tail のどれか1つを書く'),
  percentile: optional(number({ above: 0, below: 100 }), '境目を本人の何％目とするか。外側の2桁に丸める'),
  tail: optional(integer({ min: 1 }), '境目の外の本人が少なくともこの人数となるように、2桁の境目を決める'),
  as: withDefault(
    oneOf(['limit', 'label', 'mean'] as const),
    'limit',
    'limit: 境目の数にする。label: 境目とその外を1つの語にする。mean: 境目とその外を、その平均（2桁）にする。1人が合計の50％、2人が80％を超えるときは語にする',
  ),
  label: optional(text(), '語。{limit} は境目の数。as が label か mean のとき'),
})

const uniqueColumns: Shape<string[]> = {
  schema: { type: 'array', items: columnName.schema, uniqueItems: true },
  read: (value, path) =>
    refine(list(columnName), (names, here) => {
      const twice = names.findIndex((name, i) => names.indexOf(name) < i)
      if (twice !== -1) throw new RecipeError(itemPath(here, twice), '同じ列が二度書かれています。どちらかを消してください')
    }).read(value, path),
}

const pairOfNumbers: Shape<[number, number]> = {
  schema: { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 },
  read: (value, path) => {
    const [min, max, ...more] = list(number(), { min: 2 }).read(value, path)
    if (more.length > 0 || min! >= max!) throw new RecipeError(path, '[小さい数, 大きい数] の形で書いてください')
    return [min!, max!]
  },
}

/** Probabilities sum to 1 but for what their decimals lose. */
const MOST_LOST = 1e-6

const transitions: Shape<ReadonlyMap<string, ReadonlyMap<string, number>>> = {
  schema: {
    type: 'object',
    minProperties: 1,
    additionalProperties: { type: 'object', minProperties: 1, additionalProperties: { type: 'number', minimum: 0, maximum: 1 } },
  },
  read: (value, path) => {
    const rows = readMap(value, path)
    if (rows.size === 0) throw new RecipeError(path, '値を1つ以上書いてください')
    const read = new Map<string, ReadonlyMap<string, number>>()
    for (const [from, row] of rows) {
      const here = keyPath(path, from)
      const chances = new Map<string, number>()
      for (const [to, chance] of readMap(row, here)) chances.set(to, number({ min: 0, max: 1 }).read(chance, keyPath(here, to)))
      const sum = [...chances.values()].reduce((total, chance) => total + chance, 0)
      if (Math.abs(sum - 1) > MOST_LOST) throw new RecipeError(here, '確率の合計を1にしてください')
      read.set(from, chances)
    }
    for (const [from, row] of read)
      for (const to of row.keys()) if (!read.has(to)) throw new RecipeError(keyPath(keyPath(path, from), to), 'この値の行も書いてください')
    return read
  },
}

const STEPS: Record<TechniqueName, object> = {
  keep: { technique: technique('keep') },
  'delete-column': { technique: technique('delete-column') },
  'delete-cells': { technique: technique('delete-cells'), where: required(where, '元の値がこうであるとき空にする') },
  pseudonym: { technique: technique('pseudonym'), domain: optional(text(), '同じ名前の列どうしは同じ仮の番号になる') },
  generalise: {
    technique: technique('generalise'),
    hierarchy: required(referred(hierarchy, 'hierarchy')),
    level: withDefault(level, 'auto' as Level),
  },
  'top-code': coding('top-code'),
  'bottom-code': coding('bottom-code'),
  bands: { technique: technique('bands'), edges, label: bandLabel },
  round: {
    technique: technique('round'),
    step: required(number({ above: 0 }), '丸める単位'),
    mode: withDefault(oneOf(['half-up'] as const), 'half-up'),
  },
  microaggregate: {
    technique: technique('microaggregate'),
    with: withDefault(uniqueColumns, [] as string[], '一緒に組を作る列。その列も microaggregate にする'),
    size: optional(integer({ min: 2 }), '1組の本人の数（これ以上）。既定は privacy.k'),
    statistic: withDefault(oneOf(['mean', 'median', 'mode'] as const), 'mean', '組の平均、中央値、最も多い値'),
    by: withDefault(uniqueColumns, [] as string[], 'これらの列の値が同じ人どうしで組を作る'),
  },
  swap: {
    technique: technique('swap'),
    method: withDefault(
      oneOf(['rank', 'record', 'pram'] as const),
      'rank',
      'rank: 順位の近い値と入れ替える。record: 危険の高い世帯（なければ本人、行）から、ほかの地域などの値と入れ替える。pram: 決めた確率で別の値にする',
    ),
    window: optional(number({ above: 0, max: 1 }), 'rank だけ。順位の差の上限（全体に対する割合）。既定は0.05'),
    rate: optional(number({ above: 0, max: 1 }), 'record: 入れ替える割合。pram: 引き直す割合。既定は0.1'),
    by: withDefault(uniqueColumns, [] as string[], 'これらの列の値が同じものどうしで入れ替える'),
    matrix: optional(transitions, 'pram だけ。元の値ごとに、公開する値とその確率。書かなければ、値の割合が平均して変わらない確率とする'),
  },
  'add-noise': {
    technique: technique('add-noise'),
    distribution: withDefault(oneOf(['normal', 'laplace'] as const), 'normal', '誤差の分布'),
    scale: optional(number({ above: 0 }), '誤差の標準偏差。列の標準偏差の何倍か。absolute とどちらか1つ'),
    absolute: optional(number({ above: 0 }), '誤差の標準偏差。列の単位で。scale とどちらか1つ'),
    correlatedWith: withDefault(uniqueColumns, [] as string[], '誤差の相関を元の値の相関にそろえる列。その列も add-noise にする'),
    bounds: optional(pairOfNumbers, '公開する値の下限と上限。外に出た値は折り返す'),
    step: optional(number({ above: 0 }), '公開する値の刻み。既定は、整数の列では1、ほかは元の値の桁'),
  },
  displace: {
    technique: technique('displace'),
    latitude: required(columnName, '緯度（度の小数）の列。経度の列にも同じ displace を書く'),
    longitude: required(columnName, '経度（度の小数）の列'),
    minimum: withDefault(number({ min: 0 }), 0, '少なくともこの距離（m）だけ動かす'),
    maximum: required(number({ above: 0, max: 100_000 }), '動かす距離の上限（m）。向きも距離も鍵付きの偶然による'),
    decimals: withDefault(integer({ min: 0, max: 8 }), 4, '公開する度の小数の桁。4 は約10m'),
  },
  synthesise: {
    technique: technique('synthesise'),
    from: required(list(columnName, { min: 1 }), '値を言い当てる手がかりとする列（出す列）'),
    share: required(
      number({ above: 0, max: 1 }),
      '値を引き直す本人の割合。引く値は、from から見て似た本人（max(k, 10)人以上）のもの。数は丸めた階級から引く',
    ),
  },
  'shift-dates': {
    technique: technique('shift-dates'),
    maxDays: required(integer({ min: 1, max: 36_525 }), '本人ごとに同じ日数だけ、前か後ろへ最大この日数ずらす。間隔は変わらない'),
  },
}

const variants = (extra: object): Record<string, Shape<unknown>> =>
  Object.fromEntries(
    Object.entries(STEPS).map(([name, own]) => [
      name,
      refine(object<object>({ ...own, ...grounds, ...extra } as Fields<object>), checkStep),
    ]),
  )

/** What a technique's parameters must be beside their form. */
function checkStep(given: object, path: string): void {
  const step = given as ColumnStep
  if (step.technique === 'top-code' || step.technique === 'bottom-code') {
    if ([step.limit, step.percentile, step.tail].filter((one) => one !== undefined).length !== 1)
      throw new RecipeError(path, '「limit」「percentile」「tail」のどれか1つだけを書いてください')
    if (step.label !== undefined && step.as === 'limit')
      throw new RecipeError(keyPath(path, 'label'), '"as": "label" か "as": "mean" と合わせて書いてください')
  }
  if (step.technique === 'add-noise' && (step.scale === undefined) === (step.absolute === undefined))
    throw new RecipeError(path, '「scale」と「absolute」のどちらか1つだけを書いてください')
  if (step.hierarchy !== undefined) checkLevel(step.hierarchy, step.level ?? 'auto', path)
}

function checkLevel(spec: HierarchySpec, given: Level, path: string): void {
  const levels = levelsOf(spec)
  if (levels === null) return
  const here = keyPath(path, 'level')
  const named: [string, number][] =
    typeof given === 'number'
      ? [[here, given]]
      : given === 'auto'
        ? []
        : Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[keyPath(here, name), value] as [string, number]]))
  for (const [at, value] of named)
    if (value >= levels) throw new RecipeError(at, `この階層の段階は0から${levels - 1}までです。その中から書いてください`)
  if (spec.kind !== 'date' || typeof given === 'number') return
  const [min, max] = given === 'auto' ? [0, levels - 1] : [given.min ?? 0, given.max ?? levels - 1]
  const crossing = dateCrossings(spec.levels).find((at) => at >= min && at < max)
  if (crossing !== undefined)
    throw new RecipeError(
      keyPath(keyPath(path, 'hierarchy'), 'levels'),
      `「${spec.levels[crossing]}」と「${spec.levels[crossing + 1]}」は期間の切れ目が違い、段階を探すときに並べられません。どちらかを除くか、level を番号で決めてください`,
    )
}

const step: Shape<ColumnStep> = tagged('technique', variants({}))

const column: Shape<ColumnDecision> = tagged(
  'technique',
  variants({
    class: required(oneOf(CLASSES), '列の分類'),
    notIndividualCode: optional(text(), '個人識別符号に見える値が、そうでない理由'),
    bands: optional(object<Bands>({ edges, label: bandLabel }), '安全性を測るときだけ使う区分。値は変えない'),
    // biome-ignore lint/suspicious/noThenProperty: the recipe's key; nothing awaits it
    then: optional(list(referred(step, 'step')), '続けて行う加工。書いた順'),
  }),
)

const columns: Shape<ReadonlyMap<string, ColumnDecision>> = {
  schema: { type: 'object', minProperties: 1, additionalProperties: { $ref: '#/$defs/column' } },
  read: (value, path) => {
    const read = new Map<string, ColumnDecision>()
    for (const [written, decision] of readMap(value, path)) {
      const name = normalise(written)
      const here = keyPath(path, name)
      if (name === '') throw new RecipeError(here, '列の名前が空です')
      if (read.has(name)) throw new RecipeError(here, '同じ列が二度書かれています。どちらかを消してください')
      read.set(name, column.read(decision, here))
    }
    if (read.size === 0) throw new RecipeError(path, '列を1つ以上書いてください')
    return read
  },
}

// Records

const records: Shape<RecordStep> = tagged('technique', {
  'delete-records': object({
    technique: technique('delete-records'),
    where: required(where),
    unit: optional(oneOf(UNITS), 'この単位のすべての行を除く。既定は person があれば person'),
    ...grounds,
  }),
  sample: object({
    technique: technique('sample'),
    rate: required(number({ above: 0, below: 1 }), '残す割合'),
    by: optional(oneOf(UNITS), 'この単位で選ぶ。既定は person があれば person'),
    ...grounds,
  }),
  synthesise: object({
    technique: technique('synthesise'),
    share: required(number({ above: 0, below: 1 }), '疑似データの本人の割合（person がなければ行）。最後に1回だけ書く'),
    mode: withDefault(
      oneOf(['add', 'replace'] as const),
      'replace',
      'replace: 段階を探す前にこの割合の本人を除き、同じ数の疑似データを加える。add: 出す本人の数のこの割合を加える',
    ),
    ...grounds,
  }),
})

// Privacy

const guarded = required(columnName, '知られてはならない値の列')
const named = <const T extends string>(name: T): Field<T> => required(oneOf([name]))
const share = number({ above: 0, max: 1 })
const beta = required(number({ above: 0 }), '全体での割合からの増え方の上限。1 なら2倍まで')

const population = required(
  text(),
  '母集団の CSV（UTF-8、1行が1人、64MB まで）。加工方法のある場所から見たパス（加工指示では添付ファイルの名前）。準識別子の列を元の値で、同じ名前でもつ。同じ階層でまとめる',
)

const MODELS: Record<ModelSpec['model'], Shape<unknown>> = {
  'distinct-l-diversity': object({
    model: named('distinct-l-diversity'),
    column: guarded,
    l: required(integer({ min: 2 }), '同じ組の中の異なる値の数'),
  }),
  'entropy-l-diversity': object({
    model: named('entropy-l-diversity'),
    column: guarded,
    l: required(number({ min: 2 }), '組の中の値のエントロピーが log l 以上'),
    estimator: withDefault(
      oneOf(['shannon', 'grassberger'] as const),
      'shannon',
      'grassberger: 人数の少ない組のエントロピーを補正して見積もる（Grassberger 2003）',
    ),
  }),
  'recursive-cl-diversity': object({
    model: named('recursive-cl-diversity'),
    column: guarded,
    c: required(number({ above: 0 }), '最も多い値の人数が、l 番目から後の値の人数の和の c 倍より小さい'),
    l: required(integer({ min: 2 }), '異なる値の数'),
  }),
  't-closeness': refine(
    object<Extract<ModelSpec, { model: 't-closeness' }>>({
      model: named('t-closeness'),
      column: guarded,
      t: required(share, '組の分布と全体の分布の距離の上限（0–1）'),
      distance: withDefault(
        oneOf(['equal', 'ordered', 'hierarchical'] as const),
        'equal',
        '値どうしの距離。equal: どれも同じ。ordered: 数・日付・bands の順、又は hierarchy のファイルの行の順。hierarchical: hierarchy で出会う段階',
      ),
      hierarchy: optional(referred(hierarchy, 'hierarchy'), '値の階層。hierarchical では必要。最後の段階で一つになるもの'),
    }),
    ({ distance, hierarchy: given }, path) => {
      if (distance === 'hierarchical' && given === undefined)
        throw new RecipeError(keyPath(path, 'hierarchy'), '値の階層を書いてください（"distance": "hierarchical" のため）')
      if (distance === 'equal' && given !== undefined)
        throw new RecipeError(keyPath(path, 'hierarchy'), '"distance": "hierarchical" か "ordered" と合わせて書いてください')
      if (distance === 'ordered' && given !== undefined && given.kind !== 'file')
        throw new RecipeError(keyPath(keyPath(path, 'hierarchy'), 'kind'), '順序は "file" の行の順で書いてください')
    },
  ),
  'delta-disclosure': object({
    model: named('delta-disclosure'),
    column: guarded,
    delta: required(number({ above: 0 }), '組に現れる値の |log2(組での割合 / 全体での割合)| がこれより小さい'),
  }),
  'basic-beta-likeness': object({ model: named('basic-beta-likeness'), column: guarded, beta }),
  'enhanced-beta-likeness': object({ model: named('enhanced-beta-likeness'), column: guarded, beta }),
  'k-map': object({
    model: named('k-map'),
    k: required(integer({ min: 2 }), '母集団で同じ組に入る人の最小の数'),
    population,
  }),
  'delta-presence': refine(
    object<Extract<ModelSpec, { model: 'delta-presence' }>>({
      model: named('delta-presence'),
      min: required(
        number({ min: 0, max: 1 }),
        '母集団の同じ組の人のうち、ファイルにいる人の割合の下限。0 より大きければ、ファイルに誰もいない組があってはならない',
      ),
      max: required(number({ min: 0, max: 1 }), '上限'),
      population,
    }),
    ({ min, max }, path) => {
      if (min > max) throw new RecipeError(keyPath(path, 'max'), 'min 以上にしてください')
    },
  ),
  'average-risk': object({ model: named('average-risk'), threshold: required(share, '全員の「1 / 組の人数」の平均の上限') }),
  'sample-uniqueness': object({
    model: named('sample-uniqueness'),
    threshold: required(number({ min: 0, max: 1 }), '一人だけの組の人の割合の上限'),
  }),
  'population-uniqueness': object({
    model: named('population-uniqueness'),
    threshold: required(share, '母集団で一人だけの人の割合（推定）の上限'),
    fraction: required(share, 'ファイルは、母集団からこの割合を無作為に選んだもの。1: 母集団そのもの（推定しない）'),
    estimator: withDefault(oneOf(['pitman', 'zayatz', 'snb', 'dankar'] as const), 'dankar', '推定の方法'),
  }),
  'records-per-person': object({
    model: named('records-per-person'),
    max: required(integer({ min: 1 }), '一人の行の数の上限。超える人は、その人のすべての行を除く'),
  }),
}

const models: Shape<ModelSpec> = tagged('model', MODELS)

const privacy: Shape<Recipe['privacy']> = object<Recipe['privacy']>({
  k: optional(integer({ min: 2 }), '同じ組に入る本人の最小の数'),
  suppressionLimit: withDefault(number({ min: 0, max: 1 }), 0, 'k を満たすために除いてよい割合'),
  models: withDefault(list(models), []),
  repeat: withDefault(list(columnName), [], '本人の履歴に加える列'),
  known: optional(integer({ min: 1 }), '知られうる行の数。既定はすべて'),
  households: withDefault(
    object({
      perClass: withDefault(integer({ min: 1 }), 2, '同じ組の世帯の数'),
      k: withDefault(integer({ min: 1 }), 3, '世帯番号を残す世帯の数'),
    }),
    { perClass: 2, k: 3 },
  ),
  floors: withDefault(
    object({
      tail: withDefault(integer({ min: 1 }), 10, '上限・下限の外の本人の数'),
      literal: withDefault(integer({ min: 1 }), 10, '条件に書く値を持つ本人の数'),
      uniqueShare: withDefault(number({ min: 0, max: 1 }), 0.05, '1列で一人に絞れる本人の割合'),
      print: withDefault(integer({ min: 1 }), 10, '報告に数を出す本人の数'),
    }),
    { tail: 10, literal: 10, uniqueShare: 0.05, print: 10 },
  ),
})

const NULLS_DESCRIPTION = '空とみなすセル'

/** A recipe as written, still without what needs several keys at once. */
export type WrittenRecipe = Omit<Recipe, 'document'>

export const recipeShape: Shape<WrittenRecipe> = object<WrittenRecipe>({
  sakyu: required(oneOf(['recipe/1'] as const), 'この形式の名前と版'),
  title: required(text(), '題名'),
  input: withDefault(
    object<Recipe['input']>({
      format: optional(oneOf(['csv', 'parquet'] as const), '既定はファイルの名前の終わりから'),
      encoding: withDefault(oneOf(['auto', 'utf-8', 'cp932', 'euc-jp'] as const), 'auto'),
      delimiter: withDefault(autoOr(delimiter), 'auto'),
      nulls: withDefault(list(text({ empty: true })), [''], NULLS_DESCRIPTION),
    }),
    { encoding: 'auto', delimiter: 'auto', nulls: [''] },
    '入力',
  ),
  person: optional(nullable(columnName), '本人の番号の列。null: 1行が1人') as Field<string | null | undefined>,
  household: optional(nullable(columnName), '世帯の番号の列'),
  columns: required(columns, '列ごとの加工。ファイルのすべての列を書く'),
  records: withDefault(list(records), [], '行の加工。書いた順に、元の値に、ほかのすべての前に行う'),
  privacy: required(privacy, '結果が満たすべき安全性'),
  search: searchField,
  output: withDefault(
    object<Recipe['output']>({
      format: withDefault(oneOf(['csv', 'parquet'] as const), 'csv'),
      encoding: withDefault(oneOf(['utf-8', 'utf-8-bom', 'cp932'] as const), 'utf-8'),
      delimiter: withDefault(delimiter, ','),
      shuffle: withDefault(flag, true, 'true: 鍵付きの順。false: 出す値の順'),
    }),
    { format: 'csv', encoding: 'utf-8', delimiter: ',', shuffle: true },
    '出力',
  ),
})

function autoOr(shape: Shape<string>): Shape<string> {
  return {
    schema: { anyOf: [{ const: 'auto' }, shape.schema] },
    read: (value, path) => (value === 'auto' ? value : shape.read(value, path)),
  }
}

/** The JSON Schema (2020-12) of a recipe. */
export const recipeSchema = (): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: '加工方法（recipe/1）',
  ...recipeShape.schema,
  $defs: { column: column.schema, step: step.schema, hierarchy: hierarchy.schema, where: whereSchema },
})
