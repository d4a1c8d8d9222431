import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { subkey } from '../../../../src/anonymise/index.ts'
import { residents, shuffled } from '../../../support/residents.ts'
import { ENGINES, runTable, table } from '../../../support/run-table.ts'

const id = { class: 'linking-code', technique: 'pseudonym' }
const gone = { class: 'linking-code', technique: 'delete-column' }
const kept = { class: 'other', technique: 'keep', reason: '試験' }
const quasi = { class: 'quasi-identifier', technique: 'keep' }
const age = { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [5, 10] }, level: 'auto' }

/** Rows as often as said: "5 × A | 20" is five rows, `#` counting up in each. */
const rows = (header: string, ...lines: string[]): (string | null)[][] => [
  header.split('|').map((cell) => cell.trim()),
  ...lines.flatMap((line, l) => {
    const [, times, cells] = /^(?:(\d+) × )?(.*)$/.exec(line)!
    return Array.from({ length: Number(times ?? 1) }, (_, i) =>
      cells!.split('|').map((cell) => (cell.trim() === '' ? null : cell.trim().replace('#', `${l}${String(i).padStart(2, '0')}`))),
    )
  }),
]

const classSizes = (result: { rows: string[][]; header: string[] }, columns: string[]) => {
  const sizes = new Map<string, number>()
  for (const row of result.rows) {
    const key = JSON.stringify(columns.map((column) => row[result.header.indexOf(column)]))
    sizes.set(key, (sizes.get(key) ?? 0) + 1)
  }
  return sizes
}

