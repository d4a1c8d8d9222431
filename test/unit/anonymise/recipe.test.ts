import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseRecipe, recipeSha256 } from '../../../src/anonymise/index.ts'

const recipe = (over: Record<string, unknown> = {}, columns: Record<string, unknown> = {}) =>
  JSON.stringify({
    sakyu: 'recipe/1',
    title: '試験',
    person: '番号',
    columns: {
      番号: { class: 'linking-code', technique: 'pseudonym', rule: 3 },
      年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'age' }, level: 'auto' },
      ...columns,
    },
    privacy: { k: 3 },
    ...over,
  })

describe('recipes', () => {
  it('fills the defaults in', () => {
    const parsed = parseRecipe(recipe())
    expect(parsed.input).toEqual({ encoding: 'auto', delimiter: 'auto', nulls: [''] })
    expect(parsed.output).toEqual({ format: 'csv', encoding: 'utf-8', delimiter: ',', shuffle: true })
    expect(parsed.privacy.suppressionLimit).toBe(0)
    expect([...parsed.columns.keys()]).toEqual(['番号', '年齢'])
  })
  it('reads YAML of the same shape', () => {
    const yaml = 'sakyu: recipe/1\ntitle: 試験\ncolumns:\n  年齢: { class: other, technique: keep, reason: 要る }\nprivacy: { k: 2 }\n'
    expect(parseRecipe(yaml).columns.get('年齢')?.technique).toBe('keep')
  })
  it('takes a column named __proto__ as any other', () => {
    const text = recipe().replace('"年齢"', '"__proto__"')
    expect([...parseRecipe(text).columns.keys()]).toContain('__proto__')
  })
  const column = (decision: unknown) => recipe({}, { 列: decision })
  it.each([
    ['an unknown key', column({ class: 'other', technique: 'keep', resaon: 'x' }), 'columns.列.resaon'],
    [
      'a misspelt hierarchy key',
      column({ class: 'other', technique: 'generalise', hierarchy: { kind: 'number', widths: [5], widht: 1 } }),
      'columns.列.hierarchy.widht',
    ],
    [
      'widths that do not divide',
      column({ class: 'other', technique: 'generalise', hierarchy: { kind: 'number', widths: [5, 12] } }),
      'columns.列.hierarchy.widths.1',
    ],
    ['a level too high', column({ class: 'other', technique: 'generalise', hierarchy: { kind: 'age' }, level: 5 }), 'columns.列.level'],
    ['a name that is kept', column({ class: 'direct-identifier', technique: 'keep' }), 'columns.列.technique'],
    ['an individual code under a pseudonym', column({ class: 'individual-code', technique: 'pseudonym' }), 'columns.列.technique'],
    ['limit and percentile', column({ class: 'other', technique: 'top-code', limit: 1, percentile: 99 }), 'columns.列'],
    ['a drawn column that nothing tells', column({ class: 'other', technique: 'synthesise' }), 'columns.列.from'],
    ['a missing class', column({ technique: 'keep' }), 'columns.列.class'],
    [
      'two comparisons',
      recipe({ records: [{ technique: 'delete-records', where: { column: '年齢', atLeast: 1, lessThan: 3 } }] }),
      'records.0.where',
    ],
    [
      'a condition on no column',
      recipe({ records: [{ technique: 'delete-records', where: { column: '無い', atLeast: 1 } }] }),
      'records.0.where.column',
    ],
    ['a household that is not named', recipe({ records: [{ technique: 'sample', rate: 0.5, by: 'household' }] }), 'records.0.by'],
    ['k of 1', recipe({ privacy: { k: 1 } }), 'privacy.k'],
    ['no requirement', recipe({ privacy: {} }), 'privacy.k'],
    ['a person without a column', recipe({ person: '無い' }), 'person'],
  ])('refuses %s and names the path', (_, text, path) => {
    expect(() => parseRecipe(text)).toThrow(expect.objectContaining({ name: 'RecipeError', path }))
  })
  it('refuses a column or key decided twice, and what is no JSON', () => {
    expect(() => parseRecipe(recipe().replace('"年齢"', '"番号"'))).toThrow(/二度/)
    expect(() => parseRecipe('{"sakyu":')).toThrow(/読めません/)
  })
  it('its hash follows a hierarchy file, and neither order of keys nor place of the file', () => {
    const text = recipe({}, { 職業: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'file', path: 'a.csv' } } })
    const moved = text.replace('a.csv', 'b/a.csv')
    const hash = (written: string, file: string) => recipeSha256(parseRecipe(written), () => file)
    expect(hash(text, '11')).toBe(hash(moved, '11'))
    expect(hash(text, '11')).not.toBe(hash(text, '22'))
    const reordered = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse()))
    expect(hash(reordered, '11')).toBe(hash(text, '11'))
  })
})

