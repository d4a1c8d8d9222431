import { type Context, Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { formText, NotFound, type Result } from '../../core/index.ts'
import { paperDeps, type ShowCase, wordFile } from '../proposals/index.ts'
import { closeUse } from './close.ts'
import { confirmProvision } from './confirm.ts'
import { downloadPackage } from './download.ts'
import { makeHandover, takeHandover } from './handover.ts'
import { showMade } from './handover-part.tsx'
import type { ResultOf } from './model.ts'
import { prepareProvision } from './prepare.ts'
import { receiptForm, recordReceipt } from './receipt.ts'
import { chooseRecipient } from './recipient.ts'

type C = Context<AppEnv>

const download = (body: BodyInit, name: string) =>
  new Response(body, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`,
      'cache-control': 'no-store',
    },
  })

/** 提供: how to encrypt, preparing, confirming, downloading and the receipt, posted from the page of the case. */
export const provisionPages = (deps: Deps, { showCase, resultOf }: { showCase: ShowCase; resultOf: ResultOf }) => {
  const actorOf = (c: C) => {
    if (!c.var.actor) throw new NotFound('provision')
    return c.var.actor
  }
  const at = (c: C) => [actorOf(c), c.var.organisation.id, c.req.param('id') ?? ''] as const
  const textsOf = async (c: C) => {
    const form = await c.req.formData()
    return (name: string) => formText(form, name)
  }
  const answer = (c: C, outcome: Result<unknown>, typed: Record<string, string> = {}) =>
    outcome.ok
      ? c.redirect(`/${c.var.organisation.id}/proposals/${c.req.param('id')}#provision`, 303)
      : showCase(c, c.req.param('id') ?? '', { refusals: outcome.refusals, typed })

  return new Hono<AppEnv>()
    .post('/proposals/:id/provision/recipient', async (c) => {
      const text = await textsOf(c)
      const typed = { recipientKind: text('recipientKind'), recipientKey: text('recipientKey') }
      const outcome = await chooseRecipient(deps, ...at(c), typed)
      // A secret key typed by mistake is not sent back into the page.
      const isSecret = !outcome.ok && outcome.refusals.some(({ code }) => code === 'secret-key-given')
      return answer(c, outcome, isSecret ? { ...typed, recipientKey: '' } : typed)
    })
    .post('/proposals/:id/provision/prepare', async (c) => {
      const text = await textsOf(c)
      const typed = {
        publicRecipient: text('publicRecipient'),
        publicPurpose: text('publicPurpose'),
        reuseFrom: text('reuseFrom'),
        reuseTo: text('reuseTo'),
      }
      return answer(c, await prepareProvision(await paperDeps(deps, c), resultOf, ...at(c), typed), typed)
    })
    .post('/proposals/:id/provision/confirm', async (c) => {
      const text = await textsOf(c)
      return answer(c, await confirmProvision(deps, ...at(c), text('checked') === 'yes'))
    })
    .post('/proposals/:id/provision/download', async (c) => {
      const text = await textsOf(c)
      const outcome = await downloadPackage(deps, ...at(c), {
        passphrase: text('passphrase'),
        passphraseAgain: text('passphraseAgain'),
      })
      if (!outcome.ok) return answer(c, outcome)
      return download(outcome.value.stream, outcome.value.name)
    })
    .post('/proposals/:id/provision/close', async (c) => {
      const form = await c.req.formData()
      const text = (name: string) => formText(form, name)
      const [typed, day, file] = [{ erasedOn: text('erasedOn'), method: text('method') }, text('receivedOn'), form.get('scan')]
      const sent = { day, file: file instanceof File && file.name !== '' ? file : undefined }
      return answer(c, await closeUse(deps, ...at(c), typed, sent), { ...typed, receivedOn: day })
    })
    .post('/proposals/:id/provision/receipt', async (c) => {
      const form = await c.req.formData()
      const text = (name: string) => formText(form, name)
      const typed = { handedBy: text('handedBy'), receivedOn: text('receivedOn') }
      const scan = form.get('scan')
      const file = scan instanceof File && scan.name !== '' ? scan : undefined
      const sent = { file, day: typed.receivedOn, handedBy: typed.handedBy, compared: text('compared') === 'yes' }
      return answer(c, await recordReceipt(deps, ...at(c), sent), typed)
    })
    .get('/proposals/:id/provision/receipt-form', async (c) => {
      const { bytes, title } = await receiptForm(deps, ...at(c))
      return wordFile(bytes, title)
    })
    .post('/proposals/:id/provision/handover', async (c) => {
      const made = await makeHandover(deps, ...at(c))
      return made.ok ? showMade(deps, c, made.value) : answer(c, made)
    })
    .post('/proposals/:id/provision/handover/file', async (c) => {
      const taken = await takeHandover(deps, ...at(c))
      return taken.ok ? download(taken.value.bytes as Uint8Array<ArrayBuffer>, taken.value.name) : answer(c, taken)
    })
}
