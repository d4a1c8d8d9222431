import type { Deps } from '../../app-env.ts'
import { japanDate, type Refusal } from '../../core/index.ts'
import { numberSetting } from '../../programmes/index.ts'
import { Button, ErrorSummary, Field, Notice, statusOf, Tag } from '../../views/index.ts'
import { day } from './call-body.tsx'
import { keeper, ledgerPage, ledgerPath } from './ledger-frame.tsx'
import { type C, programmeOf } from './page-frame.ts'
import { mayTakeOut } from './permissions.ts'
import { lastStockTaking, stockTakingDue } from './rules.ts'
import { listEntries } from './store.ts'
import { abolishedOf } from './upkeep.ts'

/** The yearly stock-taking: every entry, whether it is time to look at it, and what may be done with it. */
export async function showStockTaking(deps: Deps, c: C, refused?: { refusals: Refusal[]; typed: Record<string, string> }, notice?: string) {
  const actor = keeper(c)
  const { organisation } = c.var
  const base = ledgerPath(c)
  const programme = programmeOf(c)
  const today = japanDate(deps.clock())
  const months = numberSetting(programme, 'register.stockTaking')
  const [register, ordinance, abolished] = await Promise.all([
    listEntries(deps.db, organisation.id),
    listEntries(deps.db, organisation.id, { ledger: 'ordinance' }),
    abolishedOf(deps, organisation.id),
  ])
  const entries = [...register, ...ordinance]
  const isDue = (entry: (typeof entries)[number]) => stockTakingDue(entry, months) <= today
  const due = entries.filter(isDue).length
  const isDesk = mayTakeOut(actor, organisation.id)
  return ledgerPage(
    deps,
    c,
    '棚卸し・修正・消除',
    <>
      <ErrorSummary refusals={refused?.refusals} labels={Object.fromEntries(entries.map(({ slug, name }) => [`persons-${slug}`, name]))} />
      {notice ? (
        <Notice kind="warning">
          <p>{notice}</p>
        </Notice>
      ) : null}
      <p>{`${months}か月ごとに、記載が今も正しいかを確かめ、本人の数を数え直します。${entries.length}件のうち${due}件が、確かめる時期です。`}</p>
      <ul class="rows">
        {entries.map((entry) => (
          <li>
            <div class="title-line">
              <a class="row-title" href={`/${organisation.id}/register/${entry.slug}`}>
                {entry.name}
              </a>
              {isDue(entry) ? <Tag colour="orange">確かめる時期</Tag> : <Tag colour="green">確認済み</Tag>}
              {entry.ledger === 'ordinance' ? <Tag>条例による帳簿</Tag> : null}
              {abolished.includes(entry.department) ? <Tag colour="red">組織が廃止されています</Tag> : null}
            </div>
            <p class="small muted">{`${entry.department}・前に確かめた日 ${day(lastStockTaking(entry))}`}</p>
            <form method="post" action={`${base}/entries/${entry.slug}/confirm`} class="inline-form">
              <Field
                name={`persons-${entry.slug}`}
                label={`「${entry.name}」の本人の数`}
                short
                value={refused?.typed[`persons-${entry.slug}`] ?? entry.persons}
                refusals={refused?.refusals}
              />
              <Button kind="secondary">変わりなしと確かめる</Button>
            </form>
            <div class="actions">
              <form method="post" action={`${base}/entries/${entry.slug}/amend`}>
                <Button kind="secondary" small>
                  修正する<span class="visually-hidden">：{entry.name}</span>
                </Button>
              </form>
              {isDesk ? (
                <a href={`${base}/entries/${entry.slug}/archive`}>
                  帳簿から消す<span class="visually-hidden">：{entry.name}</span>
                </a>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {isDesk ? (
        <>
          <h2>廃止された組織</h2>
          <p>{abolished.length === 0 ? '記録はありません。' : abolished.join('、')}</p>
          <form method="post" action={`${base}/departments`} class="inline-form">
            <Field name="abolished" label="廃止された組織の名称" value={refused?.typed.abolished} refusals={refused?.refusals} />
            <Button kind="secondary">記録する</Button>
          </form>
        </>
      ) : null}
    </>,
    refused ? statusOf(refused.refusals) : 200,
  )
}