describe('what a refusal says', () => {
  const base = (over: object, columns: object = {}) =>
    JSON.stringify({
      sakyu: 'recipe/1',
      title: '試験',
      columns: { 年齢: { class: 'other', technique: 'keep' }, ...columns },
      privacy: { k: 2 },
      ...over,
    })
  const generalise = (hierarchy: object, more: object = {}) =>
    base({}, { 年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy, ...more } })
  const decided = (decision: object) => base({}, { 年齢: decision })
  // biome-ignore lint/suspicious/noThenProperty: a key of the recipe
  const followed = (decision: object, step: object) => decided({ ...decision, then: [step] })
  it.each([
    [
      'a slip is named before what it leaves missing',
      generalise({ kind: 'number', widht: [5] }),
      'columns.年齢.hierarchy.widht',
      '「widths」ではありませんか',
    ],
    ['a slip at the top', base({ colums: {} }), 'colums', '「columns」ではありませんか'],
    ['a key nobody knows', base({ comment: '' }), 'comment', '使えるキー: 「sakyu」「title」'],
    ['a key that is missing', generalise({ kind: 'number' }), 'columns.年齢.hierarchy.widths', '必要'],
    [
      'a model without its population',
      base({ privacy: { k: 2, models: [{ model: 'k-map', k: 2 }] } }),
      'privacy.models.0.population',
      '必要',
    ],
    ['a measure that is none', base({ search: { measure: 'lost' } }), 'search.measure', '「loss」「discernibility」'],
    ['no time to search', base({ search: { seconds: 0 } }), 'search.seconds', '0より大きい'],
    ['a weight below 0', base({ search: { weights: { 年齢: -1 } } }), 'search.weights.年齢', '0以上'],
    ['a weight of no column', base({ search: { weights: { 身長: 1 } } }), 'search.weights.身長', 'columns にある列'],
    [
      'a weight of a column that is kept',
      base({ search: { weights: { 年齢: 1 } } }, { 年齢: { class: 'quasi-identifier', technique: 'keep', reason: 'x' } }),
      'search.weights.年齢',
      'generalise する準識別子',
    ],
    [
      'weights that are all 0',
      base(
        { search: { weights: { 年齢: 0 } } },
        { 年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'age' } } },
      ),
      'search.weights',
      'すべての列の重みが 0',
    ],
    [
      'weights of a measure that knows no columns',
      base({ search: { measure: 'discernibility', weights: { 年齢: 1 } } }),
      'search.weights',
      '重みを付けられません',
    ],
    ['suppression beyond 1', base({ search: { suppression: 1.5 } }), 'search.suppression', '0以上、1以下'],
    [
      'suppression of another measure',
      base({ search: { measure: 'height', suppression: 0.5 } }),
      'search.suppression',
      '"measure": "loss"',
    ],
    [
      'an aggregate of another measure',
      base({ search: { measure: 'entropy', aggregate: 'sum' } }),
      'search.aggregate',
      '"measure": "loss"',
    ],
    ['an aggregate that is none', base({ search: { aggregate: 'mean' } }), 'search.aggregate', '「geometric」'],
    ['a frontier of k = 1', base({ search: { frontier: { k: [1] } } }), 'search.frontier.k.0', '2以上'],
    ['a frontier of nothing', base({ search: { frontier: 'all' } }), 'search.frontier', 'true か false'],
    ['a hierarchy that is none', generalise({ kind: 'town' }), 'columns.年齢.hierarchy.kind', '「file」「number」'],
    ['dates out of order', generalise({ kind: 'date', levels: ['month', 'day'] }), 'columns.年齢.hierarchy.levels.1', '順'],
    ['lengths out of order', generalise({ kind: 'prefix', lengths: [3, 5] }), 'columns.年齢.hierarchy.lengths.1', '大きい順'],
    ['half a year among whole ones', generalise({ kind: 'number', widths: [2.5] }), 'columns.年齢.hierarchy.widths.0', '"integers": false'],
    ['a day that is none', generalise({ kind: 'age', at: '2026-02-29' }), 'columns.年齢.hierarchy.at', '実在する日'],
    ['a level as a word', generalise({ kind: 'age' }, { level: 'high' }), 'columns.年齢.level', '"auto"'],
    ['levels the wrong way round', generalise({ kind: 'age' }, { level: { min: 2, max: 1 } }), 'columns.年齢.level.max', 'min 以上'],
    ['a level too high', generalise({ kind: 'age' }, { level: { max: 5 } }), 'columns.年齢.level.max', '0から4まで'],
    ['a label without as', decided({ class: 'other', technique: 'top-code', limit: 1, label: 'x' }), 'columns.年齢.label', '"as": "label"'],
    [
      'a pseudonym that goes on',
      followed({ class: 'other', technique: 'pseudonym' }, { technique: 'round', step: 1 }),
      'columns.年齢.then.0',
      'pseudonym',
    ],
    [
      'a step that deletes the column',
      followed({ class: 'other', technique: 'round', step: 1 }, { technique: 'delete-column' }),
      'columns.年齢.then.0.technique',
      'then',
    ],
    ['a linking code that is kept', decided({ class: 'linking-code', technique: 'keep' }), 'columns.年齢.technique', 'linking-code'],
    [
      'a linking code whose cells go and whose rest stays',
      decided({ class: 'linking-code', technique: 'delete-cells', where: { column: '年齢', isNull: true } }),
      'columns.年齢.technique',
      'pseudonym',
    ],
    ['every column deleted', decided({ class: 'other', technique: 'delete-column' }), 'columns', '出す列'],
    ['person and household alike', base({ person: '年齢', household: '年齢' }), 'household', '別の列'],
    [
      'a count of households without a household',
      base({
        records: [
          { technique: 'delete-records', where: { count: { of: 'household', where: { column: '年齢', isNull: true }, atLeast: 2 } } },
        ],
      }),
      'records.0.where.count.of',
      '世帯',
    ],
    [
      'a name in a condition',
      base(
        { records: [{ technique: 'delete-records', where: { column: '氏名', equals: '提案者Ａ' } }] },
        { 氏名: { class: 'direct-identifier', technique: 'delete-column' } },
      ),
      'records.0.where.equals',
      '書けません',
    ],
    ['a rate of one', base({ records: [{ technique: 'sample', rate: 1 }] }), 'records.0.rate', '1より小さい'],
    ['k as text', base({ privacy: { k: '5' } }), 'privacy.k', '2以上の整数'],
    [
      'a model on a deleted column',
      base(
        { privacy: { models: [{ model: 'distinct-l-diversity', column: '病名', l: 2 }] } },
        { 病名: { class: 'sensitive', technique: 'delete-column' } },
      ),
      'privacy.models.0.column',
      '削除',
    ],
    ['another recipe', base({ sakyu: 'recipe/2' }), 'sakyu', 'recipe/1'],
    ['a delimiter of two characters', base({ input: { delimiter: ', ' } }), 'input.delimiter', '区切り文字1つ'],
    ['a column with a dot in its name', base({}, { '年.齢': { class: 'no', technique: 'keep' } }), 'columns["年.齢"].class', '「other」'],
    ['columns that differ by blanks only', base({}, { ' 年齢 ': { class: 'other', technique: 'keep' } }), 'columns.年齢', '二度'],
  ])('%s', (_, text, path, says) => {
    expect(() => parseRecipe(text)).toThrow(expect.objectContaining({ name: 'RecipeError', path, message: expect.stringContaining(says) }))
    // The value itself may be a person's: it is never quoted.
    expect(() => parseRecipe(text)).toThrow(expect.not.objectContaining({ message: expect.stringContaining('提案者Ａ') }))
  })

  it.each([
    ['JSON', '{"sakyu": "recipe/1", "columns": {"年齢": {"class": "other",\n "class": "sensitive"}}}', 'columns.年齢.class', '二度'],
    ['YAML', 'columns:\n  年齢: {class: other}\n  年齢: {class: other}\n', 'columns.年齢', '二度'],
    ['YAML aliases', 'a: &x 1\nb: *x\n', 'b', '別名'],
    ['broken JSON', '{"sakyu": "recipe/1",\n "columns": {]}', '', '2行目'],
    ['broken YAML', 'sakyu: recipe/1\ncolumns: [\n', '', '行目'],
    ['nothing', '', '', 'JSON'],
    ['a list', '[1]', '', 'JSON'],
  ])('in %s', (_, text, path, says) => {
    expect(() => parseRecipe(text)).toThrow(expect.objectContaining({ path, message: expect.stringContaining(says) }))
  })
})

