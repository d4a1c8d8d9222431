import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import type { AttackResult } from '../../../src/attack/index.ts'
import { scoreOf } from '../../../src/attack/score.ts'
import { inWords } from '../../../src/attack/words.ts'

const folder = mkdtempSync(join(tmpdir(), 'sakyu-attack-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const sakyu = (...args: string[]) => promisify(execFile)(process.execPath, [resolve('bin/sakyu.mjs'), ...args], { maxBuffer: 1 << 26 })

/** Numbers in a fixed sequence that looks like chance. */
const sequence = (seed: number) => {
  let state = seed
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}
const HEADER = ['番号', '年齢', '区', '職', '病名', '金額']
const VALUES = [0, 100, 40, 30, 20, 5_000]
const random = sequence(3)
const people = Array.from({ length: 3_000 }, (_, i) =>
  HEADER.map((_, column) => (column === 0 ? `P${i}` : String(random(VALUES[column]!)))),
)
const write = (name: string, header: string[], rows: string[][]) => {
  writeFileSync(at(name), [header, ...rows].map((row) => `${row.join()}\n`).join(''))
  return at(name)
}
const recipe = (name: string, columns: object, more: object = {}) => {
  const document = { sakyu: 'recipe/1', title: '試験', person: '番号', columns, privacy: { k: 5, suppressionLimit: 0.5 }, ...more }
  writeFileSync(at(name), JSON.stringify(document))
  return at(name)
}
const keep = (kind: string) => ({ class: kind, technique: 'keep', reason: '試験' })
const ALL_KEPT = {
  番号: { class: 'linking-code', technique: 'delete-column' },
  年齢: keep('quasi-identifier'),
  区: keep('quasi-identifier'),
  職: keep('quasi-identifier'),
  病名: keep('sensitive'),
  金額: keep('other'),
}
const source = write('source.csv', HEADER, people)
const attacked = async (...args: string[]) =>
  JSON.parse((await sakyu('attack', '--original', source, '--attempts', '3000', ...args)).stdout) as {
    results: AttackResult[]
    incomparable: string[]
  }
const found = (results: AttackResult[], kind: string, knows: string) => results.find((one) => one.kind === kind && one.knows === knows)!

describe('I5 attacks on a finished file', () => {
  const kept = recipe('kept.json', ALL_KEPT)
  const identity = write(
    'identity.csv',
    HEADER.slice(1),
    [...people].reverse().map((row) => row.slice(1)),
  )
  const shuffled = (column: number) => {
    const order = people.map((row) => row[column]!)
    for (let i = order.length - 1; i > 0; i--) {
      const j = random(i + 1)
      ;[order[i], order[j]] = [order[j]!, order[i]!]
    }
    return order
  }

  it('a file given away as it is: nearly everybody is found, and their values told', async () => {
    const { results } = await attacked('--data', identity, '--recipe', kept)
    for (const kind of ['singling-out', 'linkage', 'inference']) {
      const one = found(results, kind, 'all')
      expect(one.all.rate, kind).toBeGreaterThan(0.98)
      expect(one.informative).toBe(true)
      expect(one.control).toBeNull()
      expect(one.exposed!.attempts).toBeGreaterThan(0)
      expect(one.baseline.rate).toBeLessThan(0.1)
    }
    expect(found(results, 'singling-out', 'all').columns, 'columns outside the quasi-identifiers are used').toContain('金額')
  })

  it('a file of columns mixed by lot: no better than guessing', async () => {
    const columns = HEADER.slice(1).map((_, i) => shuffled(i + 1))
    const mixed = write(
      'mixed.csv',
      HEADER.slice(1),
      people.map((_, row) => columns.map((column) => column[row]!)),
    )
    const { results } = await attacked('--data', mixed, '--recipe', kept)
    const linked = found(results, 'linkage', 'quasi')
    expect(linked.all.attempts).toBe(3_000)
    expect(linked.all.rate).toBeLessThan(0.01)
    const told = found(results, 'inference', 'quasi')
    expect(told.all.rate).toBeLessThan(told.baseline.high + 0.03)
    expect(told.all.rate).toBeGreaterThan(told.baseline.low - 0.03)
    expect(told.informative).toBe(false)
  })

  it('linkage as counted by hand: who is alone on what is known', async () => {
    const { results } = await attacked('--data', identity, '--recipe', kept, '--known', '年齢,区')
    const alone = people.filter((one) => people.filter((other) => other[1] === one[1] && other[2] === one[2]).length === 1).length
    const linked = found(results, 'linkage', 'chosen')
    expect(linked.all).toMatchObject({ attempts: 3_000, successes: alone })
    expect(found(results, 'singling-out', 'chosen').all.successes).toBe(alone)
    // The most frequent illness of those with the same age and ward; of equally frequent ones the first in order.
    const usual = (group: string[][]) => {
      const counts = new Map<string, number>()
      for (const row of group) counts.set(row[4]!, (counts.get(row[4]!) ?? 0) + 1)
      return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]![0]
    }
    const guessed = people.filter((one) => usual(people.filter((other) => other[1] === one[1] && other[2] === one[2])) === one[4]).length
    const told = found(results, 'inference', 'chosen')
    expect(told).toMatchObject({ about: '病名', all: { attempts: 3_000, successes: guessed } })
    expect(told.baseline.successes).toBe(people.filter((one) => one[4] === usual(people)).length)
  })

  it('several rows of one person are one where the person column leaves', async () => {
    const header = ['番号', '年', '所見']
    const letters = (i: number) => [...`${i}`.padStart(6, '0')].map((digit) => 'abcdefghij'[Number(digit)]).join('')
    const rows = Array.from({ length: 400 }, (_, i) => [`${Math.floor(i / 2)}`, `${Math.floor(i / 2)}`, `${i % 7}`])
    const original = write('visits.csv', header, rows)
    const released = write(
      'visits-out.csv',
      header,
      rows.map(([who, ...rest]) => [letters(Number(who)), ...rest]),
    )
    const columns = (technique: string) => ({
      番号: { class: 'linking-code', technique },
      年: keep('quasi-identifier'),
      所見: keep('sensitive'),
    })
    const linked = async (technique: string, data: string) => {
      const { stdout } = await sakyu(
        ...['attack', '--data', data, '--recipe', recipe('visits.json', columns(technique)), '--original', original],
      )
      return found(JSON.parse(stdout).results, 'linkage', 'quasi').all
    }
    expect(await linked('pseudonym', released)).toMatchObject({ attempts: 200, rate: 1 })
    const without = write(
      'visits-without.csv',
      header.slice(1),
      rows.map((row) => row.slice(1)),
    )
    expect(await linked('delete-column', without), 'two rows that fit: nobody knows that they are one person’s').toMatchObject({ rate: 0 })
  })

  it('classes of five: nobody is found by the quasi-identifiers; the run tells it by itself, and the same to whoever asks again', async () => {
    const number = (widths: number[]) => ({ technique: 'generalise', hierarchy: { kind: 'number', widths } })
    const safe = recipe('safe.json', {
      ...ALL_KEPT,
      年齢: { class: 'quasi-identifier', ...number([10, 50]) },
      区: { class: 'quasi-identifier', ...number([10, 20]) },
      職: { class: 'quasi-identifier', ...number([10]) },
      金額: { ...keep('other'), confirmed: '試験' },
    })
    await sakyu('anonymise', '--recipe', safe, '--in', source, '--out', at('out'), '--progress', 'none')
    const report = JSON.parse(readFileSync(at('out/report.json'), 'utf8'))
    const linked = found(report.attacks.results, 'linkage', 'quasi')
    expect(linked.all.successes).toBe(0)
    expect(linked.words).toContain('うち0回（多くても0.19 %）')
    expect(found(report.attacks.results, 'linkage', 'all').all.rate, 'exact amounts leave, and tell').toBeGreaterThan(0.2)
    const again = JSON.parse((await sakyu('attack', '--original', source, '--data', at('out/data.csv'), '--recipe', safe)).stdout)
    const linkage = ({ results }: { results: AttackResult[] }) => results.filter(({ kind }) => kind === 'linkage')
    expect(linkage(again)).toEqual(linkage(report.attacks))
    expect(JSON.stringify(report.attacks), 'nobody is named').not.toMatch(/P\d/)
    await sakyu('anonymise', '--recipe', safe, '--in', source, '--out', at('none'), '--progress', 'none', '--attacks', 'off')
    expect(JSON.parse(readFileSync(at('none/report.json'), 'utf8')).attacks).toBeNull()
  })

  it('a sample: persons who are not in it are the control group', async () => {
    const { results } = await attacked(
      '--data',
      write(
        'half.csv',
        HEADER.slice(1),
        people.slice(0, 1_500).map((row) => row.slice(1)),
      ),
      '--recipe',
      kept,
    )
    const linked = found(results, 'linkage', 'all')
    expect(linked.all.rate).toBeGreaterThan(0.98)
    expect(linked.control!.attempts).toBeGreaterThan(100)
    expect(linked.control!.rate).toBeLessThan(0.02)
    const told = found(results, 'inference', 'quasi')
    expect(told.control!.rate, 'of others it tells what everybody could guess').toBeLessThan(0.2)
  })

  it('a background file: known persons by the person column, strangers as the control group', async () => {
    const rows = [...people.slice(0, 300), ...people.slice(0, 100).map((row, i) => [`Q${i}`, ...row.slice(1)])]
    const background = write(
      'background.csv',
      ['番号', '年齢', '区', '職'],
      rows.map((row) => row.slice(0, 4)),
    )
    const { results } = await attacked('--data', identity, '--recipe', kept, '--background', background)
    const linked = found(results, 'linkage', 'chosen')
    expect(linked.columns).toEqual(['年齢', '区', '職'])
    expect(linked.all.attempts).toBe(300)
    expect(linked.all.rate).toBeGreaterThan(0.95)
    expect(linked.control).toMatchObject({ attempts: 100 })
    expect(linked.control!.rate, 'they look like people who are there').toBeGreaterThan(0.9)
  })

  it('refuses what cannot be attacked, in one sentence', async () => {
    const failure = async (...args: string[]) => {
      const error = await sakyu('attack', ...args).catch((thrown) => thrown)
      return { code: error.code as number, lines: String(error.stderr).trim().split('\n').length, message: String(error.stderr) }
    }
    const base = ['--data', identity, '--recipe', kept, '--original', source]
    expect(await failure('--data', identity)).toMatchObject({ code: 2, lines: 1 })
    expect(await failure(...base, '--known', '番号')).toMatchObject({ code: 2, lines: 1, message: expect.stringContaining('「番号」') })
    expect(await failure(...base, '--attempts', '0')).toMatchObject({ code: 2, lines: 1 })
    expect(await failure(...base, '--seed', 'x')).toMatchObject({ code: 2, lines: 1 })
    expect(await failure(...base, '--background', identity)).toMatchObject({ code: 2, message: expect.stringContaining('「番号」') })
    expect(await failure('--data', source, '--recipe', kept, '--original', source)).toMatchObject({ code: 2, lines: 1 })
    expect(await failure(...base, '--report', at('nothing.json'))).toMatchObject({ code: 2, lines: 1 })
  })
})

describe('I5 scores', () => {
  it('Wilson’s interval', () => {
    expect(scoreOf(2_000, 0)).toMatchObject({ rate: 0, low: 0 })
    expect(scoreOf(2_000, 0).high).toBeCloseTo(0.001917, 6)
    // @source the worked example of 8 of 10: 0.4902–0.9433
    expect(scoreOf(10, 8).low).toBeCloseTo(0.4902, 4)
    expect(scoreOf(10, 8).high).toBeCloseTo(0.9433, 4)
    expect(scoreOf(50, 50).high).toBe(1)
  })

  it('words: no success says what is still possible; less than guessing says nothing', () => {
    expect(inWords('linkage', null, scoreOf(2_000, 0), scoreOf(2_000, 0))).toContain('2,000回のうち0回（多くても0.19 %）')
    expect(inWords('inference', '病名', scoreOf(100, 10), scoreOf(100, 20))).toContain('何も言えません')
    expect(inWords('inference', '病名', scoreOf(100, 40), scoreOf(100, 20))).not.toContain('何も言えません')
  })
})
