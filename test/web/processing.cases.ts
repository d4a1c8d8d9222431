import { sha256 } from '@noble/hashes/sha2.js'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Deps } from '../../src/app-env.ts'
import { verifyLog } from '../../src/audit/index.ts'
import { auditLog } from '../../src/audit/schema.ts'
import { hex } from '../../src/core/index.ts'
import { contracts } from '../../src/modules/contracts/schema.ts'
import { addRunner, resultOf } from '../../src/modules/processing/index.ts'
import { processingOrders } from '../../src/modules/processing/schema.ts'
import { proposals } from '../../src/modules/proposals/schema.ts'
import { vaultObjects } from '../../src/modules/vault/schema.ts'
import { reportOf } from '../support/reports.ts'
import type { Site, Visitor } from '../support/site-client.ts'

type Made = Site & {
  deps: Deps
  request: (path: string, init?: RequestInit) => Response | Promise<Response>
  advance: (ms: number) => void
}

const RECIPE = '{"sakyu":"recipe/1"}'
const HASH = 'ab'.repeat(32)

/** Orders and runners over the site, on any runtime. */
export function processingCases(make: () => Promise<Made>): void {
  describe('processing orders', () => {
    let site: Made
    let people: Record<string, Visitor>
    let stranger: Visitor
    let token: string

    beforeAll(async () => {
      site = await make()
      people = await site.government('kako-ken', 'appi', {
        kako: ['processor'],
        keiyaku: ['contract-officer'],
        hogo: ['custodian'],
        shokan: ['department-officer'],
      })
      stranger = (await site.government('betsu-ken', 'appi', { kako: ['processor'] })).kako!
      token = await addRunner(site.deps, 'kako-ken', '試験端末', 'test')
      await contracted('case1')
    })

    /** A case as it stands after its contract. */
    async function contracted(id: string, entryId = 'entry') {
      await site.deps.db.insert(proposals).values({
        id,
        organisationId: 'kako-ken',
        proposerOrganisationId: 'p-x',
        proposerName: '提案社X',
        callId: 'call',
        entryId,
        programmeId: 'appi',
        programmeVersion: '2023-04-01.1',
        state: 'contracted',
        version: 0,
        content: { answers: {}, pledged: true },
        createdAt: 1,
        updatedAt: 1,
      })
      await site.deps.db.insert(contracts).values({
        caseId: id,
        organisationId: 'kako-ken',
        feeYen: 24_950,
        appliedAt: 1,
        recipe: RECIPE,
        recipeSha256: HASH,
      })
    }

    const runner = async (path: string, body?: unknown, bearer = token) =>
      site.request(`/api/v1/runner${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        body: JSON.stringify(body ?? {}),
      })
    const claimed = async () =>
      (
        (await (await runner('/claim')).json()) as {
          order: { orderId: string; token: number; recipe: string; earlier: unknown[]; overruled: unknown } | null
        }
      ).order

    async function push(orderId: string, claim: number, text: string, over: Record<string, string> = {}) {
      const data = new TextEncoder().encode(text)
      const form = new FormData()
      form.set('data', new File([data], 'data.csv'))
      form.set('sha256', over.sha256 ?? hex(sha256(data)))
      form.set(
        'report',
        over.report ??
          JSON.stringify(
            reportOf(over.recipe ?? HASH, hex(sha256(data)), {
              privacy: {
                k: { required: 3, achieved: 4, beforePerturbation: null, unit: 'persons', over: ['年齢'], met: true },
                classes: 1,
                classSizes: null,
                models: [],
              },
            }),
          ),
      )
      form.set('dataPackage', '{}')
      return site.request(`/api/v1/runner/orders/${orderId}/${claim}/result`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: form,
      })
    }

    it('refuses a runner without a token of ours', async () => {
      expect((await runner('/claim', {}, 'a'.repeat(40))).status).toBe(401)
      expect((await site.visitor.post('/api/v1/runner/claim')).status).toBe(401)
    })

    it('goes from the contract to a sealed result; the source never passes the site', async () => {
      const issued = await people.keiyaku!.post('/kako-ken/proposals/case1/issue-order')
      expect(issued.status).toBe(303)
      const page = issued.headers.get('location')!
      expect(await claimed()).toBeNull()

      expect((await people.keiyaku!.post(`${page}/start`, { sources: '/srv/tax.csv' })).status).toBe(403)
      expect((await people.kako!.post(`${page}/start`, { sources: ' ' })).status).toBe(422)
      expect((await people.kako!.post(`${page}/start`, { sources: '/srv/tax-2024.csv\n/srv/tax-2025.csv' })).status).toBe(303)

      const order = (await claimed())!
      expect(order).toMatchObject({ token: 1, recipe: RECIPE, sources: ['/srv/tax-2024.csv', '/srv/tax-2025.csv'] })
      expect(await claimed()).toBeNull()
      expect((await runner(`/orders/${order.orderId}/1/progress`, { step: 'search', progress: 40 })).status).toBe(200)
      expect(await (await people.kako!.get(page)).text()).toContain('必要な加工の段階を探しています')

      expect((await push(order.orderId, 1, 'a\n1\n', { sha256: '00' })).status).toBe(409)
      expect((await push(order.orderId, 1, 'a\n1\n', { recipe: 'cd'.repeat(32) })).status).toBe(409)
      expect((await push(order.orderId, 1, 'a\n1\n', { report: JSON.stringify({ recipe: { sha256: HASH } }) })).status).toBe(409)
      expect((await push(order.orderId, 1, 'a\n1\n')).status).toBe(200)
      expect((await push(order.orderId, 1, 'a\n1\n')).status).toBe(409)

      const done = await (await people.kako!.get(page)).text()
      expect(done).toContain('k = 4')
      expect(done).toContain('年齢')
      expect(new TextDecoder().decode((await resultOf(site.deps, 'kako-ken', 'case1'))!.data)).toBe('a\n1\n')

      const kept = await site.deps.db.select().from(vaultObjects)
      expect(
        kept
          .filter(({ caseId }) => caseId === 'case1')
          .map(({ kind, policy, destroyedAt }) => [kind, policy, destroyedAt !== null])
          .sort(),
      ).toEqual([
        ['deleted-data', 'destroy', true],
        ['processing-method-record', 'seal', false],
        ['run-secret', 'destroy', true],
      ])
      // Whoever may accept the result can read its report.
      expect((await people.shokan!.get(page)).status).toBe(200)
      expect((await people.kako!.post('/kako-ken/proposals/case1/accept-result')).status).toBe(422)
      expect((await people.keiyaku!.post('/kako-ken/proposals/case1/accept-result')).status).toBe(303)
      expect(await verifyLog(site.deps)).toMatchObject({ ok: true })
    })

    it('a runner that gives no sign of life loses the order to the next; its late result is refused', async () => {
      await contracted('case2')
      const page = (await people.keiyaku!.post('/kako-ken/proposals/case2/issue-order')).headers.get('location')!
      await people.kako!.post(`${page}/start`, { sources: '/srv/a.csv' })
      const first = (await claimed())!
      site.advance(61_000)
      const second = (await claimed())!
      expect(second).toMatchObject({ orderId: first.orderId, token: first.token + 1 })
      expect((await runner(`/orders/${first.orderId}/${first.token}/progress`, { step: 'write', progress: 90 })).status).toBe(409)
      expect((await push(first.orderId, first.token, 'late\n')).status).toBe(409)
      await runner('/start')
      const third = (await claimed())!
      expect(third.token).toBe(second.token + 1)
      expect(
        (await runner(`/orders/${third.orderId}/${third.token}/failed`, { code: 'privacy-not-met', message: 'k=3 に届きません。' })).status,
      ).toBe(200)
      expect(await (await people.kako!.get(page)).text()).toContain('定めた匿名性を、許された削除の範囲では満たせませんでした')
      const [row] = (await site.deps.db.select().from(processingOrders)).filter(({ id }) => id === third.orderId)
      expect(row?.resultObject).toBeNull()
    })

    it('E1 an order carries what was made of the same register entry, and says in words that this stopped it', async () => {
      const claimOf = async (id: string) => {
        const page = (await people.keiyaku!.post(`/kako-ken/proposals/${id}/issue-order`)).headers.get('location')!
        await people.kako!.post(`${page}/start`, { sources: '/srv/a.csv' })
        return { page, order: (await claimed())! }
      }
      const fail = ({ orderId, token: claim }: { orderId: string; token: number }, code: string, report?: object) =>
        runner(`/orders/${orderId}/${claim}/failed`, { code, message: '', report })
      await contracted('case3', 'another')
      const other = await claimOf('case3')
      expect(other.order.earlier).toEqual([])
      await fail(other.order, 'fault')

      await contracted('case4')
      const same = await claimOf('case4')
      // case1 has a result and may hand it over yet; case2 came to nothing.
      expect(same.order.earlier).toMatchObject([{ recipe: RECIPE, files: {}, report: { sakyu: 'report/1', recipe: { sha256: HASH } } }])
      const earlier = [{ recipeSha256: HASH, k: 5, jointBelowK: 118, differenceBelowK: 3, met: false }]
      await fail(same.order, 'earlier-provision', { ...reportOf(HASH, 'cd'.repeat(32)), earlier })
      const text = await (await people.kako!.get(same.page)).text()
      expect(text).toContain('前の提供と合わせると')
      expect(text.replace(/<[^>]*>/g, '').replace(/\s+/g, '')).toContain(
        '5人未満に絞れる本人は、両方にある人で118人、一方だけにある人で3人です（推計）',
      )
      expect(text).toContain('提供しないことを決めてください')

      // Neither who carries it out nor who contracted it decides; the custodian does, with a reason, and the runner is told.
      const reason = '前の提供先と同じ相手で、照合を契約で禁じている'
      for (const one of [people.kako!, people.keiyaku!, stranger])
        expect([403, 404]).toContain((await one.post(`${same.page}/overrule`, { reason })).status)
      expect(text).not.toContain('/overrule')
      expect(await (await people.hogo!.get(same.page)).text()).toContain('/overrule')
      expect((await people.hogo!.post(`${same.page}/overrule`, { reason: ' ' })).status).toBe(422)
      expect((await people.hogo!.post(`${same.page}/overrule`, { reason })).status).toBe(303)
      const decided = await (await people.hogo!.get(same.page)).text()
      expect(decided).toContain(reason)
      expect(decided).not.toContain('/overrule')
      await people.kako!.post(`${same.page}/start`, { sources: '/srv/a.csv' })
      const again = (await claimed())!
      expect(again.overruled).toMatchObject({ reason, joins: [{ recipeSha256: HASH, jointBelowK: 118, differenceBelowK: 3 }] })
      const audit = (await site.deps.db.select().from(auditLog)).filter(({ type }) => type === 'stop-overruled')
      expect(audit).toHaveLength(1)
      expect(JSON.stringify(audit)).not.toContain(reason)
      expect((await people.hogo!.post(`${same.page}/overrule`, { reason })).status).toBe(422)
      await fail(again, 'fault')

      await site.deps.db.update(proposals).set({ state: 'withdrawn' }).where(eq(proposals.id, 'case1'))
      await contracted('case5')
      expect((await claimOf('case5')).order.earlier).toEqual([])
      await site.deps.db.update(proposals).set({ state: 'ready' }).where(eq(proposals.id, 'case1'))
    })

    it('D5 the page of an order and its result tell what is left of the noise after all provisions of the file', async () => {
      const noisy = (scale: number) =>
        JSON.stringify({
          sakyu: 'recipe/1',
          title: '試験',
          person: null,
          columns: {
            年齢: { class: 'quasi-identifier', technique: 'keep' },
            所得: { class: 'other', technique: 'add-noise', scale, reason: '試験' },
          },
          privacy: { k: 3 },
        })
      await contracted('noisy1', 'noisy')
      await contracted('noisy2', 'noisy')
      for (const [id, scale] of [
        ['noisy1', 0.3],
        ['noisy2', 0.4],
      ] as const) {
        await site.deps.db
          .update(contracts)
          .set({ recipe: noisy(scale) })
          .where(eq(contracts.caseId, id))
        const page = (await people.keiyaku!.post(`/kako-ken/proposals/${id}/issue-order`)).headers.get('location')!
        await people.kako!.post(`${page}/start`, { sources: '/srv/a.csv' })
        const order = (await claimed())!
        expect((await push(order.orderId, order.token, `${id}\n`)).status).toBe(200)
        const text = (await (await people.kako!.get(page)).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
        expect(text).toContain(
          id === 'noisy1'
            ? '所得 標準偏差の30% 1件（この提供を含む） 標準偏差の30%'
            : '所得 標準偏差の40% 2件（この提供を含む） 標準偏差の24%',
        )
      }
      const { noise } = (await resultOf(site.deps, 'kako-ken', 'noisy2'))!
      expect(noise).toEqual([{ column: '所得', kind: 'scale', own: 0.4, provisions: 2, left: expect.closeTo(0.24, 12) }])
    })

    it('shows orders, vault and results to nobody of another organisation', async () => {
      const [order] = await site.deps.db.select().from(processingOrders)
      for (const path of [
        '/kako-ken/orders',
        `/kako-ken/orders/${order!.id}`,
        `/kako-ken/orders/${order!.id}/report.json`,
        '/kako-ken/vault',
        `/betsu-ken/orders/${order!.id}`,
      ])
        for (const visitor of [stranger, site.visitor]) expect((await visitor.get(path)).status, path).toBe(404)
    })

    it('destroys what is sealed for good', async () => {
      const [sealedObject] = (await site.deps.db.select().from(vaultObjects)).filter(
        ({ kind, organisationId }) => kind === 'processing-method-record' && organisationId === 'kako-ken',
      )
      expect((await people.kako!.post(`/kako-ken/vault/${sealedObject!.id}/destroy`)).status).toBe(403)
      expect((await people.hogo!.post(`/kako-ken/vault/${sealedObject!.id}/destroy`)).status).toBe(303)
      expect(await site.deps.objects.get(sealedObject!.objectName!)).toBeNull()
      expect((await people.hogo!.post(`/kako-ken/vault/${sealedObject!.id}/destroy`)).status).toBe(422)
    })
  })
}
