import { type Context, Hono } from 'hono'
import type { Child, FC } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { hasRole, japanDate, NotFound } from '../../core/index.ts'
import { type Programme, programme } from '../../programmes/index.ts'
import { Button, Facts, LinkButton, Notice, Page, Tag } from '../../views/index.ts'
import { CallBody, CallTag, day } from './call-page.tsx'
import { csvOf } from './csv.ts'
import { type EntryField, entryFields, NONE, publicEntry } from './fields.ts'
import type { Call, MadeData, RegisterEntry } from './model.ts'
import { EligibleTag, SearchField } from './parts.tsx'
import { callStatus, searchWords } from './rules.ts'
import { callsOf, countEntries, entriesOf, findCall, findEntryBySlug, listEntries, madeDataOf, openCallsOf } from './store.ts'

type C = Context<AppEnv>

const REGISTER = '個人情報ファイル簿'
const CALLS = '提案の募集'
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

/** The items as a list that can be counted; the rest of the fields as they are. */
const fieldValue = (field: EntryField, entry: RegisterEntry, made: MadeData[]): Child => {
  if (field.id !== 'items') return field.text(entry, made)
  return (
    <>
      <ol class="items">
        {entry.content.items.map(({ no, name, note, sensitive }) => (
          <li value={no}>
            {name}
            {note ? `（${note}）` : ''} {sensitive ? <Tag colour="orange">要配慮</Tag> : null}
          </li>
        ))}
      </ol>
      {entry.content.itemsPartlyWithheld ? '一部の項目は記載していません。' : ''}
    </>
  )
}

const frame = (deps: Deps, c: C, section: string) => ({
  actor: c.var.actor,
  demonstration: deps.demonstration,
  organisation: c.var.organisation,
  section,
})

const programmeOf = (c: C): Programme => programme(c.var.organisation.programmeId ?? '')

/** Calls open today, by the entry that they ask for. */
async function openByEntry(deps: Deps, organisationId: string): Promise<Map<string, Call>> {
  const open = await openCallsOf(deps.db, organisationId, japanDate(deps.clock()))
  return new Map(open.flatMap((call) => call.entries.map(({ entryId }) => [entryId, call] as const)))
}

const byEntry = (made: MadeData[], entryId: string) => made.filter((row) => row.entryId === entryId)

