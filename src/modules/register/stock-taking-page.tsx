import type { Deps } from '../../app-env.ts'
import { japanDate, type Refusal } from '../../core/index.ts'
import { numberSetting } from '../../programmes/index.ts'
import { Button, ErrorSummary, Field, Notice, statusOf, Tag } from '../../views/index.ts'
import { day } from './call-body.tsx'
import { fold, searchWords } from './fold.ts'
import { keeper, ledgerPage, ledgerPath } from './ledger-frame.tsx'
import { type C, programmeOf } from './page-frame.ts'
import { mayTakeOut } from './permissions.ts'
import { lastStockTaking, stockTakingDue } from './rules.ts'
import { listEntries } from './store.ts'
import { abolishedOf } from './upkeep.ts'

const AT_ONCE = 50

/** What of the stock-taking is looked at, as the address says it. */
export function lookedAt(c: C): URLSearchParams {
  const asked = new URLSearchParams()
  for (const name of ['department', 'q', 'page']) {
    const value = (c.req.query(name) ?? '').trim()
    if (value !== '') asked.set(name, value)
  }
  return asked
}

/** The address of the same part of the stock-taking, with some of it changed. */
export function stockTakingPath(c: C, over: Record<string, string> = {}): string {
  const asked = lookedAt(c)
  for (const [name, value] of Object.entries(over)) asked.set(name, value)
  return `${ledgerPath(c)}/stock-taking${asked.size > 0 ? `?${asked}` : ''}`
}

/** The yearly stock-taking: every entry, those first that it is time to look at, and what may be done with it. */
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
  const all = [...register, ...ordinance]
  const isDue = (entry: (typeof all)[number]) => stockTakingDue(entry, months) <= today
  const due = all.filter(isDue).length
  const asked = lookedAt(c)
  const [department, words] = [asked.get('department') ?? '', searchWords(asked.get('q') ?? '')]
  const wanted = all.filter(
    (entry) => (department === '' || entry.department === department) && words.every((word) => fold(entry.name).includes(word)),
  )
  const sorted = [...wanted.filter(isDue), ...wanted.filter((entry) => !isDue(entry))]
  const pages = Math.max(1, Math.ceil(sorted.length / AT_ONCE))
  const page = Math.min(pages, Math.max(1, Number.parseInt(asked.get('page') ?? '', 10) || 1))
  const entries = sorted.slice((page - 1) * AT_ONCE, page * AT_ONCE)
  const query = asked.size > 0 ? `?${asked}` : ''
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
      <p>{`${months}か月ごとに、記載が今も正しいかを確かめ、本人の数を数え直します。${all.length}件のうち${due}件が、確かめる時期です。`}</p>
      <form method="get" action={`${base}/stock-taking`} class="inline-form">
        <Field
          name="department"
          label="所管する組織"
          plain
          value={department}
          options={[
            { value: '', label: 'すべて' },
            ...[...new Set(all.map((entry) => entry.department))].sort().map((name) => ({ value: name, label: name })),
          ]}
        />
        <Field name="q" label="名称の言葉" plain type="search" value={asked.get('q') ?? ''} />
        <Button kind="secondary">絞り込む</Button>
      </form>
      <p role="status">{`${sorted.length}件${pages > 1 ? `（${page}／${pages}ページ）` : ''}。確かめる時期のものが先です。`}</p>
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
            <form method="post" action={`${base}/entries/${entry.slug}/confirm${query}`} class="inline-form">
              <Field
                name={`persons-${entry.slug}`}
                label={`「${entry.name}」の本人の数`}
                short
                required
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
      {pages > 1 ? (
        <nav class="actions" aria-label="ページ">
          {page > 1 ? <a href={stockTakingPath(c, { page: String(page - 1) })}>{`前の${AT_ONCE}件`}</a> : null}
          {page < pages ? <a href={stockTakingPath(c, { page: String(page + 1) })}>{`次の${AT_ONCE}件`}</a> : null}
        </nav>
      ) : null}
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
