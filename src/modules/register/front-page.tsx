import type { Deps } from '../../app-env.ts'
import { japanDate } from '../../core/index.ts'
import { Button, Facts, Page } from '../../views/index.ts'
import { day } from './call-body.tsx'
import { type C, CALLS, frame, programmeOf, REGISTER } from './page-frame.ts'
import { SearchField } from './parts.tsx'
import { countEntries, entriesOf, madeDataOf, openCallsOf } from './store.ts'

/** An organisation's first page: what it holds, what it asks for, what it has provided. */
export async function showFront(deps: Deps, c: C) {
  const { organisation } = c.var
  const base = `/${organisation.id}`
  const today = japanDate(deps.clock())
  const [all, eligible, open, made] = await Promise.all([
    countEntries(deps.db, organisation.id),
    countEntries(deps.db, organisation.id, { isEligible: true }),
    openCallsOf(deps.db, organisation.id, today),
    madeDataOf(deps.db, organisation.id),
  ])
  const sources = await entriesOf(deps.db, organisation.id, [...new Set(made.map(({ entryId }) => entryId))])
  const { words } = programmeOf(c)
  const { desk, address, phone } = organisation.profile
  return c.html(
    <Page {...frame(deps, c, '')} title="はじめに">
      <h1>{organisation.name}</h1>
      <p class="lead">
        {`どのような個人情報ファイルを保有しているかを公表し、それを加工した${words.deidentifiedData}を用いる事業の提案を受け付け、提供の結果を公表しています。`}
      </p>
      <search>
        <form method="get" action={`${base}/register`} class="inline-form">
          <SearchField q="" />
          <Button>調べる</Button>
        </form>
      </search>
      <ul class="cards">
        <li class="card">
          <h2>
            <a href={`${base}/register`}>{REGISTER}</a>
          </h2>
          <p>{`${all}件の個人情報ファイルを公表しています。うち${eligible}件が、提案の募集の対象です。`}</p>
        </li>
        <li class="card">
          <h2>
            <a href={`${base}/calls`}>{CALLS}</a>
          </h2>
          <p>{open.length > 0 ? `${open.length}件の募集を受け付けています。` : '今、受け付けている募集はありません。'}</p>
        </li>
        <li class="card">
          <h2>
            <a href={`${base}/preflight`}>提案の前の見通し</a>
          </h2>
          <p>欲しいデータが得られそうか、いつ決まり、いくらかかるかを、登録なしで確かめられます。</p>
        </li>
        <li class="card">
          <h2>
            <a href={`${base}/provisions`}>提供の記録</a>
          </h2>
          <p>{made.length > 0 ? `これまでに${made.length}件のデータを作成しました。` : 'まだ提供したデータはありません。'}</p>
        </li>
      </ul>
      <h2>受付中の募集</h2>
      {open.length === 0 ? (
        <p>今、受け付けている募集はありません。</p>
      ) : (
        <ul class="rows">
          {open.map((call) => (
            <li>
              <a href={`${base}/calls/${call.id}`}>{call.title}</a>
              <br />
              <span class="small muted">{`${day(call.closesOn)}まで・${call.entries.length}件の個人情報ファイル`}</span>
            </li>
          ))}
        </ul>
      )}
      <h2>これまでに作成したデータ</h2>
      {made.length === 0 ? (
        <p>まだありません。</p>
      ) : (
        <ul class="rows">
          {made.map((row) => {
            const source = sources.find(({ id }) => id === row.entryId)
            return (
              <li>
                {source ? <a href={`${base}/register/${source.slug}`}>{source.name}</a> : null}
                <br />
                <span class="small muted">{`本人の数 ${row.persons.toLocaleString('ja-JP')}人・${row.items.length}項目`}</span>
              </li>
            )
          })}
        </ul>
      )}
      <h2>窓口</h2>
      <Facts
        rows={[
          ['組織', desk],
          ['所在地', address],
          ['電話', phone],
        ]}
      />
    </Page>,
  )
}