describe('names', () => {
  it('are compared without blanks and byte order mark, composed, wherever they stand', () => {
    const written = '\ufeff か\u3099くせい '
    const parsed = parseRecipe(
      JSON.stringify({
        sakyu: 'recipe/1',
        title: '試験',
        person: written,
        columns: { [written]: { class: 'linking-code', technique: 'pseudonym' }, 学年: { class: 'sensitive', technique: 'keep' } },
        records: [{ technique: 'delete-records', where: { not: { column: written, isNull: true } } }],
        privacy: { models: [{ model: 'distinct-l-diversity', column: '　学年', l: 2 }] },
      }),
    )
    expect(parsed.person).toBe('がくせい')
    expect([...parsed.columns.keys()]).toEqual(['がくせい', '学年'])
    expect(parsed.records[0]).toMatchObject({ where: { not: { column: 'がくせい' } } })
    expect(parsed.privacy.models[0]).toMatchObject({ column: '学年' })
  })

  it('may be those of JavaScript, or numbers', () => {
    const text =
      'sakyu: recipe/1\ntitle: 試験\nprivacy: {k: 2}\ncolumns:\n  __proto__: {class: other, technique: keep}\n  constructor: {class: other, technique: keep}\n  2020: {class: other, technique: keep}\n  true: {class: other, technique: keep}\n'
    const parsed = parseRecipe(text)
    expect([...parsed.columns.keys()]).toEqual(['__proto__', 'constructor', '2020', 'true'])
    expect(recipeSha256(parsed, () => '')).not.toBe(recipeSha256(parseRecipe(text.replace('__proto__', 'proto')), () => ''))
  })

  it('tabs and byte order mark in JSON do no harm', () => {
    const text = `\ufeff${JSON.stringify({ sakyu: 'recipe/1', title: '試験', columns: { 年齢: { class: 'other', technique: 'keep' } }, privacy: { k: 2 } }, null, '\t')}`
    expect(parseRecipe(text).title).toBe('試験')
  })
})

it('the hash is that of the canonical text, paths replaced, and is not moved by who parses', () => {
  const text =
    '{"title":"€","sakyu":"recipe/1","privacy":{"k":2.0},"columns":{"職業":{"hierarchy":{"path":"a.csv","kind":"file"},"technique":"generalise","class":"other"}}}'
  const canonical =
    '{"columns":{"職業":{"class":"other","hierarchy":{"kind":"file","path":"HASH"},"technique":"generalise"}},"privacy":{"k":2},"sakyu":"recipe/1","title":"€"}'
  expect(recipeSha256(parseRecipe(text), (path) => (path === 'a.csv' ? 'HASH' : ''))).toBe(
    createHash('sha256').update(canonical).digest('hex'),
  )
  const yaml =
    'title: €\nsakyu: recipe/1\nprivacy: {k: 2}\ncolumns: {職業: {class: other, technique: generalise, hierarchy: {kind: file, path: a.csv}}}\n'
  expect(recipeSha256(parseRecipe(yaml), () => 'HASH')).toBe(createHash('sha256').update(canonical).digest('hex'))
})
