import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { run } from '../../../src/cli/demo-data.ts'
import { salaryIncome } from '../../../src/demo/income-tax.ts'
import { EXTRACT_NAME, FILES_FOLDER, makeDemoData, registerEntryDocuments, TAX_YEARS, taxFileName } from '../../../src/demo/index.ts'
import { MUNICIPALITY_NAMES } from '../../../src/demo/places.ts'
import { encodeCp932 } from '../../../src/intake/index.ts'
import { COMMON_FAMILY_NAMES } from './common-family-names.ts'

type Row = Record<string, string>

const ERA_YEAR: Record<string, number> = { 令和: 2018, 平成: 1988, 昭和: 1925, 大正: 1911, R: 2018, H: 1988, S: 1925, T: 1911 }

/** Any of the files' date forms to ISO; written apart from the product on purpose. */
function iso(text: string): string {
  const t = text.normalize('NFKC')
  const era = /^(令和|平成|昭和|大正|[RHST])(元|\d+)[年.](\d+)[月.](\d+)日?$/.exec(t)
  const western = /^(\d{4})[-/]?(\d{1,2})[-/]?(\d{1,2})$/.exec(t)
  const [y, m, d] = era
    ? [ERA_YEAR[era[1]!]! + (era[2] === '元' ? 1 : Number(era[2])), era[3]!, era[4]!]
    : [western![1]!, western![2]!, western![3]!]
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
}

function groupBy(rows: Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row])
  return groups
}

const yearsBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / (365.2425 * 86_400_000)

/** The rule of the ordinance, digit by digit. */
function hasIndividualNumberCheck(text: string): boolean {
  const digits = [...text].map(Number).reverse()
  const sum = digits.slice(1).reduce((total, p, i) => total + p * (i + 1 <= 6 ? i + 2 : i + 1 - 5), 0)
  return /^\d{12}$/.test(text) && digits[0] === (sum % 11 <= 1 ? 0 : 11 - (sum % 11))
}

