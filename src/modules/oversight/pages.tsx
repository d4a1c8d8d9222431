import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import type { LogVerdict } from '../../audit/index.ts'
import { peopleNames, toSignIn } from '../../auth/index.ts'
import { eraDate, hasRole, japanDateTime } from '../../core/index.ts'
import { Button, eventName, LOG_FAULTS, Notice, Page, Tag } from '../../views/index.ts'
import { maySeeFigures } from '../yearly/index.ts'
import { Desk } from './desk-page.tsx'
import { openDesk, openLedger, publicLog, verifyWholeLog, wholeLog } from './service.ts'

type C = Context<AppEnv>
type Entry = Awaited<ReturnType<typeof wholeLog>>['entries'][number]

const shortHash = (hash: string) => <code class="nowrap">{hash.slice(0, 12)}…</code>
const what = (entry: Entry) => eventName(entry.type)
/** 案件 2026-0001, or the kind of thing and the start of its id. */
const about = ({ subject, receiptNumber }: Entry) =>
  receiptNumber ? `案件 ${receiptNumber}` : (SUBJECTS[subject.split(':')[0] ?? ''] ?? '—')

const SUBJECTS: Record<string, string> = {
  proposal: '案件',
  entry: '個人情報ファイル簿',
  call: '提案の募集',
  question: '募集への質問',
  consultation: '事前相談',
  user: '利用者',
  order: '加工指示',
  runner: '加工する端末',
  vault: '保管庫',
  programme: '提供制度',
  'entry-draft': '帳簿の記載',
  'register-import': '帳簿の表',
  organisation: '団体',
}

const by = ({ actorId }: Entry, names: ReadonlyMap<string, string>) =>
  names.get(actorId) ?? (actorId.startsWith('runner:') ? '加工する端末' : actorId === 'system' ? '仕組み' : '')

/** Ids, counts and hashes of an entry, as they were written. */
const Facts = ({ facts }: { facts: string }) => {
  const pairs = Object.entries(JSON.parse(facts) as Record<string, unknown>)
  return pairs.length === 0 ? null : (
    <>
      {pairs.map(([name, value]) => `${name}=${String(value)}`).join('　')}
      <br />
    </>
  )
}

