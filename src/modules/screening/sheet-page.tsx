import type { FC } from 'hono/jsx'
import type { Refusal } from '../../core/index.ts'
import type { Criterion, Programme, ProposalItem } from '../../programmes/index.ts'
import { Button, Choices, ErrorSummary, Facts, Field, LinkButton, MACHINE_CHECKS_SEEN, Notice, Tag } from '../../views/index.ts'
import { itemRows } from '../proposals/index.ts'
import { hasCouncil, isOutstanding } from './council.ts'
import { TypedSoFar } from './inputs.tsx'
import type { JudgedCriterion, MachineCheck } from './model.ts'
import { machineChecks } from './rules.ts'
import { factsAsked, type openSheet } from './service.ts'
import type { EarlierFinding } from './similar.ts'
import { Similar } from './similar-part.tsx'

export type OpenSheet = Awaited<ReturnType<typeof openSheet>>

const FINDINGS = [
  { value: 'met', label: '満たす' },
  { value: 'not-met', label: '満たさない' },
]
const MARKS = { passed: ['green', '確認'], attention: ['orange', '要確認'], failed: ['red', '不足'] } as const

/** Which items of the proposal an official reads for a criterion. */
const READ_FOR: Record<string, ProposalItem['kind'][]> = {
  'not-disqualified': ['party'],
  'enough-persons': ['file', 'persons'],
  method: ['method'],
  benefit: ['purpose'],
  period: ['period'],
  protection: ['purpose', 'measures', 'provision'],
  'no-hindrance': ['persons', 'method'],
}

const PARTS = { finding: '判断', evidence: '根拠', reason: '理由' } as const

/** Names of the sheet's inputs, for the summary of problems. */
export const sheetLabels = (programme: Programme): Record<string, string> =>
  Object.fromEntries(
    programme.criteria.flatMap(({ id, no, label }) =>
      Object.entries(PARTS).map(([part, name]) => [`${id}.${part}`, `基準${no} ${label}の${name}`]),
    ),
  )

/** What the machine saw by itself; people judge. */
const MachineChecks: FC<{ checks: MachineCheck[] }> = ({ checks }) =>
  checks.length === 0 ? null : (
    <ul class="checks" aria-label="機械による確認">
      {checks.map(({ outcome, code, facts }) => (
        <li>
          <Tag colour={MARKS[outcome][0]}>{MARKS[outcome][1]}</Tag> {MACHINE_CHECKS_SEEN[code]?.(facts ?? {}) ?? code}
        </li>
      ))}
    </ul>
  )

const ProposalPart: FC<{ open: OpenSheet; criterion: Criterion }> = ({ open, criterion }) => {
  const { loaded, entry } = open
  const items = loaded.programme.proposalItems.filter(({ kind }) => READ_FOR[criterion.id]?.includes(kind))
  if (items.length === 0) return null
  return (
    <details>
      <summary>提案書の記載を見る（{items.map(({ no }) => `項目${no}`).join('、')}）</summary>
      <Facts rows={items.flatMap((item) => itemRows(loaded.programme, item, loaded.theCase.content, entry))} />
    </details>
  )
}

const Judgement: FC<{ criterion: Criterion; judged: JudgedCriterion; refusals: Refusal[] }> = ({ criterion, judged, refusals }) => (
  <>
    <Choices name={`${criterion.id}.finding`} legend="判断" value={judged.finding} options={FINDINGS} refusals={refusals} />
    <Field
      name={`${criterion.id}.evidence`}
      label="根拠（内部の記録）"
      hint="何を見て判断したか。提案者には見えません。"
      rows={3}
      value={judged.evidence}
      refusals={refusals}
    />
    <Field
      name={`${criterion.id}.reason`}
      label="理由（通知に載る）"
      hint="満たさないときは必ず書いてください。そのまま通知書に載ります。"
      rows={3}
      value={judged.reason}
      refusals={refusals}
    />
  </>
)

const Judged: FC<{ judged: JudgedCriterion }> = ({ judged }) => (
  <Facts
    rows={[
      ['判断', FINDINGS.find(({ value }) => value === judged.finding)?.label],
      ['根拠（内部の記録）', judged.evidence],
      ['理由（通知に載る）', judged.reason],
    ]}
  />
)

