import { RecipeError } from './errors.ts'
import { dateCrossings } from './hierarchies/date.ts'
import { where } from './recipe-conditions.ts'
import { hierarchy, level, levelsOf, referred } from './recipe-hierarchies.ts'
import {
  type Bands,
  CLASSES,
  type ColumnDecision,
  type ColumnStep,
  type HierarchySpec,
  type Level,
  type TechniqueName,
} from './recipe-model.ts'
import { ascending, columnName, grounds, named } from './recipe-parts.ts'
import { itemPath, keyPath, columnName as normalise } from './recipe-path.ts'
import {
  type Field,
  type Fields,
  integer,
  list,
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

const edges = required(refine(list(number(), { min: 1 }), ascending), '境目の数。小さい順')
const bandLabel: Field<'[a,b)'> = withDefault(oneOf(['[a,b)'] as const), '[a,b)')

const coding = <T extends 'top-code' | 'bottom-code'>(name: T) => ({
  technique: named(name),
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
  keep: { technique: named('keep') },
  'delete-column': { technique: named('delete-column') },
  'delete-cells': { technique: named('delete-cells'), where: required(where, '元の値がこうであるとき空にする') },
  pseudonym: { technique: named('pseudonym'), domain: optional(text(), '同じ名前の列どうしは同じ仮の番号になる') },
  generalise: {
    technique: named('generalise'),
    hierarchy: required(referred(hierarchy, 'hierarchy')),
    level: withDefault(level, 'auto' as Level),
  },
  'top-code': coding('top-code'),
  'bottom-code': coding('bottom-code'),
  bands: { technique: named('bands'), edges, label: bandLabel },
  round: {
    technique: named('round'),
    step: required(number({ above: 0 }), '丸める単位'),
    mode: withDefault(oneOf(['half-up'] as const), 'half-up'),
  },
  microaggregate: {
    technique: named('microaggregate'),
    with: withDefault(uniqueColumns, [] as string[], '一緒に組を作る列。その列も microaggregate にする'),
    size: optional(integer({ min: 2 }), '1組の本人の数（これ以上）。既定は privacy.k'),
    statistic: withDefault(oneOf(['mean', 'median', 'mode'] as const), 'mean', '組の平均、中央値、最も多い値'),
    by: withDefault(uniqueColumns, [] as string[], 'これらの列の値が同じ人どうしで組を作る'),
  },
  swap: {
    technique: named('swap'),
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
    technique: named('add-noise'),
    distribution: withDefault(oneOf(['normal', 'laplace'] as const), 'normal', '誤差の分布'),
    scale: optional(number({ above: 0 }), '誤差の標準偏差。列の標準偏差の何倍か。absolute とどちらか1つ'),
    absolute: optional(number({ above: 0 }), '誤差の標準偏差。列の単位で。scale とどちらか1つ'),
    correlatedWith: withDefault(uniqueColumns, [] as string[], '誤差の相関を元の値の相関にそろえる列。その列も add-noise にする'),
    bounds: optional(pairOfNumbers, '公開する値の下限と上限。外に出た値は折り返す'),
    step: optional(number({ above: 0 }), '公開する値の刻み。既定は、整数の列では1、ほかは元の値の桁'),
  },
  displace: {
    technique: named('displace'),
    latitude: required(columnName, '緯度（度の小数）の列。経度の列にも同じ displace を書く'),
    longitude: required(columnName, '経度（度の小数）の列'),
    minimum: withDefault(number({ min: 0 }), 0, '少なくともこの距離（m）だけ動かす'),
    maximum: required(number({ above: 0, max: 100_000 }), '動かす距離の上限（m）。向きも距離も鍵付きの偶然による'),
    decimals: withDefault(integer({ min: 0, max: 8 }), 4, '公開する度の小数の桁。4 は約10m'),
  },
  synthesise: {
    technique: named('synthesise'),
    from: required(list(columnName, { min: 1 }), '値を言い当てる手がかりとする列（出す列）'),
    share: required(
      number({ above: 0, max: 1 }),
      '値を引き直す本人の割合。引く値は、from から見て似た本人（max(k, 10)人以上）のもの。数は丸めた階級から引く',
    ),
  },
  'shift-dates': {
    technique: named('shift-dates'),
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

export const step: Shape<ColumnStep> = tagged('technique', variants({}))

export const column: Shape<ColumnDecision> = tagged(
  'technique',
  variants({
    class: required(oneOf(CLASSES), '列の分類'),
    notIndividualCode: optional(text(), '個人識別符号に見える値が、そうでない理由'),
    bands: optional(object<Bands>({ edges, label: bandLabel }), '安全性を測るときだけ使う区分。値は変えない'),
    // biome-ignore lint/suspicious/noThenProperty: the recipe's key; nothing awaits it
    then: optional(list(referred(step, 'step')), '続けて行う加工。書いた順'),
  }),
)

export const columns: Shape<ReadonlyMap<string, ColumnDecision>> = {
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
