import type { FC } from 'hono/jsx'
import { daysBetween, eraDate, type IsoDate, yen } from '../../core/index.ts'
import { numberSetting, type Programme } from '../../programmes/index.ts'
import { Facts, LinkButton, Notice, Table, Tag } from '../../views/index.ts'
import type { Call, CallStatus, RegisterEntry } from './model.ts'

export const day = (date: IsoDate) => `${eraDate(date)}（${date}）`

const STATUS = {
  announced: { label: '受付前', colour: 'grey' },
  open: { label: '受付中', colour: 'green' },
  closed: { label: '終了', colour: 'grey' },
} as const

export const CallTag: FC<{ status: CallStatus }> = ({ status }) => <Tag colour={STATUS[status].colour}>{STATUS[status].label}</Tag>

/** 法第111条 with the law's whole name; only the law where no article is confirmed. */
const cited = ({ law }: Programme, article: string | null | undefined): string => {
  const short = Object.keys(law.names).find((name) => article?.startsWith(name))
  return article && short ? `${law.names[short]}${article.slice(short.length)}` : (article ?? law.name)
}

/** What the fee comes to, from the programme's tariff. */
const FeeExplained: FC<{ programme: Programme }> = ({ programme: { fee, articles } }) => (
  <>
    <p>
      {'手数料は、次の額の合計です。見込みの額は、審査に適合したときの通知でお知らせします。'}
      {articles.fee ? `（${articles.fee}${fee.source ? `、${fee.source}` : ''}）` : ''}
    </p>
    <ul>
      <li>{`${fee.labels.base}：${yen(fee.baseYen)}`}</li>
      <li>{`${fee.labels.hourly}：${yen(fee.hourlyYen)}`}</li>
      {fee.outsourced ? <li>{`${fee.labels.outsourced}：実費`}</li> : null}
    </ul>
    <p>{`例：作成に2時間10分かかるとき　${yen(fee.baseYen)}＋${yen(fee.hourlyYen)}×3時間＝${yen(fee.baseYen + fee.hourlyYen * 3)}`}</p>
    {fee.verified ? null : <p class="small muted">この額は目安です。正しい額は、窓口で確かめてください。</p>}
  </>
)

export interface CallProps {
  call: Pick<Call, 'id' | 'title' | 'announcedOn' | 'opensOn' | 'closesOn' | 'entries' | 'terms' | 'questions'>
  status: CallStatus
  today: IsoDate
  programme: Programme
  entries: RegisterEntry[]
  organisationId: string
}

/** Everything a call publishes: when, for which files, on what terms. */
export const CallBody: FC<CallProps> = ({ call, status, today, programme, entries, organisationId }) => {
  const { words, articles } = programme
  return (
    <>
      <div class="title-line">
        <h1>{call.title}</h1>
        <CallTag status={status} />
      </div>
      {status === 'open' ? (
        <Notice kind="success">
          <p>{`${day(call.closesOn)}まで、提案を受け付けています（あと${daysBetween(today, call.closesOn)}日）。`}</p>
        </Notice>
      ) : (
        <Notice>
          <p>{status === 'announced' ? `${day(call.opensOn)}から受け付けます。` : 'この募集の受付は終わりました。'}</p>
        </Notice>
      )}
      <Facts
        rows={[
          ['公示した日', day(call.announcedOn)],
          ['募集の期間', `${day(call.opensOn)}から${day(call.closesOn)}まで`],
          ['対象', `${words.deidentifiedData}を用いて行う事業の提案（${entries.length}件の個人情報ファイル）`],
          ...(call.questions
            ? [
                ['質問の受付', `${day(call.questions.from)}から${day(call.questions.until)}まで`] as [string, string],
                ['質問への回答', `${day(call.questions.answersBy)}までに、このページで公表します`] as [string, string],
              ]
            : []),
          ['根拠', cited(programme, articles.call)],
        ]}
      />
      <h2>提案できる個人情報ファイル</h2>
      <p>公示したときの個人情報ファイル簿で固定しています。</p>
      {status === 'closed' ? null : (
        <p>
          <a href={`/${organisationId}/preflight`}>提案の前の見通し</a>
          で、得られそうか、いつ決まり、いくらかかるかを、登録せずに確かめられます。
        </p>
      )}
      <Table
        caption="提案できる個人情報ファイル"
        hideCaption
        head={['名称と組織', '本人の数', ...(status === 'open' ? ['提案'] : [])]}
        numeric={[1]}
        rows={entries.map((entry) => [
          <>
            <a href={`/${organisationId}/register/${entry.slug}`}>{entry.name}</a>
            <div class="small muted">{entry.department}</div>
          </>,
          `${entry.persons.toLocaleString('ja-JP')}人`,
          ...(status === 'open'
            ? [
                <LinkButton href={`/${organisationId}/proposals/new?call=${call.id}&entry=${entry.id}`} kind="secondary" small>
                  提案する<span class="visually-hidden">：{entry.name}</span>
                </LinkButton>,
              ]
            : []),
        ])}
      />
      <h2>提案に書くこと</h2>
      <ol>
        {programme.proposalItems.map(({ label }) => (
          <li>{label}</li>
        ))}
      </ol>
      <p>{`本人の数は、${numberSetting(programme, 'review.minPersons').toLocaleString('ja-JP')}人以上で、個人情報ファイルの本人の数を超えない数です。`}</p>
      <h2>添付する書類</h2>
      <ul>
        {programme.attachments.map(({ label, help }) => (
          <li>
            <strong>{label}</strong>
            <br />
            <span class="muted">{help}</span>
          </li>
        ))}
      </ul>
      <h2>提案できない方（欠格事由）</h2>
      <ol>
        {programme.disqualifications.map(({ label, article }) => (
          <li>
            {label}
            {article ? <span class="small muted">{`（${article}）`}</span> : null}
          </li>
        ))}
      </ol>
      <h2>審査の基準</h2>
      <p>次のすべてに当てはまる提案を適合とします。</p>
      <ol>
        {programme.criteria.map(({ question, article }) => (
          <li>
            {question}
            {article ? <span class="small muted">{`（${article}）`}</span> : null}
          </li>
        ))}
      </ol>
      <h2>手数料</h2>
      <FeeExplained programme={programme} />
      {Object.keys(call.terms).length > 0 ? (
        <>
          <h2>募集の要項</h2>
          <Facts rows={Object.entries(call.terms)} />
        </>
      ) : null}
    </>
  )
}
