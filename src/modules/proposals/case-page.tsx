import type { Child, FC } from 'hono/jsx'
import { eraDate, type IsoDate, japanDate, japanDateTime } from '../../core/index.ts'
import { type Owner, phasesOf } from '../../programmes/index.ts'
import {
  Button,
  CONTRACT_FIELDS,
  ErrorSummary,
  Facts,
  Field,
  LinkButton,
  Notice,
  PROVISION_FIELDS,
  ROLE_NAMES,
  Steps,
  Tag,
  Timeline,
} from '../../views/index.ts'
import { mayReadAttachment } from './attachments.ts'
import { fileSize } from './attachments-part.tsx'
import { AwaitedDecision, ClockLines } from './clock-lines.tsx'
import { CorrectionRounds } from './correction-rounds.tsx'
import type { Duplicate } from './duplicates.ts'
import { DuplicateWarning } from './duplicates-part.tsx'
import { itemRows, partyLine } from './facts.ts'
import { JointList } from './joint-pages.tsx'
import { caseTitle } from './page-frame.ts'
import type { CaseContext } from './panels.ts'
import type { PaperDraft } from './paper-drafts.ts'
import { PaperCheck } from './paper-words.tsx'
import { proposedOn } from './papers.ts'
import { jointIdOf, mayWrite } from './permissions.ts'
import { attachmentLabel, isWritable } from './rules.ts'
import type { attachments, issuedDocuments } from './schema.ts'
import { awaitedDecision, caseClocks, caseDeadline, currentPhase } from './steps.ts'

export const day = (date: IsoDate) => `${eraDate(date)}（${date}）`

const COLOURS = { proposer: 'orange', none: 'grey' } as const

export const OWNERS: Record<Owner, string> = {
  proposer: '提案者',
  department: '所管課',
  screening: '審査担当',
  contract: '契約担当',
  processor: '加工担当',
  custodian: '保護管理者',
  none: 'だれでもありません',
}

export const StateTag: FC<{ state: { label: string; owner: string } | undefined; raw: string }> = ({ state, raw }) => (
  <Tag colour={COLOURS[state?.owner as keyof typeof COLOURS] ?? 'blue'}>{state?.label ?? raw}</Tag>
)

export interface CasePageProps {
  context: CaseContext
  panels: Child[]
  attached: (typeof attachments.$inferSelect)[]
  documents: (typeof issuedDocuments.$inferSelect)[]
  /** papers whose wording is being changed, which the actor may issue */
  drafts: readonly PaperDraft[]
  /** open cases of the same proposer with the same file and items */
  duplicates: readonly Duplicate[]
  /** names of people by id; officials only */
  people: ReadonlyMap<string, string> | null
}

