import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ClaimedOrder } from '../../../src/modules/processing/index.ts'
import type { RunnerClient } from '../../../src/runner/client.ts'
import { type RunProcess, sweep, work } from '../../../src/runner/work.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sakyu-work-'))
  mkdirSync(join(root, 'sources'))
  writeFileSync(join(root, 'sources', 'a.csv'), 'a\n1\n')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const ORDER: ClaimedOrder = {
  orderId: 'order',
  organisationId: 'o',
  token: 1,
  recipe: '{}',
  recipeSha256: 'ff',
  sources: ['a.csv'],
  files: { 'h.csv': 'x;*\n' },
  earlier: [],
  overruled: null,
}

/** A site that remembers what it was told. */
function site(options: { holds?: () => boolean; takes?: boolean } = {}) {
  const told: unknown[] = []
  const client: RunnerClient = {
    start: async () => {},
    claim: async () => null,
    progress: async () => options.holds?.() ?? true,
    failed: async (_, failure) => told.push(['failed', failure.code, failure.message]) > 0,
    result: async (_, made) => told.push(['result', made.name, new TextDecoder().decode(made.data)]) > 0 && (options.takes ?? true),
  }
  return { client, told }
}

const done: RunProcess = async ({ out, recipePath, inputs }) => {
  expect(existsSync(recipePath)).toBe(true)
  expect(existsSync(join(recipePath, '..', 'h.csv'))).toBe(true)
  expect(inputs).toHaveLength(1)
  mkdirSync(out)
  writeFileSync(join(out, 'data.csv'), 'b\n2\n')
  writeFileSync(join(out, 'report.json'), '{}')
  writeFileSync(join(out, 'datapackage.json'), '{"resources":[{"path":"data.csv"}]}')
  return { kind: 'done' }
}

const carryOut = (client: RunnerClient, run: RunProcess, order = ORDER) =>
  work({ client, run, workFolder: join(root, 'work'), sourceFolders: [join(root, 'sources')], heartbeatMs: 10 }, order)
const left = () => (existsSync(join(root, 'work')) ? readdirSync(join(root, 'work')) : [])

describe('one order on the runner', () => {
  it('pushes the verified result and leaves nothing behind', async () => {
    const { client, told } = site()
    await carryOut(client, done)
    expect(told).toEqual([['result', 'data.csv', 'b\n2\n']])
    expect(left()).toEqual([])
  })
  it.each([
    ['input-refused', '列「a」を直してください'],
    ['privacy-not-met', ''],
    ['recipe-changed', ''],
  ] as const)('tells the site of %s, without a result', async (kind, message) => {
    const { client, told } = site()
    await carryOut(client, async () => ({ kind, message }))
    expect(told).toEqual([['failed', kind, message]])
    expect(left()).toEqual([])
  })
  it('E1 hands earlier recipes with their files and reports to the run, and says that they stopped it', async () => {
    const { client, told } = site()
    const earlier = [0, 1].map((i) => ({ recipe: `{"n":${i}}`, files: { 'h.csv': `${i};*\n` }, report: { n: i } }))
    const overruled = { by: '保護管理者A', reason: '試験', joins: [{ recipeSha256: 'ff', jointBelowK: 1, differenceBelowK: 0 }] }
    const run: RunProcess = async (job) => {
      const read = (path: string) => readFileSync(path, 'utf8')
      expect(job.earlier.map(({ recipePath, reportPath }) => [recipePath, join(recipePath, '..', 'h.csv'), reportPath].map(read))).toEqual([
        ['{"n":0}', '0;*\n', '{"n":0}'],
        ['{"n":1}', '1;*\n', '{"n":1}'],
      ])
      expect(job.overruled).toEqual(overruled)
      return { kind: 'earlier-provision', message: '' }
    }
    await carryOut(client, run, { ...ORDER, earlier, overruled })
    await carryOut(client, run, { ...ORDER, earlier: [{ ...earlier[0]!, files: { '../h.csv': '' } }] })
    expect(told).toEqual([
      ['failed', 'earlier-provision', ''],
      ['failed', 'source-outside', ''],
    ])
    expect(left()).toEqual([])
  })
  it('refuses sources outside, and files of a recipe that are paths', async () => {
    const { client, told } = site()
    await carryOut(client, done, { ...ORDER, sources: ['/dev/null'] })
    await carryOut(client, done, { ...ORDER, files: { '../h.csv': '' } })
    expect(told).toEqual([
      ['failed', 'source-missing', ''],
      ['failed', 'source-outside', ''],
    ])
    expect(left()).toEqual([])
  })
  it('says that it failed when the site refuses the result', async () => {
    const { client, told } = site({ takes: false })
    await carryOut(client, done)
    expect(told).toEqual([
      ['result', 'data.csv', 'b\n2\n'],
      ['failed', 'fault', ''],
    ])
  })
  it('stops at once and says nothing when another runner has the order', async () => {
    const { client, told } = site({ holds: () => false })
    await carryOut(
      client,
      (_, __, signal) =>
        new Promise((resolve) => {
          const end = () => resolve({ kind: 'fault', message: '' })
          if (signal.aborted) end()
          else signal.addEventListener('abort', end)
        }),
    )
    expect(told).toEqual([])
    expect(left()).toEqual([])
  })
  it('what a killed process left is erased at the next start', async () => {
    mkdirSync(join(root, 'work', 'order-1', 'out'), { recursive: true })
    writeFileSync(join(root, 'work', 'order-1', 'out', 'data.csv'), 'half')
    await sweep(join(root, 'work'))
    expect(left()).toEqual([])
  })
})
