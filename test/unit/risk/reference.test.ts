import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { ColumnCoder, measureRisk, type Risk } from '../../../src/risk/index.ts'

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
    // The totals of the four runs.
    for (const [name, args] of [
      ['francdat', ['--in', input('francdat.csv'), '--quasi', 'Key1,Key2,Key3,Key4']],
      ['francdat-weighted', ['--in', input('francdat.csv'), '--quasi', 'Key1,Key2,Key3,Key4', '--weight', 'w']],
      ['testdata2', ['--in', input('testdata2.csv'), '--quasi', KEYS]],
      ['testdata2-weighted', ['--in', input('testdata2.csv'), '--quasi', KEYS, '--weight', 'sampling_weight']],
    ] as const) {
      const all = JSON.parse(readFileSync(expected(`freqCalc-${name}.json`), 'utf8'))
      const out = join(folder, 'totals.csv')
      const { histogram, individual } = await risk(...args, '--records', out)
      expect([histogram['1'] ?? 0, histogram['2'] ?? 0]).toEqual([all.n1, all.n2])
      near(individual.expected, all.expectedReidentificationsExact)
      near(
        table(out).reduce((sum, row) => sum + row.Fk!, 0),
        all.sumFk,
      )
    }
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
      { rk: 'risk', fk: 'fk', Fk: 'Fk', household: 'hier_risk' },
    )
    near(report.individual.average, 0.0465168705655363)
    near(report.household.average, 0.063685793656501)
    near(report.household.expected, 5.9227788100546)
    near(report.individual.expected, 4.32606896259487)
  })

  it('special uniques: scores, DIS-SUDA, contributions of columns, in both ways of scoring', async () => {
    const contributions = (keys: string) => Object.fromEntries(keys.split(',').map((key) => [`${key}_contribution`, `${key}_contribution`]))
    const keys = 'age,gender,income,education'
    const book = await compare(['--in', input('suda-book.csv'), '--quasi', keys], 'suda2-book.csv', {
      suda2: 'score',
      dis: 'disScore',
      ...contributions(keys),
    })
    expect(book.drivers[0]).toEqual({ columns: ['gender', 'education'], uniques: 3 })
    for (const [scoring, name] of [
      ['original', 'suda2-testdata2'],
      ['ihsn', 'suda2-testdata2-ihsn'],
    ] as const) {
      const all = JSON.parse(readFileSync(expected(`${name}.json`), 'utf8'))
      const report = await compare(
        ['--in', input('testdata2.csv'), '--quasi', KEYS, '--suda', scoring, '--suda-fraction', String(all.DisFraction)],
        `${name}.csv`,
        { suda2: 'score', dis: 'disScore', ...contributions(KEYS) },
      )
      near(report.suda2.sum, all.sumScore)
      near(report.suda2.highest, all.maxScore)
      expect(report.sampleUniques * report.rows).toBeCloseTo(all.uniques, 9)
      for (const [i, column] of all.attribute.variable.entries()) near(report.suda2.contributions[column], all.attribute.contribution[i])
    }
  })

  it('l-diversity: distinct, entropy and recursive, row by row', async () => {
    const all = JSON.parse(readFileSync(expected('ldiversity-testdata2.json'), 'utf8'))
    const report = await compare(
      ['--in', input('testdata2.csv'), '--quasi', all.keys.join(), '--sensitive', all.sensitive, '--c', String(all.c)],
      'ldiversity-testdata2.csv',
      {
        hhcivil_distinct: 'hhcivil_Distinct_Ldiversity',
        hhcivil_entropy: 'hhcivil_Entropy_Ldiversity',
        hhcivil_recursive: 'hhcivil_Recursive_Ldiversity',
      },
    )
    expect(report.sensitive.l).toBe(all.min.hhcivil_Distinct_Ldiversity)
    near(report.sensitive.entropyL, all.min.hhcivil_Entropy_Ldiversity)
    expect(report.sensitive.recursiveL).toBe(all.min.hhcivil_Recursive_Ldiversity)
    // The two columns MultiEntropy and MultiRecursive are about several sensitive columns; with one they are 0 for every row.
    expect(table(expected('ldiversity-testdata2.csv')).every((row) => row.MultiEntropy_Ldiversity === 0)).toBe(true)
  })

  it('risky cells of every table up to four columns', async () => {
    const [, ...lines] = readFileSync(expected('riskyCells-testdata2.csv'), 'utf8').trim().split(/\r?\n/)
    const theirs = lines.map((line) => {
      const cells = line.split(',')
      return { columns: cells.slice(0, 4).filter((name) => name !== ''), threshold: Number(cells[4]), unsafe: Number(cells[5]) }
    })
    const report = await risk('--in', input('testdata2.csv'), '--quasi', 'urbrur,roof,walls,water,electcon', '--cells', '50,25,10,5')
    expect(report.riskyCells).toHaveLength(theirs.length)
    expect(report.riskyCells).toEqual(expect.arrayContaining(theirs))
  })

  it('numbers that stay near their originals', async () => {
    const all = JSON.parse(readFileSync(expected('dRisk-Tarragona.json'), 'utf8'))
    const numeric = readFileSync(input('Tarragona.csv'), 'utf8').split(/\r?\n/)[0]!
    const masked = join(folder, 'masked.csv')
    writeFileSync(masked, readFileSync(expected('mdav-Tarragona-k3.csv'), 'utf8'))
    const near = async (deviations: number) =>
      (await risk('--in', masked, '--numeric', numeric, '--original', input('Tarragona.csv'), '--deviations', String(deviations))).distance
        .risk
    expect(await near(all.dRiskK)).toBeCloseTo(all.dRisk, 12)
    expect(await near(0.01)).toBeCloseTo(all.dRisk01, 12)
    expect(await near(0.1)).toBeCloseTo(all.dRisk10, 12)
  })

  it('distinction and separation of sets of columns; a small table before and after', async () => {
    const { small } = JSON.parse(readFileSync(join(there!, 'adult-expectations.json'), 'utf8'))
    const write = (name: string, columns: string[], rows: string[][]) => {
      const path = join(folder, name)
      writeFileSync(path, [columns, ...rows].map((row) => `${row.join()}\n`).join(''))
      return path
    }
    const { columns, rows, distinctionAndSeparation } = small.quasiIdentifierRisk
    const report = await risk('--in', write('sets.csv', columns, rows), '--quasi', columns.join())
    const sets = new Map(report.sets.map((set: { columns: string[] }) => [[...set.columns].sort().join(), set]))
    for (const [names, [distinction, separation]] of Object.entries<[number, number]>(distinctionAndSeparation)) {
      const set = sets.get(names.split(',').sort().join()) as { distinction: number; separation: number }
      near(set.distinction, distinction)
      near(set.separation, separation)
    }
    const example = small.exampleTable
    const before = await risk('--in', write('before.csv', example.columns, example.rows), '--quasi', example.columns.join())
    expect(before.average).toBe(example.averageRiskBefore)
    const after = example.rows.map((row: string[]) =>
      row.map((cell, i) => {
        const column = example.columns[i]
        return example.hierarchies[column].find((line: string[]) => line[0] === cell)[example.k2NoSuppressionLevels[column]]
      }),
    )
    const released = await risk('--in', write('after.csv', example.columns, after), '--quasi', example.columns.join())
    expect(released.average).toBe(example.averageRiskAfterK2)
    expect(released.highest).toBe(example.highestRiskAfterK2)
  })

  it('prosecutor, journalist and marketer on the census records, as read and as released in every configuration', () => {
    const results = JSON.parse(readFileSync(join(there!, 'adult-results.json'), 'utf8'))
    const [head, ...lines] = readFileSync(join(there!, 'adult/adult.csv'), 'utf8').trim().split(/\r?\n/)
    const columns = head!.split(';')
    const rows = lines.map((line) => line.split(';'))
    const check = (report: Risk, theirs: Record<string, number> & { histogramHead: [number, number][] }) => {
      near(report.prosecutor.lowest, theirs.lowest!)
      near(report.prosecutor.affectedByLowest, theirs.affectedByLowest!)
      near(report.prosecutor.average, theirs.average!)
      near(report.prosecutor.affectedByHighest, theirs.affectedByHighest!)
      near(report.marketer.average, theirs.marketerSuccess!)
      near(report.marketer.average, theirs.estMarketer!)
      for (const who of ['prosecutor', 'journalist'] as const) {
        near(report[who].highest, theirs[`${who}Highest`]!)
        near(report[who].average, theirs[`${who}Success`]!)
        near(report[who].atRisk['0.2']!, theirs[`${who}AtRisk@0.2`]!)
      }
      expect(report.classes).toBe(theirs.histogramClasses)
      expect(report.rows).toBe(theirs.histogramRecords)
      near(report.sampleUniques, theirs.sampleUniques!)
      for (const [size, classes] of theirs.histogramHead) expect(report.histogram[size]).toBe(size * classes)
      if (theirs.populationPitman !== undefined && theirs.sampleUniques === 0)
        expect(report.population).toMatchObject({ pitman: 0, zayatz: 0, snb: 0, dankar: 0 })
    }
    const measured = (names: readonly string[], cells: readonly (readonly string[])[]) =>
      measureRisk({
        rows: cells.length,
        quasi: names.map((name) => {
          const coder = new ColumnCoder()
          for (const row of cells) coder.add(row[columns.indexOf(name)]!)
          return coder.column(name)
        }),
        person: null,
        household: null,
        weights: null,
        sensitive: [],
        fraction: cells.length / 317_238_626,
        nullsMatch: 'own',
      }).risk
    let released = 0
    const sources = new Map<string, Risk>()
    for (const result of results) {
      const quasi = columns.filter((name) => Object.hasOwn(result.levels, name))
      // Without a population the journalist is the prosecutor: an estimate by the fraction is no part of these figures.
      const asRegister = (report: Risk) => ({
        ...report,
        journalist: report.prosecutor,
        marketer: { ...report.marketer, average: report.average },
      })
      const source = sources.get(quasi.join()) ?? measured(quasi, rows)
      sources.set(quasi.join(), source)
      check(asRegister(source), result.riskInput)
      const k = Number(/^k:(\d+)$/.exec(result.models[0])?.[1])
      if (result.note || Number.isNaN(k)) {
        process.stdout.write(`result not told by its levels alone, only the input is compared: ${result.id}\n`)
        continue
      }
      const l = Number(/^distinct-l:occupation:(\d+)$/.exec(result.models[1] ?? '')?.[1] ?? 1)
      const ladders = columns.map((name) => {
        const level = result.levels[name] ?? 0
        const file = readFileSync(join(there!, `adult/hierarchies/adult_hierarchy_${name}.csv`), 'utf8').trim()
        return new Map(file.split(/\r?\n/).map((line) => [line.split(';')[0]!, line.split(';')[level]!]))
      })
      const generalised = rows.map((row) => row.map((cell, i) => ladders[i]!.get(cell)!))
      const keyOf = (row: readonly string[]) => quasi.map((name) => row[columns.indexOf(name)]).join('|')
      const classes = new Map<string, { size: number; values: Set<string> }>()
      for (const row of generalised) {
        const own = classes.get(keyOf(row)) ?? { size: 0, values: new Set() }
        own.size += 1
        own.values.add(row[columns.indexOf('occupation')]!)
        classes.set(keyOf(row), own)
      }
      const left = generalised.filter((row) => classes.get(keyOf(row))!.size >= k && classes.get(keyOf(row))!.values.size >= l)
      check(asRegister(measured(quasi, left)), result.riskOutput)
      released += 1
    }
    expect(released).toBe(8)
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

  it('journalist: counted in the population’s own file', async () => {
    const population = join(folder, 'population.csv')
    writeFileSync(population, '性,年\n男,30\n男,30\n男,30\n男,30\n男,31\n男,31\n女,30\n女,99\n')
    const report = await risk('--in', path, '--quasi', '年,性', '--population', population)
    // Rows of the file: 30 男 twice (4 in the population), 31 男 twice (2), 30 女 once (1).
    expect(report.journalist).toMatchObject({ highest: 1, lowest: 0.25, affectedByHighest: 0.2, affectedByLowest: 0.4 })
    expect(report.marketer.expected).toBeCloseTo(2 / 4 + 2 / 2 + 1, 12)
    expect(report.prosecutor).toMatchObject({ highest: 1, lowest: 0.5 })
  })

  it('B4 estimates nothing for a whole register', async () => {
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
