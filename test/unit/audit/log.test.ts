import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyLog, writeWithAudit } from '../../../src/audit/index.ts'
import { makeSite } from '../../support/site.ts'

let site: Awaited<ReturnType<typeof makeSite>>
beforeAll(async () => {
  site = await makeSite()
  for (let i = 0; i < 5; i++)
    await writeWithAudit(
      site.deps,
      [{ organisationId: 'o', actorId: 'a', type: 'tested', subject: `test:${i}`, facts: { i }, isPublic: i % 2 === 0 }],
      () => [],
    )
})
afterAll(() => site.close())

const verdict = () => verifyLog(site.deps)
const run = (statement: string) => site.deps.db.run(sql.raw(statement))

describe('audit log', () => {
  it('passes as written', async () => {
    expect(await verdict()).toMatchObject({ ok: true, entries: 5 })
  })

  const COLUMNS: Record<string, string> = {
    organisation_id: "'p'",
    at: 'at + 1',
    actor_id: "'b'",
    type: "'Tested'",
    subject: "subject || ' '",
    facts: `'{"i":9}'`,
    is_public: '2',
    blind: "'00'",
    leaf: "'x'",
    previous_hash: "'x'",
    hash: "'x'",
  }
  for (const [column, changed] of Object.entries(COLUMNS))
    for (const seq of [1, 2, 5])
      it(`finds a change of ${column} in entry ${seq}`, async () => {
        await run('CREATE TABLE kept AS SELECT * FROM audit_log')
        await run(`UPDATE audit_log SET ${column} = ${changed} WHERE seq = ${seq}`)
        expect((await verdict()).ok).toBe(false)
        await run('DELETE FROM audit_log')
        await run('INSERT INTO audit_log SELECT * FROM kept')
        await run('DROP TABLE kept')
        expect((await verdict()).ok).toBe(true)
      })

  it('finds removal in the middle, at the end, and exchange', async () => {
    for (const change of [
      'DELETE FROM audit_log WHERE seq = 3',
      'DELETE FROM audit_log WHERE seq = 5',
      'DELETE FROM audit_log WHERE seq > 0',
      'UPDATE audit_log SET seq = -seq; UPDATE audit_log SET seq = seq + 6',
    ]) {
      await run('CREATE TABLE kept AS SELECT * FROM audit_log')
      for (const statement of change.split(';')) await run(statement)
      expect((await verdict()).ok, change).toBe(false)
      await run('DELETE FROM audit_log')
      await run('INSERT INTO audit_log SELECT * FROM kept')
      await run('DROP TABLE kept')
    }
    expect((await verdict()).ok).toBe(true)
  })

  it('keeps order under concurrent writers', async () => {
    await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        writeWithAudit(site.deps, [{ organisationId: 'o', actorId: 'a', type: 'raced', subject: `race:${i}` }], () => []),
      ),
    )
    expect(await verdict()).toMatchObject({ ok: true, entries: 17 })
  })
})
