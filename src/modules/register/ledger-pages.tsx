import { Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { formTexts } from '../../core/index.ts'
import { showArchive } from './archive-page.tsx'
import { showDraft } from './draft-page.tsx'
import { approveEntryDraft, discardEntryDraft, publishEntryDraft, returnEntryDraft, startEntryDraft, writeEntryDraft } from './drafting.ts'
import { approveAll, publishAll } from './drafting-together.ts'
import { WARNINGS } from './editor-page.tsx'
import { itemRowsOf } from './entry-form.ts'
import { keeper, ledgerPath } from './ledger-frame.tsx'
import { showLedger } from './ledger-page.tsx'
import type { C } from './page-frame.ts'
import { showStockTaking, stockTakingPath } from './stock-taking-page.tsx'
import { abolishDepartment, archiveEntry, confirmEntry, type LiveReferences } from './upkeep.ts'

/** Keeping the register: writing entries, approving and publishing them, the yearly stock-taking, taking entries out. */
export function ledgerPages(deps: Deps, live: LiveReferences) {
  return new Hono<AppEnv>()
    .get('/ledger', (c) => showLedger(deps, c))
    .post('/ledger/new', async (c) => {
      const made = await startEntryDraft(deps, keeper(c), c.var.organisation)
      return made.ok ? c.redirect(`${ledgerPath(c)}/drafts/${made.value}`, 303) : showLedger(deps, c, made.refusals)
    })
    .get('/ledger/drafts/:draft', (c) => showDraft(deps, c))
    .post('/ledger/drafts/:draft', async (c) => {
      const { revision = '', do: wanted, ...typed } = formTexts(await c.req.formData())
      if (wanted === 'more') typed['item-count'] = String(itemRowsOf(typed) + 10)
      const done = await writeEntryDraft(
        deps,
        keeper(c),
        c.var.organisation,
        c.req.param('draft'),
        { revision: Number(revision), typed },
        wanted === 'submit',
      )
      if (!done.ok) return showDraft(deps, c, { refusals: done.refusals, typed, revision })
      return wanted === 'submit'
        ? c.redirect(ledgerPath(c), 303)
        : c.redirect(`${ledgerPath(c)}/drafts/${c.req.param('draft')}?saved=1${wanted === 'more' ? '#item-1-name-group' : ''}`, 303)
    })
    .post('/ledger/drafts/:draft/approve', async (c) => {
      const { revision } = formTexts(await c.req.formData())
      const done = await approveEntryDraft(deps, keeper(c), c.var.organisation, c.req.param('draft'), Number(revision))
      return done.ok ? c.redirect(ledgerPath(c), 303) : showDraft(deps, c, { refusals: done.refusals })
    })
    .post('/ledger/drafts/:draft/publish', async (c) => {
      const { revision } = formTexts(await c.req.formData())
      const done = await publishEntryDraft(deps, keeper(c), c.var.organisation, c.req.param('draft'), Number(revision))
      return done.ok ? c.redirect(`/${c.var.organisation.id}/register/${done.value}`, 303) : showDraft(deps, c, { refusals: done.refusals })
    })
    .post('/ledger/drafts/:draft/return', async (c) => {
      const { revision, note = '' } = formTexts(await c.req.formData())
      const done = await returnEntryDraft(deps, keeper(c), c.var.organisation, c.req.param('draft'), Number(revision), note)
      return done.ok ? c.redirect(ledgerPath(c), 303) : showDraft(deps, c, { refusals: done.refusals, typed: { note } })
    })
    .post('/ledger/drafts/:draft/discard', async (c) => {
      const done = await discardEntryDraft(deps, keeper(c), c.var.organisation, c.req.param('draft'))
      return done.ok ? c.redirect(ledgerPath(c), 303) : showDraft(deps, c, { refusals: done.refusals })
    })
    .post('/ledger/approve-all', async (c) => {
      const done = await approveAll(deps, keeper(c), c.var.organisation, await shownIn(c))
      return done.ok ? c.redirect(ledgerPath(c), 303) : showLedger(deps, c, done.refusals)
    })
    .post('/ledger/publish-all', async (c) => {
      const { refused } = await publishAll(deps, keeper(c), c.var.organisation, await shownIn(c))
      return refused === 0
        ? c.redirect(ledgerPath(c), 303)
        : showLedger(deps, c, [{ code: 'some-not-published', facts: { count: refused } }])
    })
    .get('/ledger/stock-taking', (c) => showStockTaking(deps, c))
    .post('/ledger/entries/:entry/confirm', async (c) => {
      const typed = formTexts(await c.req.formData())
      const slug = c.req.param('entry')
      const done = await confirmEntry(deps, keeper(c), c.var.organisation, slug, { persons: typed[`persons-${slug}`] ?? '' })
      if (!done.ok) return showStockTaking(deps, c, { refusals: done.refusals, typed })
      const { warning } = done.value
      return warning ? showStockTaking(deps, c, undefined, WARNINGS[warning.about](warning.facts)) : c.redirect(stockTakingPath(c), 303)
    })
    .post('/ledger/entries/:entry/amend', async (c) => {
      const made = await startEntryDraft(deps, keeper(c), c.var.organisation, c.req.param('entry'))
      return made.ok ? c.redirect(`${ledgerPath(c)}/drafts/${made.value}`, 303) : showLedger(deps, c, made.refusals)
    })
    .get('/ledger/entries/:entry/archive', (c) => showArchive(deps, c))
    .post('/ledger/entries/:entry/archive', async (c) => {
      const typed = formTexts(await c.req.formData())
      const { reason = '', effectiveOn = '' } = typed
      const done = await archiveEntry(deps, keeper(c), c.var.organisation, c.req.param('entry'), { reason, effectiveOn }, live)
      return done.ok ? c.redirect(`${ledgerPath(c)}/stock-taking`, 303) : showArchive(deps, c, { refusals: done.refusals, typed })
    })
    .post('/ledger/departments', async (c) => {
      const typed = formTexts(await c.req.formData())
      const done = await abolishDepartment(deps, keeper(c), c.var.organisation, typed.abolished ?? '')
      return done.ok ? c.redirect(`${ledgerPath(c)}/stock-taking`, 303) : showStockTaking(deps, c, { refusals: done.refusals, typed })
    })
}

/** Drafts as the page showed them: id → revision. */
const shownIn = async (c: C) =>
  new Map(
    (await c.req.formData()).getAll('draft').map((one) => {
      const [id = '', revision] = String(one).split('@')
      return [id, Number(revision)] as const
    }),
  )