/** The screening sheet: every criterion with what the machine saw, what the proposal says, and the official's judgement. */
export const Sheet: FC<{
  open: OpenSheet
  similar: Map<string, EarlierFinding[]>
  path: string
  editable: boolean
  /** criterion → how it stood when the page was opened */
  marks: Record<string, string>
  /** criterion → who wrote it meanwhile, and how it stands by that */
  rewritten: ReadonlyMap<string, string>
  stored: OpenSheet['sheet']
  refusals?: Refusal[]
  saved?: boolean
  moves: string[]
}> = ({ open, similar, path, editable, marks, rewritten, stored, refusals = [], saved, moves }) => {
  const { loaded, facts, sheet, opinions } = open
  const { programme } = loaded
  const checks = machineChecks(programme, facts)
  const judgedCount = programme.criteria.filter(({ id }) => sheet[id]?.finding).length
  return (
    <>
      <ErrorSummary refusals={refusals} labels={sheetLabels(programme)} />
      {saved ? <Notice kind="success" title="審査票を保存しました" /> : null}
      {opinions.length > 0 ? (
        <>
          <h2>{programme.words.opinion ?? '第三者の意見'}</h2>
          <Facts rows={opinions.map(({ from, opposes, summary }) => [from, `${opposes ? '反対' : '反対しない'}：${summary}`])} />
        </>
      ) : null}
      <TypedSoFar loaded={loaded} />
      {moves.includes('start-review') ? (
        <form method="post" action={`${path}/start`}>
          <Notice title="まだ審査を始めていません">
            <p>受付の内容と添付書類を確かめたうえで、審査を始めてください。</p>
            {facts.score && facts.score.answered < facts.score.of ? (
              <p>
                <Tag colour="orange">要確認</Tag> {`${programme.questionnaire?.label}に、まだ回答がありません。`}
              </p>
            ) : null}
            {factsAsked(programme, 'start-review').map(({ id, label, choices }) => (
              <Choices
                name={id}
                legend={label}
                required
                options={Object.entries(choices).map(([value, label]) => ({ value, label }))}
                refusals={refusals}
              />
            ))}
            <Button>審査を始める</Button>
          </Notice>
        </form>
      ) : null}
      <form method="post" action={path}>
        {programme.criteria.map((criterion) => {
          const judged = sheet[criterion.id]!
          return (
            <section class="criterion sides" aria-labelledby={`${criterion.id}-heading`}>
              <h2 id={`${criterion.id}-heading`}>
                基準{criterion.no}　{criterion.label}
              </h2>
              <div>
                <p>
                  {criterion.question}
                  {criterion.article ? (
                    <span class="muted small">（{[criterion.article, criterion.basis].filter(Boolean).join('、')}）</span>
                  ) : null}
                </p>
                <MachineChecks checks={checks[criterion.id] ?? []} />
                <ProposalPart open={open} criterion={criterion} />
                <Similar found={similar.get(criterion.id) ?? []} href={(id) => path.replace(/[^/]+\/screening$/, `${id}/screening`)} />
              </div>
              <div>
                {rewritten.has(criterion.id) ? (
                  <Notice kind="warning" title={`${rewritten.get(criterion.id)}さんが保存した判断`}>
                    <Judged judged={stored[criterion.id]!} />
                  </Notice>
                ) : null}
                {editable ? (
                  <>
                    <input type="hidden" name={`${criterion.id}.seen`} value={marks[criterion.id]} />
                    <Judgement criterion={criterion} judged={judged} refusals={refusals} />
                  </>
                ) : (
                  <Judged judged={judged} />
                )}
              </div>
            </section>
          )
        })}
        {editable ? (
          <div class="actions">
            <Button name="next" value="stay" kind="secondary">
              審査票を保存する
            </Button>
            <Button name="next" value="decide">
              保存して決定へ進む（{programme.criteria.length}件中{judgedCount}件 判断済み）
            </Button>
          </div>
        ) : null}
      </form>
      <div class="actions">
        {programme.bodies.some(({ state }) => state === loaded.theCase.state) ? (
          <LinkButton kind="secondary" href={path.replace(/screening$/, 'bodies')}>
            審査会の意見と判断
          </LinkButton>
        ) : null}
        {hasCouncil(programme) && (moves.includes('ask-council') || moves.includes('record-council')) ? (
          <LinkButton kind="secondary" href={`${path}/council`}>
            {isOutstanding(loaded) ? '審議会の答申を記録する' : '審議会に諮問する'}
          </LinkButton>
        ) : null}
        {moves.includes('return') ? (
          <LinkButton kind="secondary" href={`${path}/correction`}>
            補正を求める
          </LinkButton>
        ) : null}
        {moves.includes('ask-opinion') || moves.includes('record-opinion') ? (
          <LinkButton kind="secondary" href={`${path}/opinions`}>
            {moves.includes('record-opinion') ? '意見を記録する' : `${programme.words.opinion ?? '第三者の意見'}を求める`}
          </LinkButton>
        ) : null}
      </div>
    </>
  )
}
