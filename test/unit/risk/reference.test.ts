import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'

const REFERENCE = resolve('../shared/reference')
const there = existsSync(REFERENCE) ? REFERENCE : existsSync(resolve('../../shared/reference')) ? resolve('../../shared/reference') : null
if (!there) process.stdout.write('skipped: the reference figures (../shared/reference) are not here\n')

const folder = mkdtempSync(join(tmpdir(), 'sakyu-risk-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const risk = async (...args: string[]) => {
  const { stdout } = await promisify(execFile)(process.execPath, [resolve('bin/sakyu.mjs'), 'risk', ...args], { maxBuffer: 1 << 26 })
  return JSON.parse(stdout)
}
const table = (path: string) => {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(head!.split(',').map((name, i) => [name, Number(cells[i])]))
  })
}
const near = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)))

describe.skipIf(!there)('risk: the figures of the field’s tools', () => {
  const input = (name: string) => join(there!, 'sdcmicro/inputs', name)
  const expected = (name: string) => join(there!, 'sdcmicro/expected', name)
  const KEYS = 'urbrur,roof,walls,water,electcon,relat,sex'
  const compare = async (args: string[], file: string, names: Record<string, string>) => {
    const out = join(folder, 'records.csv')
    const report = await risk(...args, '--records', out)
    const ours = table(out)
    const theirs = table(expected(file))
    expect(ours).toHaveLength(theirs.length)
    theirs.forEach((row, i) => {
      expect(ours[i]!.row).toBe(i + 1)
      for (const [our, their] of Object.entries(names)) near(ours[i]![our]!, row[their]!)
    })
    return report
  }
  const FREQUENCIES = { fk: 'fk', Fk: 'Fk', rk: 'rk_exact' }

  it('frequencies and individual risk, with and without weights', async () => {
    await compare(['--in', input('francdat.csv'), '--quasi', 'Key1,Key2,Key3,Key4'], 'freqCalc-francdat.csv', FREQUENCIES)
    await compare(
      ['--in', input('francdat.csv'), '--quasi', 'Key1,Key2,Key3,Key4', '--weight', 'w'],
      'freqCalc-francdat-weighted.csv',
      FREQUENCIES,
    )
    await compare(['--in', input('testdata2.csv'), '--quasi', KEYS], 'freqCalc-testdata2.csv', FREQUENCIES)
    const report = await compare(
      ['--in', input('testdata2.csv'), '--quasi', KEYS, '--weight', 'sampling_weight'],
      'freqCalc-testdata2-weighted.csv',
      FREQUENCIES,
    )
    near(report.individual.expected, 4.32606896259487)
  })

  it('frequencies when an empty cell matches every value', async () => {
    const args = ['--in', input('francdat-missing.csv'), '--quasi', 'Key1,Key2,Key3,Key4', '--weight', 'w']
    await compare([...args, '--nulls-match', 'any'], 'freqCalc-francdat-missing.csv', FREQUENCIES)
    const own = await risk(...args)
    expect(own).toMatchObject({ smallestClass: 1, kWildcard: 1, sampleUniques: 6 / 8 })
  })

  it('household risk', async () => {
    const report = await compare(
      ['--in', input('testdata2.csv'), '--quasi', KEYS, '--weight', 'sampling_weight', '--household', 'ori_hid'],
      'measure_risk-testdata2.csv',
      { rk: 'risk', fk: 'fk', Fk: 'Fk' },
    )
    near(report.individual.average, 0.0465168705655363)
    near(report.household.average, 0.063685793656501)
    near(report.household.expected, 5.9227788100546)
  })

  it('special uniques', async () => {
    const book = await compare(['--in', input('suda-book.csv'), '--quasi', 'age,gender,income,education'], 'suda2-book.csv', {
      suda2: 'score',
    })
    expect(book.drivers[0]).toEqual({ columns: ['gender', 'education'], uniques: 3 })
    await compare(['--in', input('testdata2.csv'), '--quasi', KEYS], 'suda2-testdata2.csv', { suda2: 'score' })
  })

  it('l-diversity', async () => {
    const { min } = JSON.parse(readFileSync(expected('ldiversity-testdata2.json'), 'utf8'))
    const report = await risk('--in', input('testdata2.csv'), '--quasi', 'urbrur,roof,walls', '--sensitive', 'hhcivil')
    expect(report.sensitive.l).toBe(min.hhcivil_Distinct_Ldiversity)
    near(report.sensitive.entropyL, min.hhcivil_Entropy_Ldiversity)
  })

  it('classes, uniques and estimates of the population on the census records', async () => {
    const [{ riskInput }] = JSON.parse(readFileSync(join(there!, 'adult-results.json'), 'utf8'))
    const { adultRisk } = JSON.parse(readFileSync(join(there!, 'adult-expectations.json'), 'utf8'))
    // The population that the reference used, to the person.
    const fraction = 30_162 / 317_238_626
    const report = await risk(
      ...['--in', join(there!, 'adult/adult.csv'), '--fraction', String(fraction)],
      ...['--quasi', 'sex,age,race,marital-status,education,native-country,workclass,occupation', '--quasi', '["salary-class"]'],
    )
    expect(report).toMatchObject({
      rows: 30_162,
      classes: riskInput.histogramClasses,
      average: adultRisk.averageRiskInput,
      highest: adultRisk.highestRiskInput,
      sampleUniques: adultRisk.sampleUniques,
    })
    near(report.atRisk['0.2'], riskInput['prosecutorAtRisk@0.2'])
    for (const [size, classes] of riskInput.histogramHead as [number, number][]) expect(report.histogram[size]).toBe(size * classes)
    near(report.population.pitman, riskInput.populationPitman)
    near(report.population.zayatz, riskInput.populationZayatz)
    near(report.population.dankar, riskInput.populationDankar)
    expect(report.population.snb, 'the model has no solution there').toBeNull()
  })
})

