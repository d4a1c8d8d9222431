import { RecipeError } from './errors.ts'
import { isOverRows } from './perturbation-checks.ts'
import type { FrontierSpec, Json, Recipe, SearchSpec } from './recipe-model.ts'
import { columnPath, itemPath, keyPath, columnName as normalise } from './recipe-path.ts'
import {
  described,
  flag,
  integer,
  isObject,
  list,
  number,
  object,
  oneOf,
  optional,
  readMap,
  refine,
  type Shape,
  withDefault,
} from './recipe-shape.ts'
import { AGGREGATES, MEASURES, WEIGHTED } from './search/measures/spec.ts'

const weights: Shape<ReadonlyMap<string, number>> = {
  schema: { type: 'object', additionalProperties: { type: 'number', minimum: 0 } },
  read: (value, path) => {
    const read = new Map<string, number>()
    for (const [written, weight] of readMap(value, path)) {
      const name = normalise(written)
      const here = keyPath(path, name)
      if (read.has(name)) throw new RecipeError(here, '同じ列が二度書かれています。どちらかを消してください')
      read.set(name, number({ min: 0 }).read(weight, here))
    }
    return read
  },
}

const frontierObject = object<FrontierSpec>({
  k: optional(list(integer({ min: 2 }), { min: 1 }), '比べる k。既定は 2, 3, 5, 10, 20, 50, 100'),
  limits: optional(list(number({ min: 0, max: 1 }), { min: 1 }), '比べる suppressionLimit。既定は privacy.suppressionLimit と 0'),
  seconds: optional(number({ above: 0 }), 'かけてよい秒数。過ぎたら、そこまでの点だけを報告に載せる'),
})

const frontier: Shape<boolean | FrontierSpec> = {
  schema: { anyOf: [flag.schema, frontierObject.schema] },
  read: (value: Json, path) => {
    if (typeof value === 'boolean') return value
    if (isObject(value)) return frontierObject.read(value, path)
    throw new RecipeError(path, 'true か false か、{"k": [5, 10], "limits": [0, 0.05], "seconds": 10} の形を書いてください')
  },
}

const searchShape: Shape<SearchSpec> = refine(
  object<SearchSpec>({
    measure: withDefault(
      oneOf(MEASURES),
      'loss',
      '最も小さくするもの。loss: 失われる細かさ、discernibility: 見分けられない行の組の数、average-class-size: 組の平均の大きさ、entropy: 失われる情報量（-nonmonotonic: 除いた行も数える）、height: 段階の和、precision: 段階の高さの平均（-monotone: 除いた行を数えない）',
    ),
    suppression: optional(
      number({ min: 0, max: 1 }),
      'loss で、除く行をどれだけ重く見るか。0: 重く見ない、0.5: 一般化と同じ、1: 一般化を重く見ない。既定は 0.5',
    ),
    aggregate: optional(
      oneOf(AGGREGATES),
      'loss で、列ごとの値のまとめ方。geometric: 1を足した幾何平均、arithmetic: 平均、sum: 和、max: 最大、rank: 大きい順に比べる。既定は geometric',
    ),
    weights: optional(weights, '列の重み。0以上、書かない列は 1。大きい列ほど細かく残す'),
    seconds: optional(number({ above: 0 }), '探す秒数の上限。過ぎたら、そこまでで最もよいものを使い、最良との差の上限を報告に書く'),
    recoding: optional(
      oneOf(['global', 'local'] as const),
      'local: ファイルの部分ごとに段階を変え、行を除かずに k を満たす（隠れるのはセルだけ。行の数や残す年月日が同じ人が足りない人だけは、suppressionLimit の範囲で除く）。search.levels は全体で同じ段階の場合を示す。加工の過程を推し量られうるので、契約のある提供だけに使う（C4）。既定は global',
    ),
    cells: optional(
      flag,
      'true: 段階を選んだ後、行を除く代わりに、k を満たすのに要るセルだけを空にする。weights の大きい列のセルほど残す。既定は false',
    ),
    nulls: optional(
      oneOf(['own', 'any'] as const),
      'cells で空のセルをどう数えるか。own: 空も一つの値。any: どの値とも同じとみなす（ほかの道具との比較のためだけで、k を満たしたとはせず、ファイルは出さない。報告に空にしたセルの数と kWildcard を書く）。既定は own',
    ),
    frontier: optional(
      frontier,
      'k と suppressionLimit を変えたときの最良を、選んだものの隣とともに報告に並べる。書かなければ、行の種類が15万までのとき、決まった手間（1秒ほど）の範囲で選んだものに近い点から調べる（local と cells では調べない）。true: 30秒まで調べる、false: 調べない',
    ),
  }),
  (given, path) => {
    if (given.nulls === 'any' && given.cells !== true) throw new RecipeError(keyPath(path, 'nulls'), '"cells": true のときだけ書けます')
    if (given.recoding === 'local' && given.cells === true)
      throw new RecipeError(keyPath(path, 'cells'), '"recoding": "local" はセルも隠します。cells を消してください')
    for (const key of ['suppression', 'aggregate'] as const)
      if (given[key] !== undefined && given.measure !== 'loss')
        throw new RecipeError(keyPath(path, key), '"measure": "loss" のときだけ書けます')
    if (given.weights !== undefined && !WEIGHTED.includes(given.measure))
      throw new RecipeError(keyPath(path, 'weights'), `「${given.measure}」は列ごとに測らないので、重みを付けられません`)
  },
)

