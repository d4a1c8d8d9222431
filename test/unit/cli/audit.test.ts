import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeWithAudit } from '../../../src/audit/index.ts'
import { run } from '../../../src/cli/audit.ts'
import { nodeDeps, nodeSettings } from '../../../src/main.deps.ts'

const KEY = '00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef'
let folder: string
let env: NodeJS.ProcessEnv
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sakyu-audit-'))
  env = { SAKYU_DATA: folder, SAKYU_KEY: KEY, SAKYU_DEMO: '0' }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A data folder with a log of that many entries; further statements are run on it as an intruder would. */
async function written(entries: number, ...statements: string[]) {
  const { deps, close } = await nodeDeps(nodeSettings(env))
  for (let i = 0; i < entries; i++)
    await writeWithAudit(deps, [{ organisationId: 'o', actorId: 'a', type: 'tested', subject: `test:${i}` }], () => [])
  for (const statement of statements) await deps.db.run(sql.raw(statement))
  close()
}

/** Runs the command in a process of its own, as an operator does. */
function sakyu(args = ['verify'], over: NodeJS.ProcessEnv = {}) {
  const done = spawnSync(process.execPath, ['bin/sakyu.mjs', 'audit', ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env, ...over },
  })
  return { status: done.status, out: done.stdout, err: done.stderr }
}

describe('audit verify', () => {
  it('says how many entries are sound', async () => {
    await written(7)
    const { status, out, err } = sakyu()
    expect(err).toBe('')
    expect(status).toBe(0)
    expect(out).toMatch(/^監査記録 7件に異常はありません（最後のハッシュ値 [0-9a-f]{64}）\n$/)
  })

  it.each([
    ['a changed byte', "UPDATE audit_log SET subject = 'test:X' WHERE seq = 4", '4 番: 記録が書き換えられています'],
    ['a removed entry', 'DELETE FROM audit_log WHERE seq = 4', '4 番: 記録が欠けているか'],
    ['a cut-off end', 'DELETE FROM audit_log WHERE seq > 5', '6 番: ここから後の記録が失われています'],
    ['a forged head', "UPDATE audit_head SET hash = '00'", '最後の記録を示す署名が合いません'],
  ])('finds %s', async (_, statement, expected) => {
    await written(7, statement)
    const { status, out, err } = sakyu()
    expect(status).toBe(1)
    expect(out).toBe('')
    expect(err).toContain(expected)
  })

  it('does not take another key for the log’s own', async () => {
    await written(2)
    expect(sakyu(['verify'], { SAKYU_KEY: KEY.split('').reverse().join('') }).status).toBe(1)
  })

  it('says how to call it, and that there is no database', async () => {
    expect(sakyu([]).status).toBe(2)
    expect(sakyu(['verify']).err).toContain('データベース')
    await expect(run([], env)).rejects.toThrow('使い方: sakyu audit verify')
    await expect(run(['verify', 'x'], env)).rejects.toThrow('使い方')
    await expect(run(['verify'], env)).rejects.toThrow('がありません')
  })
})
