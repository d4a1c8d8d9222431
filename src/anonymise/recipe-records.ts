import { where } from './recipe-conditions.ts'
import { type RecordStep, UNITS } from './recipe-model.ts'
import { grounds, named } from './recipe-parts.ts'
import { number, object, oneOf, optional, required, type Shape, tagged, withDefault } from './recipe-shape.ts'

export const records: Shape<RecordStep> = tagged('technique', {
  'delete-records': object({
    technique: named('delete-records'),
    where: required(where),
    unit: optional(oneOf(UNITS), 'この単位のすべての行を除く。既定は person があれば person'),
    ...grounds,
  }),
  sample: object({
    technique: named('sample'),
    rate: required(number({ above: 0, below: 1 }), '残す割合'),
    by: optional(oneOf(UNITS), 'この単位で選ぶ。既定は person があれば person'),
    ...grounds,
  }),
  synthesise: object({
    technique: named('synthesise'),
    share: required(number({ above: 0, below: 1 }), '疑似データの本人の割合（person がなければ行）。最後に1回だけ書く'),
    mode: withDefault(
      oneOf(['add', 'replace'] as const),
      'replace',
      'replace: 段階を探す前にこの割合の本人を除き、同じ数の疑似データを加える。add: 出す本人の数のこの割合を加える',
    ),
    ...grounds,
  }),
})