export const searchField = withDefault(described(searchShape, '段階の探し方'), { measure: 'loss' } as SearchSpec, '段階の探し方')

/** What `search` must be together with the columns. @throws {RecipeError} */
export function checkSearch(recipe: Recipe): void {
  const { search, columns } = recipe
  if (search.recoding === 'local' || search.cells) checkCells(recipe)
  const searched = (name: string) => {
    const decision = columns.get(name)
    return (
      decision?.class === 'quasi-identifier' && [decision, ...(decision.then ?? [])].some(({ technique }) => technique === 'generalise')
    )
  }
  const { weights: given } = search
  if (given === undefined) return
  for (const name of given.keys()) {
    const here = keyPath('search.weights', name)
    if (!columns.has(name)) throw new RecipeError(here, 'columns にある列の名前を書いてください')
    const hidable = (search.cells || search.recoding === 'local') && columns.get(name)!.class === 'quasi-identifier'
    if (!searched(name) && !hidable) throw new RecipeError(here, '重みは、generalise する準識別子の列に付けます')
  }
  const names = [...columns.keys()].filter(searched)
  if (names.length > 0 && names.every((name) => given.get(name) === 0))
    throw new RecipeError('search.weights', 'すべての列の重みが 0 です。0 より大きい重みを1つ以上書いてください')
}

/** Steps over rows put other values into the cells: what was made alike cell by cell would be so no more. */
/**
 * Models that each class holds for itself, so that joining classes mends them. Others look at the file as a whole, or at classes of a
 * population whose records have no levels of their own.
 */
const BY_CLASS: readonly string[] = [
  'distinct-l-diversity',
  'entropy-l-diversity',
  'recursive-cl-diversity',
  't-closeness',
  'delta-disclosure',
  'basic-beta-likeness',
  'enhanced-beta-likeness',
]

function checkCells({ search, columns, privacy }: Recipe): void {
  const key = search.recoding === 'local' ? '"recoding": "local"' : '"cells": true'
  const together = 'と一緒には使えません。どちらかを消してください'
  privacy.models.forEach(({ model }, i) => {
    if (!BY_CLASS.includes(model)) throw new RecipeError(keyPath(itemPath('privacy.models', i), 'model'), `${model} は ${key} ${together}`)
  })
  for (const [name, decision] of columns) {
    if (decision.class !== 'quasi-identifier' || decision.technique === 'delete-column') continue
    const odd = [decision, ...(decision.then ?? [])].find(isOverRows)
    if (odd) throw new RecipeError(keyPath(columnPath(name), 'technique'), `準識別子の ${odd.technique} は ${key} ${together}`)
  }
}