/** The register, its entries and the calls: public, without sign-in. */
export const registerPages = (deps: Deps) =>
  new Hono<AppEnv>()
    .get('/', async (c) => {
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
    })
    .get('/register', async (c) => {
      const { organisation } = c.var
      const base = `/${organisation.id}`
      const q = (c.req.query('q') ?? '').slice(0, 200)
      const wanted = c.req.query('eligible')
      const filter = { words: searchWords(q), isEligible: wanted === 'yes' ? true : wanted === 'no' ? false : undefined }
      const page = Math.max(1, Math.floor(Number(c.req.query('page') ?? 1)) || 1)
      const [count, entries, made, open] = await Promise.all([
        countEntries(deps.db, organisation.id, filter),
        listEntries(deps.db, organisation.id, filter, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
        madeDataOf(deps.db, organisation.id),
        openByEntry(deps, organisation.id),
      ])
      const pageLink = (to: number) =>
        `${base}/register?${new URLSearchParams({ q, ...(wanted ? { eligible: wanted } : {}), page: String(to) })}`
      return c.html(
        <Page {...frame(deps, c, 'register')} title={REGISTER} crumbs={[{ href: base, label: organisation.name }]}>
          <h1>{REGISTER}</h1>
          <search>
            <form method="get" action={`${base}/register`} class="inline-form">
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
          <h2>データで受け取る</h2>
          <p>
            <a href={`${base}/register.csv`}>CSV（UTF-8）</a>・<a href={`${base}/register.json`}>JSON</a>
            <span class="small muted">　すべての個人情報ファイル簿を、1ファイル1行で収めています。</span>
          </p>
        </Page>,
      )
    })
    .get('/register.csv', async (c) => {
      const { organisation } = c.var
      const [entries, made] = await Promise.all([listEntries(deps.db, organisation.id), madeDataOf(deps.db, organisation.id)])
      const fields = entryFields(programmeOf(c))
      const origin = new URL(c.req.url).origin
      const rows = entries.map((entry) => [
        ...fields.map((field) => field.text(entry, byEntry(made, entry.id)) || NONE),
        `${origin}/${organisation.id}/register/${entry.slug}`,
      ])
      return c.body(csvOf([[...fields.map(({ label }) => label), 'ページ'], ...rows]), 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="register-${organisation.id}.csv"`,
      })
    })
    .get('/register.json', async (c) => {
      const { organisation } = c.var
      const [entries, made] = await Promise.all([listEntries(deps.db, organisation.id), madeDataOf(deps.db, organisation.id)])
      const origin = new URL(c.req.url).origin
      return c.json({
        organisation: { id: organisation.id, name: organisation.name },
        entries: entries.map((entry) => publicEntry(entry, byEntry(made, entry.id), `${origin}/${organisation.id}/register/${entry.slug}`)),
      })
    })
    .get('/register/:entry', async (c) => {
      const { organisation, actor } = c.var
      const base = `/${organisation.id}`
      const [, slug, json] = /^(.+?)(\.json)?$/.exec(c.req.param('entry')) ?? []
      const entry = await findEntryBySlug(deps.db, organisation.id, slug ?? '')
      if (!entry) throw new NotFound('entry')
      const made = await madeDataOf(deps.db, organisation.id, entry.id)
      if (json) return c.json(publicEntry(entry, made, `${new URL(c.req.url).origin}${base}/register/${entry.slug}`))
      const call = (await openByEntry(deps, organisation.id)).get(entry.id)
      const judgment = entry.content.judgment
      const isOfficial = hasRole(actor, organisation.id, 'department-officer', 'screening-officer', 'auditor', 'administrator')
      return c.html(
        <Page
          {...frame(deps, c, 'register')}
          title={entry.name}
          crumbs={[
            { href: base, label: organisation.name },
            { href: `${base}/register`, label: REGISTER },
          ]}
        >
          <div class="title-line">
            <h1>{entry.name}</h1>
            <EligibleTag entry={entry} />
          </div>
          {call ? (
            <Notice kind="success" title="この個人情報ファイルは、提案を募集しています">
              <p>{`「${call.title}」で、${day(call.closesOn)}まで受け付けています。`}</p>
              <div class="actions">
                <LinkButton href={`${base}/proposals/new?call=${call.id}&entry=${entry.id}`}>
                  この個人情報ファイルについて提案する
                </LinkButton>
                <a href={`${base}/calls/${call.id}`}>募集の内容を見る</a>
              </div>
            </Notice>
          ) : null}
          <Facts rows={entryFields(programmeOf(c)).map((field) => [`${field.no}. ${field.label}`, fieldValue(field, entry, made)])} />
          <h2>提案を考える方へ</h2>
          <Facts
            rows={[
              ['該当・非該当とした理由', judgment.publicReason],
              ...(entry.isEligible
                ? ([['本人の数', `${entry.persons.toLocaleString('ja-JP')}人（${day(entry.content.personsCountedOn)}現在）`]] as [
                    string,
                    Child,
                  ][])
                : []),
            ]}
          />
          {isOfficial ? <Judgment entry={entry} /> : null}
          <p>
            <a href={`${base}/register/${entry.slug}.json`}>この個人情報ファイル簿をJSONで見る</a>
          </p>
        </Page>,
      )
    })
    .get('/calls', async (c) => {
      const { organisation } = c.var
      const base = `/${organisation.id}`
      const today = japanDate(deps.clock())
      const calls = await callsOf(deps.db, organisation.id)
      return c.html(
        <Page {...frame(deps, c, 'calls')} title={CALLS} crumbs={[{ href: base, label: organisation.name }]}>
          <h1>{CALLS}</h1>
          {calls.length === 0 ? (
            <Notice>
              <p>公表している募集はありません。</p>
            </Notice>
          ) : (
            <ul class="rows">
              {calls.map((call) => (
                <li>
                  <div class="title-line">
                    <h2 class="row-title">
                      <a href={`${base}/calls/${call.id}`}>{call.title}</a>
                    </h2>
                    <CallTag status={callStatus(call, today)} />
                  </div>
                  <p class="small muted">{`${day(call.opensOn)}から${day(call.closesOn)}まで・${call.entries.length}件の個人情報ファイル`}</p>
                </li>
              ))}
            </ul>
          )}
        </Page>,
      )
    })
    .get('/calls/:call', async (c) => {
      const { organisation } = c.var
      const base = `/${organisation.id}`
      const call = await findCall(deps.db, organisation.id, c.req.param('call'))
      if (!call) throw new NotFound('call')
      const today = japanDate(deps.clock())
      const entries = await entriesOf(
        deps.db,
        organisation.id,
        call.entries.map(({ entryId }) => entryId),
      )
      return c.html(
        <Page
          {...frame(deps, c, 'calls')}
          title={call.title}
          crumbs={[
            { href: base, label: organisation.name },
            { href: `${base}/calls`, label: CALLS },
          ]}
        >
          <CallBody
            call={call}
            status={callStatus(call, today)}
            today={today}
            programme={programme(call.programmeId, call.programmeVersion)}
            entries={entries}
            organisationId={organisation.id}
          />
        </Page>,
      )
    })

const TESTS: Record<string, string> = {
  registered: '個人情報ファイル簿に記載している',
  disclosable: '開示請求があれば開示するか、意見書の機会を与える',
  feasible: '事務に支障なく作成できる',
}

/** The judgment behind 該当/非該当, for officials. */
const Judgment: FC<{ entry: RegisterEntry }> = ({ entry }) => {
  const { tests, internalReason, decidedBy, decidedOn } = entry.content.judgment
  return (
    <>
      <h2>判断の記録（職員だけに見えます）</h2>
      <Facts
        rows={[
          ...tests.map(({ test, met, reason }): [string, Child] => [TESTS[test] ?? test, `${met ? '満たす' : '満たさない'}：${reason}`]),
          ['内部の理由', internalReason],
          ['判断した者と日', `${decidedBy}　${day(decidedOn)}`],
          ['本人の数', `${entry.persons.toLocaleString('ja-JP')}人`],
          ['保有を始めた日', day(entry.content.holdingSince)],
        ]}
      />
    </>
  )
}
