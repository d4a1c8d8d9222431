import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run as anonymise } from '../../../src/cli/anonymise.ts'
import { run as verify } from '../../../src/cli/verify.ts'
import { scratch } from '../../support/cli.ts'
import { draws } from '../../support/residents.ts'

const folder = scratch()
afterAll(folder.erase)
const at = folder.path

const recipe = (columns: object) =>
  JSON.stringify({
    sakyu: 'recipe/1',
    title: '試験',
    person: '番号',
    columns: {
      番号: { class: 'linking-code', technique: 'delete-column', rule: 3 },
      年齢: { class: 'quasi-identifier', technique: 'keep' },
      性別: { class: 'quasi-identifier', technique: 'keep' },
      町: { class: 'other', technique: 'keep', reason: '試験' },
      所得: { class: 'other', technique: 'keep', reason: '試験' },
      ...columns,
    },
    privacy: { k: 4 },
  })

/** Three persons of each age and sex, but for the ages from 60, of which there are six each. */
beforeAll(() => {
  process.env.INIT_CWD = at('.')
  const next = draws(5)
  const rows = Array.from({ length: 240 }, (_, i) => [
    `P${i}`,
    60 + (i % 20),
    i % 40 < 20 ? '男' : '女',
    `${1 + Math.floor(next() * 3)}町`,
    100 * Math.floor(next() * 9),
  ])
  writeFileSync(at('six.csv'), `番号,年齢,性別,町,所得\n${rows.map((row) => row.join(',')).join('\n')}\n`)
  writeFileSync(
    at('three.csv'),
    `番号,年齢,性別,町,所得\n${rows
      .slice(0, 120)
      .map((row) => row.join(','))
      .join('\n')}\n`,
  )
})

async function report(name: string, columns: object, input: string, status = 0) {
  writeFileSync(at(`${name}.json`), recipe(columns))
  expect(await anonymise(['--progress', 'none', '--recipe', `${name}.json`, '--in', input, '--out', name])).toBe(status)
  return JSON.parse(readFileSync(at(`${name}/report.json`), 'utf8'))
}

describe('A8 quasi-identifiers of other values', () => {
  it('are met by k before, and the file is told apart', async () => {
    const { privacy } = await report('noise', { 年齢: { class: 'quasi-identifier', technique: 'add-noise', absolute: 8 } }, 'six.csv')
    expect(privacy.k).toMatchObject({ required: 4, beforePerturbation: 6, met: true })
    const cells = (parse(readFileSync(at('noise/data.csv'), 'utf8')) as string[][]).slice(1)
    const sizes = new Map<string, number>()
    for (const [age, sex] of cells) sizes.set(`${age}/${sex}`, (sizes.get(`${age}/${sex}`) ?? 0) + 1)
    expect(privacy.k.achieved).toBe(Math.min(...sizes.values()))
    expect(readFileSync(at('noise/report.html'), 'utf8')).toContain('置き換える前の組')
    // The file alone cannot say it.
    expect(await verify(['--data', 'noise/data.csv', '--recipe', 'noise.json'])).toBe(3)
  })

  it('are not met by a file that looks as if', async () => {
    const { privacy } = await report(
      'crowd',
      { 年齢: { class: 'quasi-identifier', technique: 'add-noise', absolute: 500, bounds: [60, 61] } },
      'three.csv',
      3,
    )
    expect(privacy.k.met).toBe(false)
  })

  it('are met by the file where all of them are grouped together', async () => {
    const { privacy, risk } = await report(
      'groups',
      { 年齢: { class: 'quasi-identifier', technique: 'microaggregate', by: ['性別'] } },
      'three.csv',
    )
    expect(privacy.k).toMatchObject({ required: 4, beforePerturbation: null, met: true })
    expect(privacy.k.achieved).toBeGreaterThanOrEqual(4)
    expect(risk.after.highest).toBe(1 / privacy.k.achieved)
  })
})

it('D7 swapping is told by technique and rate; nothing of what leaves names a pair, and no side file stays', async () => {
  const told = await report('swap', { 町: { class: 'other', technique: 'swap', method: 'record', rate: 0.2, rule: 4 } }, 'six.csv')
  expect(told.rule27[3]).toMatchObject({ item: 4, columns: ['町'], measures: ['swap'] })
  expect(told.columns.find((column: { name: string }) => column.name === '町').did).toContain('20 %')
  expect(readdirSync(at('swap')).sort()).toEqual(['data.csv', 'datapackage.json', 'report.html', 'report.json'])
  for (const file of ['datapackage.json', 'report.html', 'report.json'])
    expect(readFileSync(at(`swap/${file}`), 'utf8')).not.toMatch(/P\d+/)
  expect(readdirSync(at('.')).filter((name) => /side/.test(name))).toEqual([])
})
