import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { run as anonymise } from '../../../src/cli/anonymise.ts'
import { exitStatusOf } from '../../../src/cli/exit-status.ts'
import { run as inspect } from '../../../src/cli/inspect.ts'
import { run as risk } from '../../../src/cli/risk.ts'
import { run as verify } from '../../../src/cli/verify.ts'

/** Twenty values that stand in the file and may stand in no message (rule F7). */
const CANARIES = Array.from({ length: 20 }, (_, i) => `カナリア${String.fromCharCode(0x3042 + i * 2)}${i}番`)
const HEADER = '番号,氏名,生年月日,年齢,住所,所得'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sakyu-canary-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Twenty rows; each canary is in the column that `at` says, the other cells are in order. */
const rows = (at: number) =>
  CANARIES.map((canary, i) => {
    const cells = [String(1_000 + i), `氏名${i}`, '1985-04-01', String(20 + i), '鳥取県鳥取市東町1', String(i * 1_000)]
    cells[at] = canary
    return cells.join(',')
  })
const recipe = (over: Record<string, unknown> = {}) => ({
  sakyu: 'recipe/1',
  title: '試験',
  person: null,
  columns: {
    番号: { class: 'linking-code', technique: 'pseudonym' },
    氏名: { class: 'direct-identifier', technique: 'delete-column' },
    生年月日: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'date', levels: ['day', 'any'] }, level: 1 },
    年齢: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'age' }, level: 3 },
    住所: { class: 'quasi-identifier', technique: 'generalise', hierarchy: { kind: 'address', levels: ['full', 'any'] }, level: 1 },
    所得: { class: 'sensitive', technique: 'top-code', limit: 5_000 },
    ...over,
  },
  privacy: { k: 2 },
})

/** Everything that a command says, on either stream. */
async function said(command: (args: string[]) => Promise<number>, args: string[]): Promise<{ status: number; text: string }> {
  const texts: string[] = []
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      texts.push(String(chunk))
      return true
    }),
  )
  try {
    // As cli.ts does: what a command throws becomes one message.
    const status = await command(args).catch((error) => exitStatusOf(error, process.stderr))
    return { status, text: texts.join('') }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

let files = 0
function written(content: string | Uint8Array): string {
  const path = join(folder, `f${++files}.csv`)
  writeFileSync(path, content)
  return path
}
const expectSilent = (text: string) => {
  for (const canary of CANARIES) expect(text).not.toContain(canary)
  expect(text).not.toContain(folder)
}

const BROKEN: [string, () => string | Uint8Array][] = [
  ['a quote that never closes', () => `${HEADER}\n${rows(1).join('\n')}\n"${CANARIES[0]},1\n`],
  ['a quote inside a cell', () => `${HEADER}\n${rows(1).join('\n')}\n1,${CANARIES[1]}"x",1,1,1,1\n`],
  ['rows too short and too long', () => `${HEADER}\n${rows(1).join('\n')}\n${CANARIES[2]}\n1,2,3,4,5,6,${CANARIES[3]}\n`],
  ['a control character', () => `${HEADER}\n${rows(1).join('\n')}\n${CANARIES[4]}\u0000,2,3,4,5,6\n`],
  [
    'bytes that are no CP932, far behind',
    () => Buffer.concat([iconv.encode(`${HEADER}\n${`${rows(1).join('\n')}\n`.repeat(1_500)}`, 'cp932'), Buffer.from([0x81, 0x20, 0x0a])]),
  ],
  ['bytes that are nothing', () => Buffer.concat([Buffer.from(`${HEADER}\n${rows(1).join('\n')}\n`), Buffer.from([0xff, 0xfe, 0x80])])],
  ['the header alone', () => `${CANARIES.map((canary) => canary.slice(0, 3)).join(',')}\n`],
]

describe('F7: no message holds a cell', () => {
  it.each(BROKEN)('%s', async (_, make) => {
    const path = written(make())
    const recipePath = join(folder, 'recipe.json')
    writeFileSync(recipePath, JSON.stringify(recipe()))
    for (const [command, args] of [
      [inspect, ['--in', path]],
      [risk, ['--in', path, '--quasi', '年齢,住所', '--delimiter', ',']],
      [verify, ['--data', path, '--recipe', recipePath]],
      [anonymise, ['--in', path, '--recipe', recipePath, '--out', join(folder, `out${files}`), '--progress', 'none']],
    ] as const) {
      const { status, text } = await said(command, [...args])
      expect(status, `${command.name} ${text}`).toBe(2)
      expect(text.trim().split('\n')).toHaveLength(1)
      expectSilent(text)
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('out'))).toEqual([])
  })

  it.each([
    [2, '生年月日'],
    [3, '年齢'],
    [4, '住所'],
    [5, '所得'],
  ] as const)('values that do not fit column %i: its name and their number', async (at, name) => {
    const recipePath = join(folder, 'recipe.json')
    writeFileSync(recipePath, JSON.stringify(recipe()))
    for (const engine of ['duckdb', 'memory']) {
      const args = ['--in', written(`${HEADER}\n${rows(at).join('\n')}\n`), '--recipe', recipePath, '--engine', engine]
      const { status, text } = await said(anonymise, [...args, '--out', join(folder, `out${files}`), '--progress', 'none'])
      expect(status, text).toBe(2)
      expect(text).toContain(`「${name}」`)
      expect(text).toContain('20')
      expectSilent(text)
    }
  })

  it('inspect and risk print shapes and counts only, whatever the column', async () => {
    for (let at = 0; at < 6; at++) {
      const path = written(`${HEADER}\n${rows(at).join('\n')}\n`)
      const seen = await said(inspect, ['--in', path])
      expect(seen.status).toBe(0)
      expectSilent(seen.text)
      const quasi = HEADER.split(',').filter((name) => name !== '所得')
      const measured = await said(risk, [
        '--in',
        path,
        '--quasi',
        quasi.join(','),
        '--sensitive',
        '所得',
        '--records',
        join(folder, 'records.out'),
      ])
      expect(measured.status, measured.text).toBe(0)
      expectSilent(measured.text)
      expectSilent(readFileSync(join(folder, 'records.out'), 'utf8'))
    }
  })
})
