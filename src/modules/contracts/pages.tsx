import { type Context, Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { formTexts, NotFound, type Result } from '../../core/index.ts'
import { paperDeps, returnedFiles, type ShowCase, wordFile } from '../proposals/index.ts'
import { doAct, fieldOf } from './acts.ts'
import type { TypedContract } from './model.ts'
import { readFiles } from './recipe-files.ts'
import { applicationForm, applyForContract, concludeContract, recordPayment } from './service.ts'

type C = Context<AppEnv>

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
  const filesOf = (form: FormData) => [...form.values()].filter((value): value is File => typeof value !== 'string' && value.name !== '')

  return new Hono<AppEnv>()
    .post('/proposals/:id/contract/apply', async (c) => {
      const form = await c.req.formData()
      const { agreed, receivedOn: day = '' } = formTexts(form)
      const sent = { agreed: agreed === 'yes', day, file: filesOf(form)[0] }
      return answer(c, await applyForContract(deps, actorOf(c), c.var.organisation.id, caseOf(c), sent), { receivedOn: day })
    })
    .get('/proposals/:id/contract/application-form', async (c) => {
      const { bytes, title } = await applicationForm(deps, actorOf(c), c.var.organisation.id, caseOf(c))
      return wordFile(bytes, title)
    })
    .post('/proposals/:id/contract/payment', async (c) => {
      const form = formTexts(await c.req.formData())
      return answer(c, await recordPayment(deps, actorOf(c), c.var.organisation.id, caseOf(c), form), form)
    })
    .post('/proposals/:id/acts/:action', async (c) => {
      const action = c.req.param('action')
      const sent = await c.req.formData()
      const form = formTexts(sent)
      const typed = Object.fromEntries(Object.entries(form).map(([name, value]) => [name.replace(`${action}.`, ''), value]))
      const outcome = await doAct(await paperDeps(deps, c), actorOf(c), c.var.organisation.id, caseOf(c), action, typed, filesOf(sent))
      if (outcome.ok) return answer(c, outcome)
      const refusals = outcome.refusals.map(({ field, ...one }) => (field ? { ...one, field: fieldOf(action, field) } : one))
      return showCase(c, caseOf(c), { refusals, typed: { ...form, action }, labels: outcome.labels })
    })
    .post('/proposals/:id/contract/conclude', async (c) => {
      const actor = actorOf(c)
      const form = await c.req.formData()
      const texts = formTexts(form)
      const text = (name: keyof TypedContract) => texts[name] ?? ''
      const typed: TypedContract = {
        recipe: text('recipe'),
        periodFrom: text('periodFrom'),
        periodTo: text('periodTo'),
        onwardSupply: text('onwardSupply'),
        outsourcing: text('outsourcing'),
        penalty: text('penalty'),
        court: text('court'),
      }
      const files = await readFiles(filesOf(form), returnedFiles(form))
      const outcome = files.ok
        ? await concludeContract(await paperDeps(deps, c), actor, c.var.organisation.id, caseOf(c), typed, files.files)
        : files
      return answer(c, outcome, texts)
    })
}