/** One case, for its proposer and the officials alike: where it stands, what to do, what it says, what happened. */
export const CaseBody: FC<CasePageProps> = ({ context, panels, attached, documents, drafts, duplicates, people }) => {
  const { loaded, entry, call, path, roles, refusals, organisation } = context
  const { theCase, programme, events } = loaded
  const { agent, joint } = context.facts.party
  const state = programme.states[theCase.state]
  const isProposer = roles.includes('proposer')
  const isJoint = jointIdOf(context.actor, theCase) !== undefined
  const deadline = caseDeadline(loaded)
  const today = japanDate(context.deps.clock())
  const mayWithdraw = context.moves.some(({ action }) => action === 'withdraw')
  const asked = theCase.state === 'returned' ? theCase.content.corrections : undefined
  const corrections = programme.proposalItems.flatMap(({ id, label }) => (asked?.[id] === undefined ? [] : [[label, asked[id]] as const]))
  return (
    <>
      <div class="title-line">
        <h1>{caseTitle(theCase, entry.name)}</h1>
        <StateTag state={state} raw={theCase.state} />
      </div>
      <ErrorSummary refusals={refusals} labels={{ ...CONTRACT_FIELDS, ...PROVISION_FIELDS, ...context.labels }} />
      <Steps label="手続の進み" steps={phasesOf(programme)} current={currentPhase(loaded)} />
      <Notice
        kind={isProposer && state?.owner === 'proposer' ? 'warning' : 'info'}
        title={isProposer && state?.owner === 'proposer' ? '次にすること' : '今の段階'}
      >
        {isProposer ? null : <p>{state?.end ? '手続は終わりました。' : `次に動くのは、${OWNERS[state?.owner ?? 'none']}です。`}</p>}
        <p>{isProposer ? state?.explain : `提案者への案内：「${state?.explain}」`}</p>
        {deadline ? <p>{`期限：${day(deadline)}`}</p> : null}
        <AwaitedDecision forecast={awaitedDecision(loaded, today)} />
        <ClockLines clocks={caseClocks(loaded, today)} today={today} isProposer={isProposer} />
        {corrections.length > 0 ? (
          <ul>
            {corrections.map(([label, asked]) => (
              <li>
                <strong>{label}</strong>
                <br />
                <span class="pre">{asked}</span>
              </li>
            ))}
          </ul>
        ) : null}
        {isProposer && isWritable(theCase.state) && isJoint ? (
          <p>
            <LinkButton href={`${path}/joint`}>共同提案者としての手続をする</LinkButton>
          </p>
        ) : null}
        {isWritable(theCase.state) && mayWrite(context.actor, theCase) ? (
          <p>
            <LinkButton href={`${path}/edit`}>{theCase.state === 'draft' ? '提案の続きを書く' : '直して再び提出する'}</LinkButton>
          </p>
        ) : null}
      </Notice>
      {/* To the proposer it is worth saying as long as one of the two can be taken back. */}
      <DuplicateWarning
        duplicates={isProposer && !mayWithdraw ? [] : duplicates}
        proposals={`/${organisation.id}/proposals`}
        isProposer={isProposer}
        isSent={!isWritable(theCase.state)}
      />
      <Facts
        rows={[
          ['受付番号', theCase.receiptNumber],
          ['提案者', theCase.proposerName],
          ...(theCase.paper
            ? [
                [
                  '受付の方法',
                  `書面（${day(theCase.paper.receivedOn)}に受け取り、${people?.get(theCase.paper.typedBy) ?? '担当者'}が入力）`,
                ] as [string, string],
              ]
            : []),
          ...joint.map((one): [string, string] => ['共同提案者', partyLine(one)]),
          ...(agent ? [['代理人', partyLine(agent)] as [string, string]] : []),
          ['個人情報ファイル', <a href={`/${organisation.id}/register/${entry.slug}`}>{entry.name}</a>],
          call
            ? ['提案の募集', <a href={`/${organisation.id}/calls/${call.id}`}>{call.title}</a>]
            : ['作成済みのデータ', <a href={`/${organisation.id}/made-data/${theCase.madeDataId}`}>データの内容を見る</a>],
          ['提供制度', `${programme.title}（${programme.version}）`],
        ]}
      />
      {panels.map((panel) => panel)}
      {joint.length > 0 ? (
        <section aria-labelledby="joint-parties">
          <h2 id="joint-parties">共同提案者</h2>
          <JointList loaded={loaded} attached={attached} />
        </section>
      ) : null}
      <CorrectionRounds loaded={loaded} />
      {drafts.length > 0 ? (
        <section aria-labelledby="papers">
          <h2 id="papers">発行前の書面</h2>
          <ul class="rows">
            {drafts.map(({ form, paper }) => (
              <li>
                <a href={`${path}/papers/${form}`}>{`${paper.title}の文面を直す`}</a>
                <div class="small muted">{`直したところ ${paper.edits.length}か所・まだ発行していません`}</div>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {documents.length > 0 ? (
        <section aria-labelledby="documents">
          <h2 id="documents">文書</h2>
          <ul class="rows">
            {documents.map(({ id, title, number, issuedAt }) => (
              <li>
                <a href={`${path}/documents/${id}`}>{title}</a>
                <div class="small muted">
                  {`${number}・${eraDate(japanDate(issuedAt))}・`}
                  <a href={`${path}/documents/${id}/word`}>
                    Word<span class="visually-hidden">：{title}</span>
                  </a>
                </div>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section aria-labelledby="content">
        <h2 id="content">提案の内容</h2>
        {programme.proposalItems.map((item) => (
          <section aria-labelledby={`item-${item.id}`}>
            <h3 id={`item-${item.id}`}>{`${item.no}. ${item.label}`}</h3>
            <Facts rows={itemRows(programme, item, theCase.content, entry)} />
          </section>
        ))}
        <h3>添付書類</h3>
        {attached.length === 0 ? (
          <p class="muted">なし</p>
        ) : (
          <ul>
            {attached.map((paper) => {
              const { id, kind, party, fileName, bytes } = paper
              const label = attachmentLabel(programme, kind)
              return (
                <li>
                  {`${label}${party ? `（${theCase.joint[party]?.name ?? ''}）` : ''}：`}
                  {mayReadAttachment(context.actor, loaded, paper) ? <a href={`${path}/attachments/${id}`}>{fileName}</a> : fileName}
                  <span class="small muted">{`（${fileSize(bytes)}）`}</span>
                  <PaperCheck programme={programme} paper={paper} proposedOn={proposedOn(loaded)} today={today} />
                </li>
              )
            })}
          </ul>
        )}
        <p>
          {theCase.paper
            ? '誓約は、添付の誓約書のとおりです。'
            : theCase.content.pledged
              ? '欠格事由に当たらないことを誓約しています。'
              : '誓約はまだです。'}
        </p>
      </section>
      {events.length > 0 ? (
        <section aria-labelledby="history">
          <h2 id="history">経過</h2>
          <Timeline
            events={events
              .filter(({ action }) => !isProposer || !programme.transitions.some((move) => move.action === action && move.internal))
              .map(({ at, action, toState, actorId, reason }) => {
                const move = programme.transitions.find((candidate) => candidate.action === action)
                const who = people?.get(actorId) ?? (move?.roles[0] ? ROLE_NAMES[move.roles[0]] : '')
                return {
                  at: japanDateTime(at),
                  title: `${move?.label ?? action}（${programme.states[toState]?.label ?? toState}）`,
                  note: <span class="pre">{[who, reason].filter(Boolean).join('：')}</span>,
                }
              })}
          />
        </section>
      ) : null}
      {mayWithdraw ? (
        <details class="withdraw">
          <summary>{theCase.state === 'draft' ? 'この下書きをやめる' : 'この提案を取り下げる'}</summary>
          <p>
            取り下げると、元に戻せません。もう一度提案するときは、{programme.words.callPeriod ?? '募集の期間'}内に新しく書いてください。
          </p>
          <form method="post" action={`${path}/withdraw`}>
            <Field name="reason" label="取り下げる理由" hint="担当者が読みます。" />
            <Button kind="danger">取り下げる</Button>
          </form>
        </details>
      ) : null}
    </>
  )
}
