import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileHierarchy, type Hierarchy, type HierarchySpec, parseDate } from '../../../src/anonymise/index.ts'
import { isoText, parsePacked, shift } from '../../../src/anonymise/values/date.ts'
import { ADDRESSES } from '../../support/spec-case.ts'

const compile = (spec: HierarchySpec, file = ''): Hierarchy =>
  compileHierarchy(spec, { column: '列', readFile: () => file, addresses: ADDRESSES })

const day = fc
  .date({ min: new Date('1873-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const widths = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.array(fc.integer({ min: 2, max: 4 }), { maxLength: 3 }))
  .map(([first, ratios]) => [first, ...ratios.map((_, i) => ratios.slice(0, i + 1).reduce((width, ratio) => width * ratio, first))])
const places = [
  '鳥取県鳥取市',
  '鳥取県岩美郡岩美町',
  '北海道札幌市',
  '北海道札幌市中央区',
  '札幌市中央区',
  '福島県田村郡三春町',
  '蒲郡市',
  '余市郡余市町',
  '31201',
]

/** Hierarchies with values of theirs, over the whole range of what they take. */
const kinds: Record<string, fc.Arbitrary<{ spec: HierarchySpec; values: string[] }>> = {
  number: fc
    .record({
      widths,
      origin: fc.integer({ min: -20, max: 20 }),
      values: fc.array(fc.integer({ min: -500, max: 500 }).map(String), { minLength: 2 }),
    })
    .map(({ widths, origin, values }) => ({ spec: { kind: 'number', widths, origin }, values })),
  'number with fractions': fc
    .record({ widths, values: fc.array(fc.integer({ min: -5000, max: 5000 }), { minLength: 2 }) })
    .map(({ widths, values }) => ({
      spec: { kind: 'number', widths: widths.map((width) => width / 10), integers: false },
      values: values.map((value) => String(value / 100)),
    })),
  age: fc
    .record({
      widths,
      top: fc.integer({ min: 1, max: 120 }),
      values: fc.array(fc.integer({ min: 0, max: 130 }).map(String), { minLength: 2 }),
    })
    .map(({ widths, top, values }) => ({ spec: { kind: 'age', widths, top }, values })),
  date: fc
    .record({
      levels: fc.subarray(['day', 'month', 'quarter', 'year', '5-year', '10-year', 'any'] as const, { minLength: 1 }),
      shiftDays: fc.integer({ min: -40, max: 40 }),
      values: fc.array(day, { minLength: 2 }),
    })
    .map(({ levels, shiftDays, values }) => ({ spec: { kind: 'date', levels, shiftDays }, values })),
  'date by fiscal years': fc
    .record({
      levels: fc.subarray(['day', 'month', 'quarter', 'fiscal-year', 'any'] as const, { minLength: 1 }),
      values: fc.array(day, { minLength: 2 }),
    })
    .map(({ levels, values }) => ({ spec: { kind: 'date', levels }, values })),
  prefix: fc
    .record({
      lengths: fc.subarray([9, 7, 5, 4, 3, 2, 1], { minLength: 1 }),
      fill: fc.constantFrom('*', '0', ''),
      values: fc.array(fc.string({ unit: fc.constantFrom('0', '1', '*', '𠮷', '-', 'ア'), minLength: 1, maxLength: 9 }), { minLength: 2 }),
    })
    .map(({ lengths, fill, values }) => ({ spec: { kind: 'prefix', lengths, fill }, values })),
  address: fc
    .record({
      levels: fc.subarray(['full', 'town', 'municipality', 'prefecture', 'any'] as const, { minLength: 1 }),
      values: fc.array(
        fc
          .tuple(fc.constantFrom(...places), fc.constantFrom('', '東町', '中央区', '郡家'), fc.constantFrom('', '1-2', '三丁目4'))
          .map((parts) => parts.join('')),
        { minLength: 2 },
      ),
    })
    .map(({ levels, values }) => ({ spec: { kind: 'address', levels }, values })),
}

describe.each(Object.entries(kinds))('%s', (_, arbitrary) => {
  it('nests: what is one at a level is one at the next', () => {
    let together = 0
    fc.assert(
      fc.property(arbitrary, ({ spec, values }) => {
        const hierarchy = compile(spec)
        for (let level = 0; level + 1 < hierarchy.levels; level++) {
          const above = new Map<string, string | undefined>()
          for (const value of values) {
            const label = hierarchy.label(value, level)
            if (label === undefined) continue
            const next = hierarchy.label(value, level + 1)
            if (above.has(label)) {
              expect(next).toBe(above.get(label))
              together++
            } else above.set(label, next)
          }
        }
      }),
    )
    expect(together).toBeGreaterThan(0)
  })

  it('has a name for each level, and covers a value at all levels or at none', () => {
    fc.assert(
      fc.property(arbitrary, ({ spec, values }) => {
        const hierarchy = compile(spec)
        expect(hierarchy.levelNames).toHaveLength(hierarchy.levels)
        for (const value of values) {
          const labels = Array.from({ length: hierarchy.levels }, (_, level) => hierarchy.label(value, level))
          expect(new Set(labels.map((label) => label === undefined)).size).toBe(1)
          if (hierarchy.constantLevel !== null && labels[0] !== undefined)
            expect(labels.slice(hierarchy.constantLevel)).toEqual(labels.slice(hierarchy.constantLevel).map(() => hierarchy.constantText))
        }
      }),
    )
  })
})

describe('days', () => {
  it('are those of the calendar: every day from 1873 to 2100, and no other', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1873, max: 2100 }),
        fc.integer({ min: 0, max: 14 }),
        fc.integer({ min: 0, max: 33 }),
        (year, month, date) => {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
          const exists = !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
          expect(parseDate(text)).toBe(exists ? text : null)
        },
      ),
    )
  })

  it('shift as the calendar does', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -100_000, max: 100_000 }), (text, days) => {
        const moved = new Date(Date.parse(`${text}T00:00:00Z`) + days * 86_400_000)
        fc.pre(moved.getUTCFullYear() > 0)
        expect(isoText(shift(parsePacked(text), days))).toBe(moved.toISOString().slice(0, 10))
      }),
    )
  })

  const eras = [
    ['令和', 'R', 2019, '2019-05-01', '2100-12-31'],
    ['平成', 'H', 1989, '1989-01-08', '2019-04-30'],
    ['昭和', 'S', 1926, '1926-12-25', '1989-01-07'],
    ['大正', 'T', 1912, '1912-07-30', '1926-12-24'],
    ['明治', 'M', 1868, '1873-01-01', '1912-07-29'],
  ] as const

  it('read in every form what was written in it', () => {
    const wide = (text: string) => text.replaceAll(/[0-9A-Z./]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
    fc.assert(
      fc.property(day, (text) => {
        const [year, month, date] = text.split('-').map(Number) as [number, number, number]
        const [name, letter, first] = eras.find(([, , , from]) => text >= from)!
        const n = year - first + 1
        const two = (value: number) => String(value).padStart(2, '0')
        const forms = [
          `${year}/${month}/${date}`,
          `${year}${two(month)}${two(date)}`,
          `${year}年${month}月${date}日`,
          `${name}${n}年${month}月${date}日`,
          `${name}${n === 1 ? '元' : n}年${month}月${date}日`,
          `${letter}${n}.${month}.${date}`,
          `${letter}${two(n)}${two(month)}${two(date)}`,
          `${text} 0:00`,
          `${text}T00:00:00`,
        ]
        if (n > 99) return
        for (const form of forms)
          for (const written of [form, wide(form), ` ${form}　`]) expect([written, parseDate(written)]).toEqual([written, text])
      }),
    )
  })

  it.each(eras)('%s: its first and its last day, and none beside', (name, letter, first, from, to) => {
    const written = (iso: string) => {
      const [year, month, date] = iso.split('-').map(Number) as [number, number, number]
      return `${name}${year - first + 1}年${month}月${date}日`
    }
    const near = (iso: string, days: number) => isoText(shift(parsePacked(iso), days))
    expect(parseDate(written(from))).toBe(from)
    expect(parseDate(written(to))).toBe(to)
    expect(parseDate(written(near(from, -1)))).toBeNull()
    if (name !== '令和') expect(parseDate(written(near(to, 1)))).toBeNull()
    expect(parseDate(`${letter}0.1.1`)).toBeNull()
  })
})
