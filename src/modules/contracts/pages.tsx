import { type Context, Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { NotFound, type Refusal, type Result } from '../../core/index.ts'
import { paperDeps, returnedFiles, type ShowCase } from '../proposals/index.ts'
import { doAct, fieldOf } from './acts.ts'
import type { TypedContract } from './model.ts'
import { applyForContract, concludeContract, recordPayment } from './service.ts'

type C = Context<AppEnv>

/** A hierarchy file of a recipe: code lists are far smaller. */
const LARGEST_FILE = 1024 * 1024

/** 契約: application, payment and conclusion, posted from the page of the case. */
export const contractPages = (deps: Deps, { showCase }: { showCase: ShowCase }) => {
  const actorOf = (c: C) => {
    if (!c.var.actor) throw new NotFound('contract')
    return c.var.actor
  }
  const caseOf = (c: C) => c.req.param('id') ?? ''
  const answer = (c: C, outcome: Result<unknown>, typed: Record<string, string> = {}) =>
    outcome.ok
      ? c.redirect(`/${c.var.organisation.id}/proposals/${caseOf(c)}#contract`, 303)
      : showCase(c, caseOf(c), { refusals: outcome.refusals, typed })
  const textsOf = (form: FormData) => Object.fromEntries([...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string'))

  return new Hono<AppEnv>()
    .post('/proposals/:id/contract/apply', async (c) => {
      const typed = textsOf(await c.req.formData())
      return answer(c, await applyForContract(deps, actorOf(c), c.var.organisation.id, caseOf(c), typed.agreed === 'yes'))
    })
    .post('/proposals/:id/contract/payment', async (c) => {
      const form = textsOf(await c.req.formData())
      return answer(c, await recordPayment(deps, actorOf(c), c.var.organisation.id, caseOf(c), form), form)
    })
    .post('/proposals/:id/acts/:action', async (c) => {
      const action = c.req.param('action')
      const form = textsOf(await c.req.formData())
      const typed = Object.fromEntries(Object.entries(form).map(([name, value]) => [name.replace(`${action}.`, ''), value]))
      const outcome = await doAct(await paperDeps(deps, c), actorOf(c), c.var.organisation.id, caseOf(c), action, typed)
      if (outcome.ok) return answer(c, outcome)
      const refusals = outcome.refusals.map(({ field, ...one }) => (field ? { ...one, field: fieldOf(action, field) } : one))
      return showCase(c, caseOf(c), { refusals, typed: { ...form, action }, labels: outcome.labels })
    })
    .post('/proposals/:id/contract/conclude', async (c) => {
      const actor = actorOf(c)
      const form = await c.req.formData()
      const texts = textsOf(form)
      const text = (name: keyof TypedContract) => texts[name] ?? ''
      const typed: TypedContract = {
        recipe: text('recipe'),
        periodFrom: text('periodFrom'),
        periodTo: text('periodTo'),
        onwardSupply: text('onwardSupply'),
        outsourcing: text('outsourcing'),
        court: text('court'),
      }
      const files = await readFiles(form)
      const outcome = files.ok
        ? await concludeContract(await paperDeps(deps, c), actor, c.var.organisation.id, caseOf(c), typed, files.files)
        : files
      return answer(c, outcome, texts)
    })
}

/** The files of the form as texts by their names. */
async function readFiles(form: FormData): Promise<{ ok: true; files: Record<string, string> } | { ok: false; refusals: Refusal[] }> {
  const files = new Map(returnedFiles(form))
  const refusals: Refusal[] = []
  for (const value of form.getAll('files')) {
    if (typeof value === 'string' || value.name === '') continue
    const { name } = value
    if (value.size > LARGEST_FILE) {
      refusals.push({ code: 'recipe-file-too-large', field: 'files', facts: { name, max: LARGEST_FILE } })
      continue
    }
    try {
      files.set(name, new TextDecoder('utf-8', { fatal: true }).decode(await value.arrayBuffer()))
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      refusals.push({ code: 'recipe-file-not-text', field: 'files', facts: { name } })
    }
  }
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, files: Object.fromEntries(files) }
}
