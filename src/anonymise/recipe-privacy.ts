import { RecipeError } from './errors.ts'
import { hierarchy, referred } from './recipe-hierarchies.ts'
import type { ModelSpec, Recipe } from './recipe-model.ts'
import { columnName, named } from './recipe-parts.ts'
import { keyPath } from './recipe-path.ts'
import { integer, list, number, object, oneOf, optional, refine, required, type Shape, tagged, text, withDefault } from './recipe-shape.ts'

const guarded = required(columnName, '知られてはならない値の列')
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

export const privacy: Shape<Recipe['privacy']> = object<Recipe['privacy']>({
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
