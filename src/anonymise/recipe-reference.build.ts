import { recipeSchema } from './recipe-schema.ts'

type Schema = { [key: string]: unknown; properties?: Record<string, Schema>; required?: string[]; oneOf?: Schema[]; anyOf?: Schema[] }

/** docs/reference/recipe.md: every key of the recipe as tables, from the schema that reads it. */
export async function buildRecipeReference(): Promise<{ path: string; content: string }[]> {
  const schema = recipeSchema() as Schema & { $defs: Record<string, Schema> }
  const { column, step, hierarchy, where } = schema.$defs as Record<'column' | 'step' | 'hierarchy' | 'where', Schema>
  const keys = (one: Schema) => Object.keys(one.properties ?? {})
  /** Keys that every technique may carry stand in a table of their own. */
  const common = keys(column.oneOf![0]!).filter((key) => key !== 'technique' && column.oneOf!.every((one) => keys(one).includes(key)))
  const inStep = common.filter((key) => step.oneOf!.every((one) => keys(one).includes(key)))
  const content = [
    '# 加工方法（recipe/1）のキー',
    '',
    '`src/anonymise/recipe-schema.ts` から `npm run generate` で作る。手で直さない。JSON Schema は `sakyu schema recipe`。',
    '',
    'JSON か、同じ形の YAML 1.2 で書く。知らないキー、二度書いたキー、加工の決まっていない列は誤りとなり、その場所が示される。',
    '列の名前は、先頭の BOM と前後の空白を除き、NFC にそろえて比べる。',
    '',
    ...table('全体', schema),
    ...(['input', 'privacy', 'search', 'output'] as const).flatMap((key) => table(`\`${key}\``, schema.properties![key]!)),
    ...(['households', 'floors'] as const).flatMap((key) => table(`\`privacy.${key}\``, schema.properties!.privacy!.properties![key]!)),
    ...table('`search.frontier`', schema.properties!.search!.properties!.frontier!.anyOf!.find(({ properties }) => properties)!),
    ...variants('`privacy.models`', 'model', items(schema.properties!.privacy!.properties!.models!), []),
    '## `columns`',
    '',
    `どの列にも \`class\` と \`technique\` を書く。次のキーはどの加工にも書ける（${inStep.map(code).join('、')} は \`then\` の中と \`records\` にも）。`,
    '',
    ...rows(column.oneOf![0]!, common),
    ...variants('加工（`technique`）', 'technique', column, common),
    ...variants('`hierarchy`', 'kind', hierarchy, []),
    ...variants('`records`', 'technique', items(schema.properties!.records!), inStep),
    '## `where`',
    '',
    '`column` と比べ方を1つ、又は `all`・`any`・`not`・`count` のどれかを書く。',
    '',
    ...rows(where.oneOf![0]!, keys(where.oneOf![0]!)).slice(0, -1),
    ...where.oneOf!.slice(1).flatMap((one) => rows(one, keys(one)).slice(2, -1)),
    '',
  ].join('\n')
  return [{ path: 'docs/reference/recipe.md', content: `${content.trimEnd()}\n` }]
}

const items = (list: Schema): Schema => list.items as Schema
const code = (text: string) => `\`${text}\``

const table = (title: string, one: Schema): string[] => [`## ${title}`, '', ...rows(one, Object.keys(one.properties ?? {}))]

function variants(title: string, tag: string, union: Schema, leave: readonly string[]): string[] {
  return [
    `## ${title}`,
    '',
    ...union.oneOf!.flatMap((one) => {
      const own = Object.keys(one.properties!).filter((key) => key !== tag && !leave.includes(key))
      const name = `### \`${String(one.properties![tag]!.const)}\``
      return own.length === 0 ? [name, '', '固有のキーはない。', ''] : [name, '', ...rows(one, own)]
    }),
  ]
}

const rows = (one: Schema, keys: readonly string[]): string[] => [
  '| キー | 形 | 既定 | 意味 |',
  '|---|---|---|---|',
  ...keys.map((key) => {
    const value = one.properties![key]!
    const needed = one.required?.includes(key) ? '（必要）' : ''
    const otherwise = value.default === undefined || isPlainObject(value.default) ? '' : code(JSON.stringify(value.default))
    return `| ${code(key)} | ${form(value)} | ${otherwise}${needed} | ${String(value.description ?? '')} |`.replaceAll(/ {2,}/g, ' ')
  }),
  '',
]

const isPlainObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

const REFERENCES: Record<string, string> = { where: '`where`', hierarchy: '`hierarchy`', step: '加工', column: '列の加工' }
const TYPES: Record<string, string> = {
  string: '文字列',
  number: '数',
  integer: '整数',
  boolean: 'true / false',
  null: 'null',
  object: 'キーの組',
}

/** A form in a few words. */
function form(value: Schema): string {
  if (typeof value.$ref === 'string') return REFERENCES[value.$ref.split('/').at(-1)!] ?? ''
  if (value.const !== undefined) return code(JSON.stringify(value.const))
  if (Array.isArray(value.enum)) return value.enum.map((one) => code(JSON.stringify(one))).join(' ')
  if (value.anyOf) return value.anyOf.map(form).join('、')
  if (value.type === 'array') return `${form(items(value))} の一覧`
  if (value.oneOf) return '下の表'
  if (value.type === 'object' && value.properties) return `{ ${Object.keys(value.properties).map(code).join(', ')} }`
  const types = (Array.isArray(value.type) ? value.type : [value.type]).map((type) => TYPES[String(type)] ?? '').join('、')
  const limits = [
    ['minimum', '以上'],
    ['exclusiveMinimum', 'より大きい'],
    ['maximum', '以下'],
    ['exclusiveMaximum', 'より小さい'],
  ].flatMap(([key, words]) => (value[key!] === undefined ? [] : [`${String(value[key!])}${words}`]))
  return limits.length === 0 ? types : `${types}（${limits.join('、')}）`
}
