import { column, columns, step } from './recipe-columns.ts'
import { whereSchema } from './recipe-conditions.ts'
import { hierarchy } from './recipe-hierarchies.ts'
import type { Recipe } from './recipe-model.ts'
import { columnName } from './recipe-parts.ts'
import { privacy } from './recipe-privacy.ts'
import { records } from './recipe-records.ts'
import { searchField } from './recipe-search.ts'
import {
  delimiter,
  type Field,
  flag,
  type JsonSchema,
  list,
  nullable,
  object,
  oneOf,
  optional,
  required,
  type Shape,
  text,
  withDefault,
} from './recipe-shape.ts'

/** What the keys of a recipe are: only here and in the files beside are they listed. Reading, errors and the JSON Schema come from them. */

const NULLS_DESCRIPTION = '空とみなすセル'

/** A recipe as written, still without what needs several keys at once. */
type WrittenRecipe = Omit<Recipe, 'document'>

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
