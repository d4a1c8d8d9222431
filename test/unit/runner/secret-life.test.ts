import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runRecipe } from '../../../src/runner/run-recipe.ts'
import { sakyu, scratch } from '../../support/cli.ts'
import { residents } from '../../support/residents.ts'

const folder = scratch()
afterAll(folder.erase)
const at = folder.path

/** The secret in every form that a file could hold it in. */
const SECRET = Buffer.from('5a6b7c8d9eafb0c1d2e3f4051627384955617283940a1b2c3d4e5f6071829304', 'hex')
const FORMS = [
  SECRET,
  Buffer.from(SECRET.toString('hex')),
  Buffer.from(SECRET.toString('hex').toUpperCase()),
  Buffer.from(SECRET.toString('base64')),
]

const recipe = {
  sakyu: 'recipe/1',
  title: '試験',
  person: '番号',
  columns: {
    番号: { class: 'linking-code', technique: 'pseudonym' },
    世帯: { class: 'linking-code', technique: 'delete-column' },
    氏名: { class: 'direct-identifier', technique: 'delete-column' },
    年度: { class: 'other', technique: 'delete-column' },
    年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'number', widths: [10, 20] } },
    性別: { class: 'quasi-identifier', technique: 'keep' },
    町: { class: 'quasi-identifier', technique: 'delete-column' },
    世帯人数: { class: 'other', technique: 'delete-column' },
    所得: { class: 'sensitive', technique: 'delete-column' },
  },
  privacy: { k: 3, suppressionLimit: 0.5 },
}

beforeAll(() => {
  const quoted = (cell: string | null) => `"${(cell ?? '').replaceAll('"', '""')}"`
  writeFileSync(
    at('people.csv'),
    `${residents({ persons: 300, years: 1, seed: 9 })
      .map((row) => row.map(quoted).join(','))
      .join('\n')}\n`,
  )
  writeFileSync(at('recipe.json'), JSON.stringify(recipe))
  writeFileSync(at('secret'), SECRET)
})

const filesUnder = (path: string): string[] =>
  readdirSync(path).flatMap((name) => {
    const full = join(path, name)
    return statSync(full).isDirectory() ? filesUnder(full) : [full]
  })
const holders = () =>
  filesUnder(at('.')).filter((file) => {
    const bytes = readFileSync(file)
    return file !== at('secret') && FORMS.some((form) => bytes.includes(form))
  })
const run = (out: string, extra: string[], onStderr?: (text: string, kill: () => void) => void) =>
  sakyu(['anonymise', '--progress', 'json', '--recipe', 'recipe.json', '--in', 'people.csv', '--out', out, ...extra], {
    cwd: at('.'),
    ...(onStderr ? { onStderr } : {}),
  })

describe('D2 D4: the secret lives in its run’s process alone', () => {
  it.each(['search', 'write', 'verify', 'done'])('killed at %s: no file ever held it, and there is one result or none', async (stage) => {
    const out = `killed-${stage}`
    const killed = await run(out, ['--secret-file', 'secret'], (text, kill) => text.includes(`"${stage}"`) && kill())
    // At its end the process may be gone before the signal is there: what stands in the folder is then the same.
    if (stage !== 'done') expect(killed.status).toBe(null)
    expect(holders()).toEqual([])
    // Between rename and the destruction of the secret the result is whole already.
    expect(existsSync(at(out))).toBe(stage === 'done')
    if (stage === 'done') {
      expect(readdirSync(at(out)).sort()).toEqual(['data.csv', 'datapackage.json', 'report.html', 'report.json'])
      // The next start does not make a second result of it.
      expect((await run(out, ['--secret-file', 'secret'])).status).toBe(2)
    } else expect((await run(out, ['--secret-file', 'secret'])).status).toBe(0)
    expect(readdirSync(at('.')).filter((name) => name.includes('.sakyu-'))).toEqual([])
    expect(holders()).toEqual([])
  })

  it('a run made without a given secret starts afresh: nothing of the first links to the second', async () => {
    const pseudonyms = async (out: string) => {
      const { status } = await run(out, [])
      expect(status).toBe(0)
      const lines = readFileSync(at(`${out}/data.csv`), 'utf8')
        .trimEnd()
        .split('\n')
        .slice(1)
      return new Set(lines.map((line) => line.split(',')[0]!))
    }
    const [first, second] = [await pseudonyms('first'), await pseudonyms('second')]
    expect(first.size).toBeGreaterThan(100)
    expect([...second].filter((text) => first.has(text))).toEqual([])
  })

  it('the caller’s own bytes of the secret are not taken over: the run works on a copy, which it wipes', async () => {
    const given = Uint8Array.from(SECRET)
    const outcome = await runRecipe({
      recipePath: at('recipe.json'),
      inputs: [at('people.csv')],
      out: at('copy'),
      engine: 'memory',
      secret: given,
      memoryBytes: null,
      threads: 1,
      progress: () => {},
    })
    expect(outcome.status).toBe('released')
    expect(Buffer.from(given).equals(SECRET)).toBe(true)
    expect(holders()).toEqual([])
  })
})