/** Which page of a log is asked for: entries before that number. */
const beforeOf = (c: C): number | undefined => {
  const text = c.req.query('before') ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

const Older = ({ path, before }: { path: string; before: number | null }) =>
  before === null ? null : (
    <p>
      <a href={`${path}?before=${before}`}>もっと古い記録を見る</a>
    </p>
  )

const Verdict = ({ verdict }: { verdict: LogVerdict }) =>
  verdict.ok ? (
    <Notice kind="success" title="異常はありません">
      <p>
        {`${verdict.entries.toLocaleString('ja-JP')}件の記録を最初から計算し直し、書換え、削除、並べ替えがないことを確かめました。最後のハッシュ値：`}
        <code>{verdict.head}</code>
      </p>
    </Notice>
  ) : (
    <Notice kind="error" title={`${verdict.seq}番の記録に異常があります`}>
      <p>{LOG_FAULTS[verdict.reason]}。データベースと控えを保全し、管理者に連絡してください。</p>
    </Notice>
  )

/** 監視: the officials' work list, the public ledger and log, and the auditors' view. */
export const oversightPages = (deps: Deps) => {
  const page = (c: C, title: string, section: string, content: Child) =>
    c.html(
      <Page title={title} actor={c.var.actor} organisation={c.var.organisation} section={section} demonstration={deps.demonstration}>
        {content}
      </Page>,
    )

  const auditPage = async (c: C, verdict?: LogVerdict) => {
    const { organisation } = c.var
    const [{ entries, older }, names] = await Promise.all([wholeLog(deps, c.var.actor, organisation.id, beforeOf(c)), peopleNames(deps.db)])
    return page(
      c,
      '監査の記録',
      'audit',
      <>
        <h1>監査の記録</h1>
        <p>
          すべての操作が一つずつ記録され、前の記録のハッシュ値とつながっています。一文字でも書き換えたり、消したり、並べ替えたりすると、検証で分かります。
        </p>
        {verdict ? <Verdict verdict={verdict} /> : null}
        <form method="post" action={`/${organisation.id}/audit/verify`}>
          <Button>記録を検証する</Button>
        </form>
        <h2>{beforeOf(c) === undefined ? '新しい記録' : '古い記録'}</h2>
        <ol class="rows log">
          {entries.map((entry) => (
            <li>
              <div class="title-line">
                <span class="row-title">{`${entry.seq}　${what(entry)}`}</span>
                {entry.isPublic === 1 ? <Tag colour="blue">公開</Tag> : null}
              </div>
              <p class="small">{`${japanDateTime(entry.at)}　${about(entry)}　${by(entry, names)}`}</p>
              <p class="small muted">
                <Facts facts={entry.facts} />
                ハッシュ値 {shortHash(entry.hash)}
              </p>
            </li>
          ))}
        </ol>
        <Older path={`/${organisation.id}/audit`} before={older} />
      </>,
    )
  }

  return new Hono<AppEnv>()
    .get('/desk', async (c) => {
      if (!c.var.actor) return toSignIn(c)
      const { rows, duties, today } = await openDesk(deps, c.var.actor, c.var.organisation)
      return page(
        c,
        '事務机',
        'desk',
        <>
          <Desk base={`/${c.var.organisation.id}`} rows={rows} duties={duties} today={today} filter={c.req.query('state') ?? ''} />
          {hasRole(c.var.actor, c.var.organisation.id, 'screening-officer') ? (
            <p>
              <a href={`/${c.var.organisation.id}/proposals/paper`}>書面の提案を受け付ける</a>
            </p>
          ) : null}
          <p>
            <a href={`/${c.var.organisation.id}/workload`}>審査の分担</a>
          </p>
          {maySeeFigures(c.var.actor, c.var.organisation.id) ? (
            <p>
              <a href={`/${c.var.organisation.id}/yearly`}>年度の集計</a>
            </p>
          ) : null}
        </>,
      )
    })
    .get('/provisions', async (c) => {
      const lines = await openLedger(deps, c.var.organisation.id)
      return page(
        c,
        '提供の記録',
        'provisions',
        <>
          <h1>提供の記録</h1>
          <p>
            個人情報ファイルを加工して作ったデータを、だれに、何のために渡したかを公表しています。だれの情報かは分からないように加工されています。
          </p>
          <p>
            <a href={`/${c.var.organisation.id}/made-data`}>作成済みのデータと、その利用の提案</a>
          </p>
          {lines.length === 0 ? (
            <Notice>
              <p>まだ提供はありません。</p>
            </Notice>
          ) : (
            lines.map((line) => (
              <article class="card ledger">
                <h2>{line.isCopy ? `${line.file}（作成済みのデータの写し）` : line.file}</h2>
                <dl class="facts">
                  {(
                    [
                      ['提供した日', eraDate(line.providedOn)],
                      ['受け取った人', line.recipient],
                      ['利用の目的', line.purpose],
                      ['情報の項目', line.items.join('、')],
                      ['本人の数', `${line.persons.toLocaleString('ja-JP')}人`],
                      ...(line.noise ?? []).map(
                        ({ column, provisions, share }) =>
                          [
                            `誤差を加えた項目「${column}」`,
                            `同じファイルから${provisions}件目の提供です。すべてを平均すると、誤差の大きさは${Math.round(100 * share)}%になります`,
                          ] as const,
                      ),
                      ['利用の期間', `${eraDate(line.from)}から${eraDate(line.to)}まで`],
                      ['同じデータの利用の提案を受ける期間', `${eraDate(line.reuseFrom)}から${eraDate(line.reuseTo)}まで`],
                    ] as const
                  ).map(([label, value]) => (
                    <div>
                      <dt>{label}</dt>
                      <dd>{value}</dd>
                    </div>
                  ))}
                </dl>
                {line.made ? (
                  <p>
                    <a href={`/${c.var.organisation.id}/made-data/${line.made.id}`}>
                      {line.made.destroyedAt === null ? 'このデータの利用を提案する' : 'このデータは廃棄されました'}
                      <span class="visually-hidden">：{line.file}</span>
                    </a>
                  </p>
                ) : null}
              </article>
            ))
          )}
        </>,
      )
    })
    .get('/log', async (c) => {
      const { entries, older } = await publicLog(deps, c.var.organisation.id, beforeOf(c))
      return page(
        c,
        '公開の記録',
        'log',
        <>
          <h1>公開の記録</h1>
          <p>
            公示、決定、契約、提供などの公の操作の記録です。各記録は前の記録のハッシュ値とつながっていて、後から書き換えると分かります。番号が飛んでいるのは、
            公開しない記録が間にあるためです。
          </p>
          {entries.length === 0 ? (
            <Notice>
              <p>まだ記録はありません。</p>
            </Notice>
          ) : (
            <ol class="rows log">
              {entries.map((entry) => (
                <li>
                  <span class="row-title">{`${entry.seq}　${what(entry)}`}</span>
                  <p class="small muted">
                    {`${japanDateTime(entry.at)}　${about(entry)}　ハッシュ値 `}
                    {shortHash(entry.hash)}
                  </p>
                </li>
              ))}
            </ol>
          )}
          <Older path={`/${c.var.organisation.id}/log`} before={older} />
        </>,
      )
    })
    .get('/audit', async (c) => (c.var.actor ? auditPage(c) : toSignIn(c)))
    .post('/audit/verify', async (c) => auditPage(c, await verifyWholeLog(deps, c.var.actor, c.var.organisation.id)))
}
