import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { run as anonymise } from '../../../src/cli/anonymise.ts'
import { run as verify } from '../../../src/cli/verify.ts'
import { scratch } from '../../support/cli.ts'
import { draws } from '../../support/residents.ts'

const folder = scratch()
afterAll(folder.erase)
const at = folder.path

beforeAll(() => {
  process.env.INIT_CWD = at('.')
  const next = draws(3)
  const rows = Array.from({ length: 600 }, (_, i) => [
    `P${i + 1}`,
    `${20 + Math.floor(next() * 50)}`,
    next() < 0.5 ? '男' : '女',
    `${Math.floor(next() * 5)}級`,
    `${1000 + Math.floor(next() * 60) * 10}`,
  ])
  writeFileSync(at('people.csv'), `番号,年齢,性別,等級,額\n${rows.map((row) => row.join(',')).join('\n')}\n`)
  const recipe = {
    sakyu: 'recipe/1',
    title: '試験',
    person: '番号',
    columns: {
      番号: { class: 'linking-code', technique: 'pseudonym', rule: 3 },
      年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'age' }, rule: 5 },
      性別: { class: 'quasi-identifier', technique: 'keep' },
      等級: { class: 'other', technique: 'keep', reason: '試験' },
      額: { class: 'other', technique: 'keep', reason: '試験', confirmed: '試験' },
    },
    records: [{ technique: 'synthesise', share: 0.25, rule: 5, reason: '試験' }],
    privacy: { k: 5 },
  }
  writeFileSync(at('recipe.json'), JSON.stringify(recipe))
})

it.each(['csv', 'parquet'])(
  'a file with synthetic records is released as %s, measured without them, and says its share',
  async (format) => {
    const recipe = JSON.parse(readFileSync(at('recipe.json'), 'utf8'))
    writeFileSync(at(`${format}.json`), JSON.stringify({ ...recipe, output: { format } }))
    expect(
      await anonymise(['--progress', 'none', '--recipe', `${format}.json`, '--in', 'people.csv', '--out', format, '--engine', 'duckdb']),
    ).toBe(0)
    const report = JSON.parse(readFileSync(at(`${format}/report.json`), 'utf8'))
    expect(report.rows.output).toBe(600 - report.rows.suppressed)
    expect(report.persons.output).toBe(report.rows.output - report.synthetic.rows)
    expect(report.synthetic).toMatchObject({ mode: 'replace', declared: 0.25, persons: report.rows.removed })
    expect(report.privacy.k.met).toBe(true)
    expect(report.risk.after.populationUniques).toBe(null)
    expect(report.rule27[4]).toMatchObject({ item: 5, measures: ['generalise', 'synthesise'], met: true })
    const html = readFileSync(at(`${format}/report.html`), 'utf8')
    expect(html).toContain('疑似データ')
    expect(html).toContain(`${report.synthetic.rows} 件`)
    if (format === 'csv') {
      // Code lists hold for made cells too.
      const [resource] = JSON.parse(readFileSync(at('csv/datapackage.json'), 'utf8')).resources
      expect(resource.rowCount).toBe(report.rows.output)
      const [header, ...lines] = readFileSync(at('csv/data.csv'), 'utf8').trimEnd().split('\n')
      for (const { name, type, constraints } of resource.schema.fields) {
        if (!constraints) continue
        const column = header!.split(',').indexOf(name)
        const allowed = new Set(constraints.enum.map(String))
        for (const line of lines) expect(allowed).toContain(line.split(',')[column])
        expect(type).toBe(name === '額' ? 'integer' : 'string')
      }
      expect(resource.schema.fields.filter((field: { constraints?: object }) => field.constraints)).toHaveLength(4)
    }
    // Without the sealed marks nobody can say that k holds.
    expect(await verify(['--data', `${format}/data.${format}`, '--recipe', `${format}.json`])).toBe(3)
  },
)
