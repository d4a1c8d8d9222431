import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, expect, it } from 'vitest'
import { runRecipe } from '../../../src/runner/run-recipe.ts'
import { scratch } from '../../support/cli.ts'
import { draws } from '../../support/residents.ts'

const folder = scratch()
afterAll(folder.erase)
const at = folder.path

it('D7 reports and package state kind, size and columns of a swap, and neither its chances, its pairs nor the secret', async () => {
  const next = draws(5)
  const towns = ['東町', '西町', '南町']
  const rows = Array.from({ length: 300 }, (_, i) => [
    `K${1000 + i}`,
    `${20 + 10 * Math.floor(next() * 4)}代`,
    towns[Math.floor(next() * 3)]!,
  ])
  writeFileSync(at('in.csv'), `${[['番号', '年代', '町'], ...rows].map((row) => row.join(',')).join('\n')}\n`)
  // Chances that nothing else in a report can be.
  const matrix = {
    東町: { 東町: 0.8137, 西町: 0.1021, 南町: 0.0842 },
    西町: { 東町: 0.0913, 西町: 0.8374, 南町: 0.0713 },
    南町: { 東町: 0.0619, 西町: 0.1174, 南町: 0.8207 },
  }
  writeFileSync(
    at('recipe.json'),
    JSON.stringify({
      sakyu: 'recipe/1',
      title: '入替えの試験',
      person: '番号',
      columns: {
        番号: { class: 'linking-code', technique: 'pseudonym' },
        年代: { class: 'quasi-identifier', technique: 'keep' },
        町: { class: 'other', technique: 'swap', method: 'pram', matrix, reason: '試験' },
      },
      privacy: { k: 3 },
    }),
  )
  const secret = new Uint8Array(32).map((_, i) => 17 + 5 * i)
  const { status } = await runRecipe({
    recipePath: at('recipe.json'),
    inputs: [at('in.csv')],
    out: at('out'),
    engine: 'memory',
    secret,
    memoryBytes: null,
    threads: 1,
    progress: () => {},
  })
  expect(status).toBe('released')
  for (const file of readdirSync(at('out'))) {
    const bytes = readFileSync(at(`out/${file}`))
    const text = bytes.toString('utf8')
    for (const row of Object.values(matrix))
      for (const chance of Object.values(row)) {
        const forms = [String(chance), String(chance).slice(1), `${(chance * 100).toFixed(2)}`]
        for (const form of file === 'data.csv' ? [] : forms) expect(`${file} ${text.includes(form) ? form : ''}`).toBe(`${file} `)
      }
    expect(bytes.includes(Buffer.from(secret))).toBe(false)
    expect(text).not.toContain(Buffer.from(secret).toString('hex'))
    for (const [key] of rows) expect(text).not.toContain(key)
  }
  const report = JSON.parse(readFileSync(at('out/report.json'), 'utf8'))
  expect(report.columns.find(({ name }: { name: string }) => name === '町')).toMatchObject({
    measures: ['swap'],
    did: expect.stringMatching(/確率.*入れ替え/),
  })
  expect(readFileSync(at('out/report.html'), 'utf8')).toMatch(/データ交換（スワップ）|入れ替え/)
})
