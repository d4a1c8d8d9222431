import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { AppEnv, Deps } from '../../app-env.ts'
import { NotFound } from '../../core/index.ts'
import { claimOrder, completeOrder, failOrder, heartbeat } from './claims.ts'
import type { Runner } from './model.ts'
import { runnerOf, runnerStarted } from './runners.ts'

const LARGEST_RESULT = 2 ** 31 - 1 // one object in memory; larger results need chunked pushing

type RunnerEnv = AppEnv & { Variables: { runner: Runner } }

/** What runners call, under /api/v1/runner: a bearer token names the runner; nothing personal but the sealed-on-arrival result passes. */
export const runnerApi = (deps: Deps) =>
  new Hono<RunnerEnv>()
    .use(async (c, next) => {
      const runner = await runnerOf(deps, /^Bearer ([a-z0-9]{40})$/.exec(c.req.header('authorization') ?? '')?.[1])
      if (!runner) return c.json({ ok: false, errors: [{ code: 'unknown-runner' }], requestId: c.var.requestId }, 401)
      c.set('runner', runner)
      await next()
    })
    .post('/start', async (c) => {
      await runnerStarted(deps, c.var.runner)
      return c.json({ ok: true })
    })
    .post('/claim', async (c) => {
      const order = await claimOrder(deps, c.var.runner)
      return order ? c.json({ ok: true, order }) : c.json({ ok: true, order: null })
    })
    .post('/orders/:id/:token/progress', async (c) => {
      const { step, progress } = await c.req.json<{ step: string; progress: number }>()
      const held = await heartbeat(deps, c.var.runner, c.req.param('id'), Number(c.req.param('token')), String(step), Number(progress) || 0)
      return held ? c.json({ ok: true }) : c.json({ ok: false, errors: [{ code: 'claim-lost' }], requestId: c.var.requestId }, 409)
    })
    .post('/orders/:id/:token/failed', async (c) => {
      const failure = await c.req.json<{ code: string; message: string; report?: Record<string, unknown> }>()
      const held = await failOrder(deps, c.var.runner, c.req.param('id'), Number(c.req.param('token')), {
        code: String(failure.code),
        message: String(failure.message),
        report: failure.report,
      })
      return held ? c.json({ ok: true }) : c.json({ ok: false, errors: [{ code: 'claim-lost' }], requestId: c.var.requestId }, 409)
    })
    .post('/orders/:id/:token/result', bodyLimit({ maxSize: LARGEST_RESULT }), async (c) => {
      const form = await c.req.formData()
      const data = form.get('data')
      if (!(data instanceof File)) throw new NotFound('data part')
      const json = (name: string) => JSON.parse(String(form.get(name) ?? 'null')) as Record<string, unknown>
      const outcome = await completeOrder(deps, c.var.runner, c.req.param('id'), Number(c.req.param('token')), {
        name: data.name,
        data: new Uint8Array(await data.arrayBuffer()),
        sha256: String(form.get('sha256')),
        report: json('report'),
        dataPackage: json('dataPackage'),
      })
      return outcome.ok
        ? c.json({ ok: true })
        : c.json({ ok: false, errors: outcome.refusals.map(({ code }) => ({ code })), requestId: c.var.requestId }, 409)
    })