describe('risk: the call', () => {
  const path = join(folder, 'small.csv')
  writeFileSync(path, '番号,年,性\n1,30,男\n1,31,男\n2,30,男\n2,31,男\n3,30,女\n')
  const failure = async (...args: string[]) => {
    const error = await promisify(execFile)(process.execPath, [resolve('bin/sakyu.mjs'), 'risk', ...args]).catch((thrown) => thrown)
    return { code: error.code as number, message: String(error.stderr) }
  }

  it('counts histories of persons, not their rows', async () => {
    const rows = await risk('--in', path, '--quasi', '年,性')
    expect(rows).toMatchObject({ unit: 'rows', persons: null, classes: 3, smallestClass: 1, sampleUniques: 0.2, population: null })
    const persons = await risk('--in', path, '--quasi', '年,性', '--person', '番号')
    expect(persons).toMatchObject({ unit: 'profiles', persons: 3, classes: 2, smallestClass: 1, kWildcard: null })
    expect(persons.histogram).toEqual({ 1: 1, 2: 4 })
    expect(persons.drivers).toEqual([{ columns: ['性'], uniques: 1 }])
  })

  it('estimates nothing for a whole register (rule B4)', async () => {
    expect((await risk('--in', path, '--quasi', '年', '--fraction', '1')).population).toBeNull()
  })

  it('refuses what it cannot measure, in one sentence', async () => {
    expect(await failure('--in', path)).toMatchObject({ code: 2, message: expect.stringContaining('--quasi') })
    expect(await failure('--in', path, '--quasi', '住所')).toMatchObject({ code: 2, message: expect.stringContaining('「住所」') })
    expect(await failure('--in', path, '--quasi', '年', '--fraction', '2')).toMatchObject({ code: 2 })
    expect(await failure('--in', path, '--quasi', '年', '--weight', '性')).toMatchObject({
      code: 2,
      message: expect.not.stringContaining('男'),
    })
    expect(await failure('--in', join(folder, 'none.csv'), '--quasi', '年')).toMatchObject({ code: 2 })
  })
})
