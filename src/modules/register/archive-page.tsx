import type { Deps } from '../../app-env.ts'
import { japanDate, NotFound, type Refusal } from '../../core/index.ts'
import { Button, ErrorSummary, Field, statusOf } from '../../views/index.ts'
import { editorLabels } from './editor-page.tsx'
import { keeper, ledgerPage } from './ledger-frame.tsx'
import { type C, programmeOf } from './page-frame.ts'
import { mayTakeOut } from './permissions.ts'
import { findEntryBySlug } from './store.ts'

const DAY = '保有をやめた日、又は満たなくなった日'

/** The form by which the desk takes an entry out of the register. */
export async function showArchive(deps: Deps, c: C, refused?: { refusals: Refusal[]; typed: Record<string, string> }) {
  const actor = keeper(c)
  const { organisation } = c.var
  const entry = await findEntryBySlug(deps.db, organisation.id, c.req.param('entry') ?? '')
  if (!entry || !mayTakeOut(actor, organisation.id)) throw new NotFound('entry')
  return ledgerPage(
    deps,
    c,
    `「${entry.name}」を帳簿から消す`,
    <>
      <ErrorSummary refusals={refused?.refusals} labels={{ ...editorLabels(programmeOf(c)), effectiveOn: DAY }} />
      <p>保有をやめたとき、又は本人の数が定めに満たなくなったときに、帳簿から消します。記載とその履歴は、記録として残ります。</p>
      <form method="post" action={`/${organisation.id}/ledger/entries/${entry.slug}/archive`} class="narrow">
        <Field
          name="reason"
          label="消す理由"
          rows={2}
          required
          hint="公表します。"
          value={refused?.typed.reason}
          refusals={refused?.refusals}
        />
        <Field
          name="effectiveOn"
          label={DAY}
          type="date"
          required
          value={refused?.typed.effectiveOn ?? japanDate(deps.clock())}
          refusals={refused?.refusals}
        />
        <div class="actions">
          <Button kind="danger">帳簿から消す</Button>
          <a href={`/${organisation.id}/ledger/stock-taking`}>やめる</a>
        </div>
      </form>
    </>,
    refused ? statusOf(refused.refusals) : 200,
  )
}
