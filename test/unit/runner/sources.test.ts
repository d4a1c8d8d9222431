import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sourceInside } from '../../../src/runner/sources.ts'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'sakyu-sources-'))
  mkdirSync(join(root, 'sources', 'tax'), { recursive: true })
  mkdirSync(join(root, 'sources-other'))
  writeFileSync(join(root, 'sources', 'tax', 'a.csv'), 'a\n1\n')
  writeFileSync(join(root, 'sources-other', 'b.csv'), 'a\n1\n')
  symlinkSync(join(root, 'sources-other', 'b.csv'), join(root, 'sources', 'link.csv'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('sources of an order', () => {
  const folders = () => [join(root, 'sources')]
  it('reads files inside, by absolute or relative path', async () => {
    expect(await sourceInside(folders(), join(root, 'sources', 'tax', 'a.csv'))).toMatch(/a\.csv$/)
    expect(await sourceInside(folders(), 'tax/a.csv')).toMatch(/a\.csv$/)
  })
  it.each([
    ['a sibling whose name begins alike', 'sources-other/b.csv', 'source-outside'],
    ['a link that leads out', 'sources/link.csv', 'source-outside'],
    ['a way out by dots', 'sources/../sources-other/b.csv', 'source-outside'],
    ['a file that is not there', 'sources/none.csv', 'source-missing'],
    ['a folder', 'sources/tax', 'source-missing'],
    ['a device', '/dev/null', 'source-missing'],
  ])('refuses %s', async (_, path, code) => {
    await expect(sourceInside(folders(), path.startsWith('/') ? path : join(root, path))).rejects.toMatchObject({ code })
  })
})