describe('demo-data', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sakyu-demo-'))
  const out = join(folder, 'a')
  const used = mkdtempSync(join(folder, 'used-'))
  const tables = new Map<string, Row[]>()
  const headers = new Map<string, string[]>()
  const table = (name: string) => tables.get(name)!

  beforeAll(() => {
    makeDemoData({ persons: 6000, seed: 1, out })
    for (const name of readdirSync(out).filter((file) => file.endsWith('.csv'))) {
      // strict: the platform's decoder and the parser refuse what is not right
      const text = new TextDecoder('shift_jis', { fatal: true }).decode(readFileSync(join(out, name)))
      const rows: string[][] = parse(text, { record_delimiter: '\r\n' })
      headers.set(name, rows[0]!)
      tables.set(
        name,
        rows.slice(1).map((row) => Object.fromEntries(row.map((value, i) => [rows[0]![i]!, value]))),
      )
    }
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const residents = () => table('住民基本台帳.csv')
  const present = () => residents().filter((row) => row.消除事由 === '')

  it('writes every file, one resident a person', () => {
    expect([...tables.keys()].sort()).toEqual(
      [
        '住民基本台帳.csv',
        '要介護認定.csv',
        '学校健診.csv',
        '自動車税.csv',
        '県営住宅.csv',
        EXTRACT_NAME,
        ...TAX_YEARS.map(taxFileName),
      ].sort(),
    )
    expect(residents()).toHaveLength(6000)
    for (const [name, rows] of tables) expect(`${name} ${rows.length > 30}`).toBe(`${name} true`)
    expect(readFileSync(join(out, 'README.md'), 'utf8')).toContain('すべて架空')
  })

  it('has the columns that the catalogue describes', () => {
    for (const folderName of ['住民基本台帳', '住民税課税台帳', '要介護認定', '学校健診', '自動車税', '県営住宅']) {
      const described = JSON.parse(readFileSync(join(FILES_FOLDER, folderName, 'columns.json'), 'utf8'))
      const entry = JSON.parse(readFileSync(join(FILES_FOLDER, folderName, 'entry.json'), 'utf8'))
      const names = described.columns.map(({ name }: { name: string }) => name)
      expect(entry.items.map(({ name }: { name: string }) => name)).toEqual(names)
      expect(described.dataFiles).toEqual(entry.dataFiles)
      for (const file of described.dataFiles)
        expect(`${file}: ${headers.get(file)}`).toBe(`${file}: ${file === described.extract?.file ? described.extract.columns : names}`)
      for (const { name, values } of described.columns as { name: string; values?: string[] }[])
        for (const file of described.dataFiles)
          if (values && headers.get(file)!.includes(name))
            expect([...new Set(table(file).map((row) => row[name]!))].filter((value) => value !== '' && !values.includes(value))).toEqual(
              [],
            )
    }
  })

  it('the register counts what 100,000 persons would give', () => {
    const entries = registerEntryDocuments().filter(({ dataFiles }) => dataFiles.length > 0)
    expect(entries).toHaveLength(6)
    for (const { name, dataFiles, persons } of entries) {
      const distinct = new Set(dataFiles.flatMap((file) => table(file).map((row) => row.宛名番号!))).size
      const share = (distinct * 100_000) / 6000 / persons
      expect(`${name} ${share > 0.6 && share < 1.6}`).toBe(`${name} true`)
    }
  })

  it('same seed and number: same bytes; another seed: others', () => {
    const digest = (of: string) =>
      readdirSync(of)
        .sort()
        .map(
          (name) =>
            `${name} ${createHash('sha256')
              .update(readFileSync(join(of, name)))
              .digest('hex')}`,
        )
    const make = (name: string, seed: number) => {
      makeDemoData({ persons: 700, seed, out: join(folder, name) })
      return digest(join(folder, name))
    }
    const first = make('b', 7)
    expect(make('c', 7)).toEqual(first)
    const other = make('d', 8)
    expect(other.filter((line) => first.includes(line))).toEqual([])
  })

  it('codes are unique and carry right check digits', () => {
    const numbers = residents().map((row) => row.個人番号!)
    expect(numbers.filter((number) => !hasIndividualNumberCheck(number))).toEqual([])
    expect(hasIndividualNumberCheck('123456789018')).toBe(true) // the specimen that the ministry prints
    const codes = residents().map((row) => row.住民票コード!)
    expect(codes.every((code) => /^\d{11}$/.test(code))).toBe(true)
    for (const list of [numbers, codes, residents().map((row) => row.宛名番号!)]) expect(new Set(list).size).toBe(6000)
    expect(residents().some((row) => row.宛名番号!.startsWith('0'))).toBe(true)
  })

  it('each household has one head, and kin are of possible ages', () => {
    const households = groupBy(present(), (row) => row.世帯番号!)
    const sizes = new Map<number, number>()
    for (const members of households.values()) {
      sizes.set(members.length, (sizes.get(members.length) ?? 0) + 1)
      expect(members.filter((row) => row.続柄 === '世帯主')).toHaveLength(1)
      expect(members.filter((row) => row.続柄 === '妻' || row.続柄 === '夫').length).toBeLessThanOrEqual(1)
      expect(new Set(members.map((row) => row.住所)).size).toBe(1)
      const head = members.find((row) => row.続柄 === '世帯主')!
      expect(yearsBetween(iso(head.生年月日!), '2025-01-01')).toBeGreaterThan(17)
      for (const row of members) {
        const older = yearsBetween(iso(head.生年月日!), iso(row.生年月日!))
        if (row.続柄 === '子') expect(older).toBeGreaterThan(16)
        if (row.続柄 === '子の子') expect(older).toBeGreaterThan(32)
        if (row.続柄 === '父' || row.続柄 === '母') expect(older).toBeLessThan(-16)
        if (row.続柄 === '妻') expect(row.性別).toBe('女')
        if (row.続柄 === '夫') expect(row.性別).toBe('男')
      }
    }
    const share = (size: number) => (sizes.get(size) ?? 0) / households.size
    expect(share(1)).toBeGreaterThan(0.25)
    expect(share(1)).toBeLessThan(0.45)
    expect(share(2)).toBeGreaterThan(0.2)
    expect(share(4)).toBeGreaterThan(0.04)
    expect(Math.max(...sizes.keys())).toBeGreaterThan(20) // a facility
    expect([...sizes.keys()].some((size) => size >= 12 && size <= 16)).toBe(true) // the very large family
    expect(present().filter((row) => row.続柄 === '子の子').length).toBeGreaterThan(10) // three generations
  })

  it('ages are spread as in a rural prefecture', () => {
    const ages = present().map((row) => yearsBetween(iso(row.生年月日!), '2025-01-01'))
    const share = (from: number, to: number) => ages.filter((age) => age >= from && age < to).length / ages.length
    expect(share(0, 15)).toBeGreaterThan(0.08)
    expect(share(0, 15)).toBeLessThan(0.18)
    expect(share(65, 120)).toBeGreaterThan(0.24)
    expect(share(65, 120)).toBeLessThan(0.4)
    for (let from = 0; from < 80; from += 10) expect(`${from}: ${share(from, from + 10) > 0.05}`).toBe(`${from}: true`)
    expect(Math.max(...ages)).toBeGreaterThan(95)
  })

  it('the same person over three years: moves, births, deaths, a new name at marriage', () => {
    const years = TAX_YEARS.map((year) => new Map(table(taxFileName(year)).map((row) => [row.宛名番号!, row])))
    const both = [...years[0]!.keys()].filter((key) => years[2]!.has(key))
    expect(both.length / years[0]!.size).toBeGreaterThan(0.9)
    for (const key of both) {
      const [a, b] = [years[0]!.get(key)!, years[2]!.get(key)!]
      expect([iso(b.生年月日!), b.性別, b.個人番号]).toEqual([iso(a.生年月日!), a.性別, a.個人番号])
    }
    const changed = (column: string) => both.filter((key) => years[0]!.get(key)![column] !== years[2]!.get(key)![column])
    expect(changed('住所').length).toBeGreaterThan(50)
    const renamed = changed('氏名')
    expect(renamed.length).toBeGreaterThan(5)
    const now = new Map(residents().map((row) => [row.宛名番号!, row]))
    for (const key of renamed) expect(years[0]!.get(key)!.氏名!.split('\u3000')[0]).toBe(now.get(key)!.旧氏)
    const reasons = new Set(residents().map((row) => row.消除事由))
    expect([...reasons].sort()).toEqual(['', '死亡', '転出'].sort())
    expect(residents().filter((row) => row.住民となった事由 === '出生' && iso(row.生年月日!) >= '2023-01-01').length).toBeGreaterThan(20)
    const dead = residents().filter((row) => row.消除事由 === '死亡' && iso(row.消除年月日!) < '2024-01-01')
    for (const row of dead) expect(years[1]!.has(row.宛名番号!)).toBe(false)
  })

  it('taxes follow from the incomes', () => {
    for (const year of TAX_YEARS) {
      const rows = table(taxFileName(year))
      for (const row of rows) {
        const n = (column: string) => Number(row[column])
        expect(n('税額')).toBe(n('均等割額') + n('所得割額'))
        expect(n('課税標準額') % 1000).toBe(0)
        expect(n('所得割額') % 100).toBe(0)
        expect(n('所得割額')).toBeLessThanOrEqual(n('課税標準額') * 0.1)
        expect(n('課税標準額')).toBeLessThanOrEqual(Math.max(0, n('所得') - n('所得控除')))
        if (row.徴収区分 === '非課税') expect(n('税額')).toBe(0)
        else expect(n('均等割額')).toBe(5000)
        expect(n('所得')).toBeGreaterThanOrEqual(salaryIncome(n('給与収入')))
        expect(Number.isInteger(n('所得'))).toBe(true)
      }
      expect(rows.filter((row) => Number(row.所得) % 1000 !== 0).length).toBeGreaterThan(rows.length / 2) // yen precision
      const size = new Map(residents().map((row) => [row.宛名番号, row]))
      expect(rows.every((row) => size.has(row.宛名番号))).toBe(true)
    }
  })

  it('the extract is the three tax files, cut to ten columns', () => {
    const { columns } = JSON.parse(readFileSync(join(FILES_FOLDER, '住民税課税台帳', 'columns.json'), 'utf8')).extract
    expect(headers.get(EXTRACT_NAME)).toEqual(columns)
    const cut = (row: Row) => columns.map((name: string) => (name === '生年月日' ? iso(row[name]!) : row[name])).join('\t')
    expect(table(EXTRACT_NAME).map(cut)).toEqual(TAX_YEARS.flatMap((year) => table(taxFileName(year)).map(cut)))
    const hierarchy = readFileSync(join(FILES_FOLDER, '住民税課税台帳', 'recipes', 'occupation.csv'), 'utf8')
    const leaves = new Set(
      hierarchy
        .trim()
        .split('\n')
        .map((line) => line.split(';')[0]),
    )
    expect([...new Set(table(EXTRACT_NAME).map((row) => row.職業))].filter((occupation) => !leaves.has(occupation))).toEqual([])
  })

  it('no real name: none of the hundred commonest family names', () => {
    expect(new Set(COMMON_FAMILY_NAMES).size).toBe(100)
    const families = new Set(residents().flatMap((row) => [row.氏名!.split('\u3000')[0]!, row.旧氏!]))
    expect(families.size).toBeGreaterThan(200)
    expect(COMMON_FAMILY_NAMES.filter((name) => families.has(name))).toEqual([])
  })

  it('all 19 municipalities, each address under its own prefecture', () => {
    const found = new Set(
      residents().map((row) => MUNICIPALITY_NAMES.find((name) => row.住所!.startsWith(`鳥取県${name}`) || row.住所!.includes(`郡${name}`))),
    )
    expect(found.size).toBe(19)
    expect(residents().every((row) => /^\d{3}-\d{4}$/.test(row.郵便番号!))).toBe(true)
    // a postal code belongs to one town
    const towns = groupBy(residents(), (row) => row.郵便番号!)
    for (const rows of towns.values()) expect(new Set(rows.map((row) => row.住所!.replace(/[0-9].*$/, ''))).size).toBe(1)
  })

  it('holds what old systems stumble over', () => {
    const all = [...tables.keys()].map((name) => readFileSync(join(out, name)))
    const has = (text: string) => all.some((bytes) => bytes.includes(encodeCp932(text)!))
    expect(['髙', '﨑', '①', '㈱', '〜', 'Ⅱ', '\r\n②'].filter((text) => !has(text))).toEqual([])
    expect(residents().some((row) => /[,"]/.test(row.備考!))).toBe(true)
    expect(encodeCp932('𠮷')).toBeNull()
    expect(encodeCp932('a?b〜')?.length).toBe(5)
  })

  it.each([
    ['a folder in use', () => ['--persons', '10', '--out', used], '空ではありません'],
    ['a number that is none', () => ['--persons', 'ten', '--out', join(folder, 'n')], '--persons'],
    ['a number too great', () => ['--persons', '5000001', '--out', join(folder, 'n')], '--persons'],
    ['a seed that is none', () => ['--persons', '10', '--out', join(folder, 'n'), '--seed', '1.5'], '--seed'],
    ['no folder', () => ['--persons', '10'], '--out'],
    ['no number', () => ['--out', join(folder, 'n')], '--persons'],
    ['an option that is none', () => ['--person', '10'], '--person'],
  ])('%s: exit status 2, one message, nothing written', async (_, args, message) => {
    writeFileSync(join(used, 'x.txt'), '')
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    try {
      expect(await run(args())).toBe(2)
      expect(said).toHaveBeenCalledTimes(1)
      expect(said.mock.calls[0]![0]).toContain(message)
    } finally {
      said.mockRestore()
    }
    expect(readdirSync(used)).toEqual(['x.txt'])
    expect(readdirSync(folder)).not.toContain('n')
  })

  it('any number of persons works: few, and enough for every rare event', () => {
    for (const persons of [1, 2, 13, 30_000]) {
      const rows = makeDemoData({ persons, seed: 3, out: join(folder, `any-${persons}`) })
      expect(rows.get('住民基本台帳.csv')).toBe(persons)
      const text = new TextDecoder('shift_jis').decode(readFileSync(join(folder, `any-${persons}`, '住民基本台帳.csv')))
      for (const row of parse(text, { columns: true }) as Row[]) {
        const [born, came, gone] = [iso(row.生年月日!), iso(row.住民となった年月日!), row.消除年月日 === '' ? null : iso(row.消除年月日!)]
        expect(came >= born && (gone === null || gone >= came)).toBe(true)
        expect(row.氏名!.split('\u3000')[0]).not.toBe(row.旧氏)
      }
    }
  })
})