describe.each(ENGINES)('rules of privacy, %s engine', (engine) => {
  const run = (data: Parameters<typeof runTable>[0], recipe: object, more: object = {}) => runTable(data, recipe, { engine, ...more })

  it('A1 a history shared by fewer than k persons is not released, though each row is', async () => {
    // Every (year, town) row is held by five persons; only the histories differ.
    const data = rows(
      'p | 年度 | 町',
      ...[0, 1, 2, 3].flatMap((i) => [`A${i} | 2019 | 東`, `A${i} | 2020 | 東`, `B${i} | 2019 | 西`, `B${i} | 2020 | 西`]),
      'A9 | 2019 | 東',
      'A9 | 2020 | 西',
      'B9 | 2019 | 西',
      'B9 | 2020 | 東',
    )
    const recipe = { person: 'p', columns: { p: id, 年度: kept, 町: quasi }, privacy: { k: 5 } }
    const linked = await run(data, recipe)
    expect(linked.findings).toMatchObject({ met: false, unit: 'profiles', over: ['町', '年度'] })
    const unlinked = await run(data, { ...recipe, columns: { ...recipe.columns, p: gone } })
    expect(unlinked.findings).toMatchObject({ met: true, unit: 'persons', over: ['町'] })
  })

  it('A1 a column that only one person holds links rows as a pseudonym would', async () => {
    const data = rows('p | 会員 | 町', ...[0, 1, 2].flatMap((i) => [`A${i} | M${i} | 東`, `A${i} | M${i} | 西`]))
    const recipe = { person: 'p', columns: { p: gone, 会員: { ...kept, class: 'other' }, 町: quasi }, privacy: { k: 3 } }
    expect((await run(data, recipe)).findings.unit).toBe('profiles')
  })

  it('A1 the risk counts the classes that k counts, whatever a model looks at', async () => {
    const data = rows(
      'p | 町 | 病',
      ...[0, 1, 2, 3].flatMap((i) => [`A${i} | 東 | 病${i}`, `A${i} | 西 | 病${i}`]),
      'B | 東 | 病9',
      'B | 東 | 病9',
    )
    const models = [{ model: 'distinct-l-diversity', column: '病', l: 2 }]
    const recipe = {
      person: 'p',
      columns: { p: gone, 町: quasi, 病: { class: 'sensitive', technique: 'round', step: 1 } },
      privacy: { k: 4, models },
    }
    const numbers = data.map((row, i) => (i === 0 ? row : [row[0]!, row[1]!, String((i * 7) % 3)]))
    const { findings } = await run(numbers, recipe)
    expect(findings).toMatchObject({ met: true, unit: 'persons' })
    expect(findings.risk.before).toMatchObject({ highest: 1 / 4, uniques: 0 }) // 西 is four persons, 東 five
    expect(findings.risk.after).toEqual(findings.risk.before)
  })

  it('A2 suppression takes whole persons: no history is torn', async () => {
    const data = residents({ persons: 150, years: 2, seed: 21 })
    const recipe = {
      person: '番号',
      columns: {
        番号: id,
        世帯: gone,
        氏名: { class: 'direct-identifier', technique: 'delete-column' },
        年度: kept,
        年齢: { ...age, level: 1 },
        性別: quasi,
        町: quasi,
        世帯人数: { class: 'other', technique: 'delete-column' },
        所得: { class: 'sensitive', technique: 'delete-column' },
      },
      privacy: { k: 2, suppressionLimit: 0.9 },
    }
    const result = await run(data, recipe)
    expect(result.findings.rows.suppressed).toBeGreaterThan(0)
    const rowsOf = classSizes(result, ['番号'])
    expect(new Set(rowsOf.values())).toEqual(new Set([2]))
    expect(result.findings.persons!.output * 2).toBe(result.findings.rows.output)
    expect(result.findings.rows.input - result.findings.rows.removed - result.findings.rows.suppressed).toBe(result.findings.rows.output)
  })

  it('A2 the limit is a share of the rows entering the search, rounded down', async () => {
    const data = rows('p | 町', ...Array.from({ length: 19 }, (_, i) => `A${i} | 東`), 'B | 西')
    const recipe = (suppressionLimit: number) => ({ person: 'p', columns: { p: id, 町: quasi }, privacy: { k: 2, suppressionLimit } })
    expect((await run(data, recipe(0.049))).findings.met).toBe(false)
    expect((await run(data, recipe(0.05))).findings).toMatchObject({ met: true, rows: { suppressed: 1, output: 19 } })
  })

  it('A3 one person under 12, １２ and "12 " counts once', async () => {
    const data = rows('p | 町', '12 | 東', '１２ | 東', '3 × 13 | 東')
    data.push(['12 ', '東'])
    const recipe = { person: 'p', columns: { p: id, 町: quasi }, privacy: { k: 2 } }
    const result = await run(data, recipe)
    expect(result.findings.persons).toMatchObject({ input: 2, output: 2 })
    expect(classSizes(result, ['p']).size).toBe(2)
    await expect(run(data, { ...recipe, privacy: { k: 3 } })).rejects.toThrow(/本人が2人しかいません/)
  })

  it.each([
    ['blank keys', rows('p | 町', '10 ×  | 東', '3 × A# | 東'), /空の行が10行/],
    ['dummy keys', rows('p | 町', '4 × 9999999999 | 東', '3 × 12345#0000 | 東'), /仮の番号.*4行/],
    ['keys that differ by leading zeros', rows('p | 町', '007 | 東', '7 | 東', '8 | 東'), /先頭の0だけが異なる番号が1組/],
  ])('A3 %s are refused with their number', async (_, data, message) => {
    await expect(run(data, { person: 'p', columns: { p: id, 町: quasi }, privacy: { k: 2 } })).rejects.toThrow(message)
  })

  it('A3 rows of dummy keys may be deleted by the recipe', async () => {
    const data = rows('p | 町', '4 × 9999999999 | 東', '3 × 12345#0000 | 東')
    const records = [{ technique: 'delete-records', where: { column: 'p', equals: '9999999999' }, unit: 'record' }]
    const result = await run(data, { person: 'p', columns: { p: id, 町: quasi }, records, privacy: { k: 3 } })
    expect(result.findings).toMatchObject({ met: true, rows: { input: 7, removed: 4, output: 3 } })
  })

  it('A3 without person, the same name and birth date twice is refused, unless "person": null says so', async () => {
    const data = rows('氏名 | 生年月日 | 町', '2 × 砂川一 | 1980-01-01 | 東', '砂川二 | 1980-01-02 | 東')
    const columns = {
      氏名: { class: 'direct-identifier', technique: 'delete-column' },
      生年月日: { ...quasi, technique: 'delete-column' },
      町: quasi,
    }
    await expect(run(data, { columns, privacy: { k: 3 } })).rejects.toThrow(/同じ行の組が1組/)
    expect((await run(data, { person: null, columns, privacy: { k: 3 } })).findings).toMatchObject({
      met: true,
      unit: 'rows',
      persons: null,
    })
  })

  it('A4 seven persons of one facility are not k = 5', async () => {
    const recipe = { person: 'p', household: 'h', columns: { p: id, h: gone, 町: quasi }, privacy: { k: 5 } }
    expect((await run(rows('p | h | 町', '7 × A# | H1 | 東'), recipe)).findings.met).toBe(false)
    expect((await run(rows('p | h | 町', '6 × A# | H1 | 東', 'B | H2 | 東'), recipe)).findings.met).toBe(true)
  })

  it('A4 a household unlike two others loses its link and its household columns, counted', async () => {
    const family = (h: string, size: number) => Array.from({ length: size }, (_, i) => `${h}-${i} | ${h} | 東 | ${size}`)
    const data = rows('p | h | 町 | 人数', ...['H1', 'H2', 'H3'].flatMap((h) => family(h, 2)), ...family('H4', 4))
    const columns = { p: id, h: id, 町: quasi, 人数: kept }
    const result = await run(data, { person: 'p', household: 'h', columns, privacy: { k: 2 } })
    expect(result.findings.households).toEqual({ blanked: 1, rows: 4, columns: ['h', '人数'] })
    const blank = result.rows.filter((row) => row[1] === '')
    expect(blank.map((row) => row.slice(1))).toEqual(Array.from({ length: 4 }, () => ['', '東', '']))
    expect([...classSizes(result, ['h']).values()].sort()).toEqual([2, 2, 2, 4])
  })

  it('A4 a household is also known by the years in which its members stand in it: who moved gives both away', async () => {
    const both = (person: string, h: string) => [`${person} | ${h} | 2019 | 東`, `${person} | ${h} | 2020 | 東`]
    const data = rows(
      'p | h | 年度 | 町',
      ...['H1', 'H2', 'H3'].flatMap((h) => [...both(`${h}a`, h), ...both(`${h}b`, h)]),
      ...both('stays', 'H4'),
      'moves | H4 | 2019 | 東',
      'moves | H5 | 2020 | 東',
      ...both('takes', 'H5'),
    )
    const result = await run(data, { person: 'p', household: 'h', columns: { p: id, h: id, 年度: kept, 町: quasi }, privacy: { k: 5 } })
    expect(result.findings.households).toEqual({ blanked: 2, rows: 6, columns: ['h'] })
    expect([...classSizes(result, ['h']).values()].sort()).toEqual([4, 4, 4, 6])
  })

  it('A5 sampling comes before the search: k holds on the finished file', async () => {
    const data = rows('p | 町', '30 × A# | 東', '30 × B# | 西')
    const recipe = {
      person: 'p',
      columns: { p: id, 町: quasi },
      records: [{ technique: 'sample', rate: 0.5 }],
      privacy: { k: 3, suppressionLimit: 1 },
    }
    const result = await run(data, recipe)
    expect(result.rows.length).toBeLessThan(60)
    for (const size of classSizes(result, ['町']).values()) expect(size).toBeGreaterThanOrEqual(3)
  })

  it('A5 the class size before sampling stands beside k: counted where persons have one row, else estimated', async () => {
    // Ages 20–24 and 25–29 come out as classes of the sample; before it they held 40 and 25 persons.
    const data = rows('p | 年齢', '30 × A# | 21', '10 × B# | 23', '25 × C# | 27')
    const recipe = (years: object) => ({
      person: 'p',
      columns: { p: gone, 年齢: { ...age, level: 1 }, ...years },
      records: [{ technique: 'sample', rate: 0.5 }],
      privacy: { k: 2, suppressionLimit: 1 },
    })
    const { findings, rows: left } = await run(data, recipe({}))
    expect(left.length).toBeLessThan(65)
    expect(findings.beforeSampling).toEqual({ smallest: 25, estimated: false })
    const twice = [
      [...data[0]!, '年度'],
      ...data.slice(1).flatMap((row) => [
        [...row, '2019'],
        [...row, '2020'],
      ]),
    ]
    const histories = await run(twice, recipe({ 年度: { class: 'other', technique: 'delete-column' } }))
    const k = histories.findings.search.met ? histories.findings.search.smallest! : 0
    expect(histories.findings.beforeSampling).toEqual({ smallest: Math.round(k / 0.5), estimated: true })
    const { records: _, ...whole } = recipe({})
    expect((await run(data, whole)).findings.beforeSampling).toBe(null)
  })

  it('A6 an empty cell is a value of its own', async () => {
    const data = rows('p | 町 | 階', '4 × A# | 東 | ', 'B | 東 | 1')
    const recipe = { person: 'p', columns: { p: id, 町: quasi, 階: quasi }, privacy: { k: 5 } }
    expect((await run(data, recipe)).findings.met).toBe(false)
  })

  it('A6 what tells an emptied cell is emptied with it', async () => {
    // Each school district has one postcode; sex tells nothing of it.
    const data: (string | null)[][] = [['p', '町', '郵便', '学区', '性別', '職']]
    for (let i = 0; i < 40; i++)
      data.push([`A${i}`, '東', `68000${i % 4}`, `第${i % 4}`, i % 3 ? '男' : '女', i % 8 === 0 ? '知事' : '農業'])
    const blank = { class: 'other', technique: 'delete-cells', where: { column: '職', equals: '知事' }, reason: '試験' }
    const columns = { p: id, 町: quasi, 郵便: blank, 学区: kept, 性別: kept, 職: { class: 'other', technique: 'delete-column' } }
    const result = await run(data, { person: 'p', columns, privacy: { k: 2 } })
    const emptied = result.rows.filter((row) => row[2] === '')
    expect(emptied).toHaveLength(5)
    for (const row of emptied) expect([row[3], row[4] === '']).toEqual(['', false])
    expect(result.rows.filter((row) => row[3] === '')).toHaveLength(5)
    expect(result.findings.warnings.join()).toMatch(/「郵便」.*「学区」/)
  })

  it('C1 a kept column may be what a model protects; amounts of money need bands', async () => {
    const data = rows(
      'p | 町 | 病',
      ...Array.from({ length: 12 }, (_, i) => `A${i} | ${i % 2 ? '東' : '西'} | ${i < 10 ? 'かぜ' : 'はしか'}`),
    )
    const recipe = (l: number) => ({
      person: 'p',
      columns: { p: id, 町: quasi, 病: { ...kept, class: 'sensitive' } },
      privacy: { k: 2, models: [{ model: 'distinct-l-diversity', column: '病', l }] },
    })
    expect((await run(data, recipe(2))).findings.met).toBe(true)
    expect((await run(data, recipe(3))).findings.met).toBe(false)
    const incomes = rows('p | 町 | 病', ...Array.from({ length: 120 }, (_, i) => `A${i} | 東 | ${4_000_000 + i}`))
    await expect(run(incomes, recipe(2))).rejects.toThrow(/「病」.*bands/)
  })

  it('B1 income in yen kept as it is: refused by name, unless coded or confirmed', async () => {
    const data = rows('p | 町 | 所得', ...Array.from({ length: 40 }, (_, i) => `A${i} | 東 | ${4_000_000 + i}`))
    const recipe = (income: object) => ({ person: 'p', columns: { p: id, 町: quasi, 所得: income }, privacy: { k: 5 } })
    await expect(run(data, recipe(kept), { order: true })).rejects.toThrow(/「所得」.*100.0％/)
    const confirmed = await run(data, recipe({ ...kept, confirmed: '二人目が確認' }), { order: true })
    expect(confirmed.findings.kept[0]).toMatchObject({ column: '所得', unique: 1, confirmed: '二人目が確認' })
    expect((await run(data, recipe({ class: 'other', technique: 'round', step: 1_000_000 }), { order: true })).findings.met).toBe(true)
    const small = await run(data, recipe(kept))
    expect(small.findings.warnings.join()).toMatch(/「所得」/)
  })

  it('B1 columns that tell nothing alone may tell all together: persons alone on all that leaves are counted', async () => {
    // 4 × 5 combinations of two columns, each held by one person, in one class of 20.
    const data = rows('p | 町 | 型 | 色', ...Array.from({ length: 20 }, (_, i) => `A${i} | 東 | t${i % 4} | c${i % 5}`))
    const recipe = { person: 'p', columns: { p: id, 町: quasi, 型: kept, 色: kept }, privacy: { k: 5 } }
    const { findings } = await run(data, recipe)
    expect(findings.kept.map(({ unique }) => unique)).toEqual([0, 0])
    expect(findings.uniqueOnAll).toBe(1)
  })

  it('B2 exact age tells the birth year behind a birth decade; sex tells nothing', async () => {
    const data: (string | null)[][] = [['p', '生年月日', '年齢', '性別']]
    for (let i = 0; i < 60; i++) data.push([`A${i}`, `${1980 + (i % 10)}-01-01`, String(40 - (i % 10)), i % 2 ? '男' : '女'])
    const birth = { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'date', levels: ['day', '10-year'] }, level: 1 }
    const columns = { p: id, 生年月日: birth, 年齢: kept, 性別: kept }
    const privacy = { k: 5 }
    await expect(run(data, { person: 'p', columns, privacy })).rejects.toThrow(/「年齢」.*「生年月日」/)
    const without = { ...columns, 年齢: { class: 'other', technique: 'delete-column' } }
    expect((await run(data, { person: 'p', columns: without, privacy })).findings.met).toBe(true)
  })

  it('D1 a pseudonym is the HMAC-SHA-256 of the normalised key, 32 letters a–p', async () => {
    const secret = new Uint8Array(32).fill(9)
    const result = await run(
      rows('p | 町', 'Ａ1 | 東', 'A2 | 東'),
      { person: 'p', columns: { p: id, 町: quasi }, privacy: { k: 2 } },
      { secret },
    )
    const mac = (key: string) => {
      const hex = createHmac('sha256', subkey(secret, 'pseudonym', 'person', ''))
        .update(key)
        .digest('hex')
        .slice(0, 32)
      return hex.replace(/[0-9a-f]/g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    }
    expect(result.rows.map((row) => row[0]).sort()).toEqual([mac('A1'), mac('A2')].sort())
  })

  it('D6 the order of the result says nothing of the order of the input', async () => {
    const data = rows('p | 町 | 順', ...Array.from({ length: 400 }, (_, i) => `A${i} | 東 | ${i}`))
    const result = await run(data, { person: 'p', columns: { p: id, 町: quasi, 順: kept }, privacy: { k: 5 } })
    const order = result.rows.map((row) => Number(row[2]))
    const n = order.length
    const squares = order.reduce((sum, rank, i) => sum + (rank - i) ** 2, 0)
    expect(Math.abs(1 - (6 * squares) / (n * (n * n - 1)))).toBeLessThan(0.2) // 4 standard deviations
    const again = await run([data[0]!, ...shuffled(data.slice(1), 4)], {
      person: 'p',
      columns: { p: id, 町: quasi, 順: kept },
      privacy: { k: 5 },
    })
    expect(again.csv).toBe(result.csv)
  })

  it('D6 shuffle false sorts by the released values, nulls first, by bytes', async () => {
    const data = rows('町 | 字', '東 | 𠮷', '東 | ｡', '西 | ', '西 | a')
    const recipe = { person: null, columns: { 町: quasi, 字: kept }, privacy: { k: 2 }, output: { shuffle: false } }
    expect((await run(data, recipe)).csv).toBe('町,字\n東,｡\n東,𠮷\n西,\n西,a\n')
  })

  it('F3 a percentile limit is a number of two digits below the datum, its tail never smaller', async () => {
    const data = rows(
      'p | 町 | 所得',
      ...Array.from({ length: 1000 }, (_, i) => `A${i} | 東 | ${1_234_567 + i * 1000}`),
      'Z | 東 | 99999999999',
    )
    const coded = { class: 'sensitive', technique: 'top-code', percentile: 99 }
    const result = await run(data, { person: 'p', columns: { p: id, 町: quasi, 所得: coded }, privacy: { k: 5 } })
    expect(result.findings.thresholds).toEqual([{ column: '所得', side: 'top', percentile: 99, limit: 2_200_000, tail: 35 }])
    expect(result.csv).not.toContain('99999999999')
    expect(Math.max(...result.rows.map((row) => Number(row[2])))).toBe(2_200_000)
  })

  it('F6 a recipe may not name a value that few persons hold', async () => {
    const data = rows('p | 町 | 職', '20 × A# | 東 | 農業', 'B | 東 | 知事')
    const records = [{ technique: 'delete-records', where: { column: '職', equals: '知事' } }]
    const recipe = {
      person: 'p',
      columns: { p: id, 町: quasi, 職: { class: 'other', technique: 'delete-column' } },
      records,
      privacy: { k: 5 },
    }
    await expect(run(data, recipe, { order: true })).rejects.toThrow(/「職」.*10人未満/)
    await expect(run(data, recipe, { order: true })).rejects.not.toThrow(/知事/)
    expect((await run(data, recipe)).findings.warnings.join()).toMatch(/「職」/)
  })

  it('G3 composed and decomposed letters, trailing blanks are different values', async () => {
    const data = [['p', '町'], ...['が', 'か\u3099', '東', '東 ', '東\u3000'].flatMap((town, t) => [0, 1].map((i) => [`A${t}${i}`, town]))]
    const result = await run(data, { person: 'p', columns: { p: id, 町: quasi }, privacy: { k: 2 } })
    expect(classSizes(result, ['町']).size).toBe(5)
  })

  it('H1 one My Number in a column of text is refused, in a deleted column it is not', async () => {
    const data = rows('p | 町 | 備考', '5 × A# | 東 | なし', 'B | 東 | 番号 123456789018')
    const recipe = (note: object) => ({ person: 'p', columns: { p: id, 町: quasi, 備考: note }, privacy: { k: 5 } })
    await expect(run(data, recipe(kept))).rejects.toThrow(/「備考」に個人番号/)
    await expect(run(data, recipe(kept))).rejects.not.toThrow(/123456789018/)
    expect((await run(data, recipe({ class: 'other', technique: 'delete-column' }))).findings.met).toBe(true)
  })

  it('no source value of a deleted column is in the result', async () => {
    const data = rows('p | 町 | 氏名', ...Array.from({ length: 30 }, (_, i) => `A${i} | 東 | 住民氏名${i}`))
    const result = await run(data, {
      person: 'p',
      columns: { p: id, 町: quasi, 氏名: { class: 'direct-identifier', technique: 'delete-column' } },
      privacy: { k: 5 },
    })
    expect(result.csv).not.toMatch(/住民氏名|A\d/)
  })

  it('a cell is quoted only if it must be', async () => {
    const data = [
      ['町', '字'],
      ['東', 'a,b'],
      ['東', 'say "x"'],
      ['東', 'two\nlines'],
      ['東', ' plain '],
    ]
    const recipe = { person: null, columns: { 町: quasi, 字: kept }, privacy: { k: 2 }, output: { shuffle: false } }
    expect((await run(data, recipe)).csv).toBe('町,字\n東, plain \n東,"a,b"\n東,"say ""x"""\n東,"two\nlines"\n')
  })

  it('a value that a hierarchy does not cover is refused by column and number, never by value', async () => {
    const data = rows('p | 年齢', '3 × A# | 20', '2 × B# | 不詳')
    const run1 = run(data, { person: 'p', columns: { p: id, 年齢: age }, privacy: { k: 2 } })
    await expect(run1).rejects.toThrow(/「年齢」.*2件/)
    await expect(run1).rejects.not.toThrow(/不詳/)
  })
})

it('table() reads what it draws', () => {
  expect(table('a | b\n--+--\n1 |\n')).toEqual([
    ['a', 'b'],
    ['1', null],
  ])
})
