import type { ColumnFacts } from './column-facts.ts'

/** A recipe to begin with: every column decided, nothing kept without a reason to be written, and no value of a cell in it. */
export function draftRecipe(columns: readonly ColumnFacts[], title: string): Record<string, unknown> {
  const linking = columns.filter((column) => column.class === 'linking-code')
  const person =
    linking.find(({ name }) => /宛名|本人|個人|患者|会員|学籍|person|id$/i.test(name)) ?? linking.find(({ name }) => !/世帯/.test(name))
  const household = linking.find(({ name }) => /世帯|household/i.test(name))
  return {
    sakyu: 'recipe/1',
    title,
    ...(person ? { person: person.name } : { person: null }),
    ...(household && person ? { household: household.name } : {}),
    columns: Object.fromEntries(columns.map((column) => [column.name, decision(column)])),
    privacy: { k: 5, suppressionLimit: 0.05 },
  }
}

function decision(column: ColumnFacts): Record<string, unknown> {
  switch (column.class) {
    case 'individual-code':
      return { class: column.class, technique: 'delete-column', rule: 2 }
    case 'direct-identifier':
      return { class: column.class, technique: 'delete-column', rule: 1 }
    case 'linking-code':
      return { class: column.class, technique: 'pseudonym', rule: 3 }
    case 'quasi-identifier':
      return quasi(column)
    case 'sensitive':
      return column.type === 'integer' || column.type === 'number'
        ? { class: column.class, technique: 'top-code', percentile: 99, rule: 5 }
        : { class: column.class, technique: 'keep', reason: '利用の目的に必要（理由を書き直してください）' }
    default:
      return { class: 'other', technique: 'keep', reason: '利用の目的に必要（理由を書き直してください）' }
  }
}

function quasi(column: ColumnFacts): Record<string, unknown> {
  const generalised = (hierarchy: unknown) => ({ class: column.class, technique: 'generalise', rule: 1, hierarchy, level: 'auto' })
  if (column.type === 'date') return generalised({ kind: 'date', levels: ['day', 'month', 'year', '5-year', '10-year', 'any'] })
  if (/年齢|age/i.test(column.name) && column.type === 'integer') return generalised({ kind: 'age' })
  if (/住所|所在地/.test(column.name)) return generalised({ kind: 'address', levels: ['town', 'municipality', 'prefecture', 'any'] })
  if (/郵便|zip/i.test(column.name)) return generalised({ kind: 'prefix', lengths: [5, 3] })
  if (column.type === 'integer' || column.type === 'number')
    return generalised({ kind: 'number', widths: [5, 10, 50], ...(column.type === 'number' ? { integers: false } : {}) })
  return { class: column.class, technique: 'keep', reason: '値の種類が少ない（階層ファイルを作ると一般化できます）' }
}
