import type { FC } from 'hono/jsx'
import type { Deps } from '../../app-env.ts'
import { Button, Notice, Page, Tag } from '../../views/index.ts'
import type { Call, RegisterEntry } from './model.ts'
import { byEntry, type C, frame, openByEntry, REGISTER } from './page-frame.ts'
import { EligibleTag, SearchField } from './parts.tsx'
import { searchWords } from './rules.ts'
import { countEntries, listEntries, madeDataOf } from './store.ts'

const PAGE_SIZE = 50

const EntryRow: FC<{ entry: RegisterEntry; base: string; open?: Call; made: number }> = ({ entry, base, open, made }) => (
  <li>
    <div class="title-line">
      <h2 class="row-title">
        <a href={`${base}/register/${entry.slug}`}>{entry.name}</a>
      </h2>
      <EligibleTag entry={entry} />
      {open ? <Tag colour="green">募集中</Tag> : null}
      {made > 0 ? <Tag colour="orange">{`作成済み ${made}件`}</Tag> : null}
    </div>
    <p class="small muted">{`${entry.content.authority}・${entry.department}`}</p>
    <p>{entry.content.purpose}</p>
  </li>
)

/** The register, searched and filtered. */
export async function showList(deps: Deps, c: C) {
  const { organisation } = c.var
  const base = `/${organisation.id}`
  const q = (c.req.query('q') ?? '').slice(0, 200)
  const wanted = c.req.query('eligible')
  const ledger = c.req.query('ledger') === 'ordinance' ? ('ordinance' as const) : ('register' as const)
  const filter = { ledger, words: searchWords(q), isEligible: wanted === 'yes' ? true : wanted === 'no' ? false : undefined }
  const page = Math.max(1, Math.floor(Number(c.req.query('page') ?? 1)) || 1)
  const [count, second, entries, made, open] = await Promise.all([
    countEntries(deps.db, organisation.id, filter),
    countEntries(deps.db, organisation.id, { ledger: 'ordinance' }),
    listEntries(deps.db, organisation.id, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
    madeDataOf(deps.db, organisation.id),
    openByEntry(deps, organisation.id),
  ])
  const pageLink = (to: number) =>
    `${base}/register?${new URLSearchParams({ q, ...(wanted ? { eligible: wanted } : {}), ...(ledger === 'ordinance' ? { ledger } : {}), page: String(to) })}`
  return c.html(
    <Page {...frame(deps, c, 'register')} title={REGISTER} crumbs={[{ href: base, label: organisation.name }]}>
      <h1>{ledger === 'ordinance' ? '条例による帳簿' : REGISTER}</h1>
      <search>
        <form method="get" action={`${base}/register`} class="inline-form">
          {ledger === 'ordinance' ? <input type="hidden" name="ledger" value="ordinance" /> : null}
          <SearchField q={q} />
          <div class="field">
            <label for="eligible">提案の募集</label>
            <select id="eligible" name="eligible">
              {[
                ['', 'すべて'],
                ['yes', '該当（提案できる）'],
                ['no', '非該当'],
              ].map(([value, label]) => (
                <option value={value} selected={value === (wanted ?? '')}>
                  {label}
                </option>
              ))}
            </select>
          </div>
          <Button>調べる</Button>
        </form>
      </search>
      <p role="status">{`${count}件${q ? `（「${q}」で調べた結果）` : ''}`}</p>
      {entries.length === 0 ? (
        <Notice>
          <p>当てはまる個人情報ファイルはありません。言葉を短くするか、減らして、もう一度調べてください。</p>
        </Notice>
      ) : (
        <ul class="rows">
          {entries.map((entry) => (
            <EntryRow entry={entry} base={base} open={open.get(entry.id)} made={byEntry(made, entry.id).length} />
          ))}
        </ul>
      )}
      {count > PAGE_SIZE ? (
        <nav class="actions" aria-label="ページ">
          {page > 1 ? <a href={pageLink(page - 1)}>前の{PAGE_SIZE}件</a> : null}
          {page * PAGE_SIZE < count ? <a href={pageLink(page + 1)}>次の{PAGE_SIZE}件</a> : null}
        </nav>
      ) : null}
      {ledger === 'ordinance' ? (
        <p>
          {'条例による帳簿です。提案の募集の対象にはなりません。'}
          <a href={`${base}/register`}>個人情報ファイル簿を見る</a>
        </p>
      ) : second > 0 ? (
        <p>
          <a href={`${base}/register?ledger=ordinance`}>{`条例による帳簿（${second}件）を見る`}</a>
        </p>
      ) : null}
      <h2>データで受け取る</h2>
      <p>
        <a href={`${base}/register.csv`}>CSV（UTF-8）</a>・<a href={`${base}/register.json`}>JSON</a>・
        <a href={`${base}/register.jsonld`}>DCAT（JSON-LD）</a>・<a href={`${base}/register.atom`}>変更の知らせ（Atom）</a>・
        <a href={`${base}/register-print`}>印刷用</a>・<a href={`${base}/register.docx`}>Word</a>
        <span class="small muted">　すべての個人情報ファイル簿を、1ファイル1行で収めています。</span>
      </p>
    </Page>,
  )
}
