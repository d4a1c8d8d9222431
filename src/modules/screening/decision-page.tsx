import type { FC } from 'hono/jsx'
import { eraDate, type Refusal, yen } from '../../core/index.ts'
import { bodyStates, type Fee, makesFirst, type Transition, WITHOUT_ADVICE } from '../../programmes/index.ts'
import { Button, ErrorSummary, FeeTable, Field, LinkButton, Notice, sentence, Table, Tag } from '../../views/index.ts'
import { WorkFields, workLabels } from '../fees/index.ts'
import { caseFacts, checkMove, EditPaper, pastMoves } from '../proposals/index.ts'
import { advisedOtherwise, decisionKind, inputsOf, waitsForAdvice } from './decisions.ts'
import { Inputs, RuledMove } from './inputs.tsx'
import type { TypedOffer } from './model.ts'
import { checkUnfit } from './rules.ts'
import { sheetMark } from './service.ts'
import { type OpenSheet, sheetLabels } from './sheet-page.tsx'

const OFFER_LABELS = {
  applyBy: '契約の申込みの期限',
  paymentMethod: '納付の方法',
  payBy: '納付の期限',
  provisionMethod: '提供の方法',
}

const Reasons: FC<{ refusals: Refusal[] }> = ({ refusals }) => (
  <ul>
    {refusals.map((refusal) => (
      <li>{sentence(refusal)}</li>
    ))}
  </ul>
)

const DIFFERS = '審査会の判断と違う決定をする理由'
const NO_ADVICE = '答申を待たずに決定する理由'

const labelsOf = (inputs: { id: string; label: string }[]) => Object.fromEntries(inputs.map(({ id, label }) => [id, label]))

const Hidden: FC<{ mark: string; action: string }> = ({ mark, action }) => (
  <>
    <input type="hidden" name="mark" value={mark} />
    <input type="hidden" name="action" value={action} />
  </>
)

/** Where a body advised otherwise, or a council has not answered by its day, the office says why it decides so. */
const Differs: FC<{ open: OpenSheet; action: string; text: (name: string) => string; refusals: Refusal[] }> = (props) => (
  <>
    {advisedOtherwise(props.open.loaded, props.action).length === 0 ? null : (
      <Field name="differs" label={DIFFERS} rows={3} required value={props.text('differs')} refusals={props.refusals} />
    )}
    {waitsForAdvice(props.open.loaded) ? (
      <Field name={WITHOUT_ADVICE} label={NO_ADVICE} rows={3} required value={props.text(WITHOUT_ADVICE)} refusals={props.refusals} />
    ) : null}
  </>
)

/** Why what is not offered cannot be decided now: a body has not ruled, a council has not answered, somebody else must. */
const WhyNot: FC<{ open: OpenSheet; offered: string[] }> = ({ open: { actor, loaded }, offered }) => {
  const { programme, theCase } = loaded
  const decisions = programme.transitions.filter(
    (move) => move.from.includes(theCase.state) && decisionKind(move) !== undefined && !offered.includes(move.action),
  )
  const why = decisions.flatMap(({ action }) => {
    const step = checkMove(actor, loaded, { action })
    return step.ok ? [] : step.refusals.filter(({ code }) => code !== 'not-for-this-case').map(sentence)
  })
  return why.length === 0 ? null : (
    <Notice kind="warning" title={offered.length > 0 ? 'ほかの決定は、まだできません' : 'まだ決定できません'}>
      <ul>
        {[...new Set(why)].map((one) => (
          <li>{one}</li>
        ))}
      </ul>
    </Notice>
  )
}

/** Before a decision: the judgements at a glance, then either the offer of the fit notice or the unfit notice. */
export const Decision: FC<{
  open: OpenSheet
  path: string
  typed: TypedOffer
  /** what the programme has typed for the decision, and why it differs from a body's advice */
  text: (name: string) => string
  fee?: Fee
  /** the fee does not depend on work: data that were already made, or no fee at all */
  isFixed: boolean
  /** of a fee that is approved already */
  quoteYen?: number
  isFree: boolean
  /** the programme leaves the last day to apply to the notice */
  asksDay: boolean
  /** decisions that may be made now, but for the refusal */
  choices: Transition[]
  chosen: Transition | undefined
  unfitMove: Transition | undefined
  fitRefusals: Refusal[]
  refusals?: Refusal[]
}> = ({ open, path, typed, text, fee, isFixed, quoteYen, isFree, asksDay, choices, chosen, unfitMove, fitRefusals, refusals = [] }) => {
  const { loaded, sheet, findings } = open
  const { programme } = loaded
  const mark = sheetMark(findings)
  const unfit = checkUnfit(programme, sheet)
  const failed = programme.criteria.filter(({ id }) => sheet[id]?.finding === 'not-met')
  const unjudged = programme.criteria.filter(({ id }) => !sheet[id]?.finding)
  const needsSheet = chosen?.needs.includes('findings') ?? true
  const isFast = choices.some(({ needs }) => !needs.includes('findings'))
  const isPlain = chosen !== undefined && decisionKind(chosen) === 'plain'
  const isReady = !needsSheet || isPlain || (failed.length === 0 && unjudged.length === 0)
  const inputs = chosen ? inputsOf(programme, chosen) : []
  const isNamed = choices.length > 1 || inputs.length > 0
  const labels = {
    ...sheetLabels(programme),
    ...workLabels(programme.fee),
    ...OFFER_LABELS,
    differs: DIFFERS,
    [WITHOUT_ADVICE]: NO_ADVICE,
    ...labelsOf(inputs),
  }
  const ruled = bodyStates(programme, loaded.theCase.state, pastMoves(loaded.events), caseFacts(loaded)).filter(({ ruling }) => ruling)
  const labelOf = (action: string | undefined) => programme.transitions.find((move) => move.action === action)?.label ?? ''
  return (
    <>
      <ErrorSummary refusals={refusals} labels={labels} />
      <Table
        caption="基準ごとの判断"
        head={['基準', '判断', '理由（通知に載る）']}
        rows={programme.criteria.map(({ id, no, label }) => {
          const { finding, reason } = sheet[id]!
          return [
            `${no}　${label}`,
            finding === 'met' ? (
              <Tag colour="green">満たす</Tag>
            ) : finding === 'not-met' ? (
              <Tag colour="red">満たさない</Tag>
            ) : (
              <Tag>未判断</Tag>
            ),
            reason || '—',
          ]
        })}
      />
      <p>
        <a href={path}>審査票に戻って直す</a>
      </p>
      {ruled.map(({ body, ruling }) => (
        <Notice title={`${body.label}の判断：${labelOf(ruling)}`}>
          <p>{body.effect === 'binding' ? 'この判断に従って決定します。' : 'この判断は助言です。違う決定をするときは、理由を書きます。'}</p>
          <RuledMove programme={programme} ruling={ruling} path={path.replace(/\/screening$/, '')} />
        </Notice>
      ))}
      {choices.length > 1 ? (
        <nav aria-label="決定の種類">
          <h2>決定の種類</h2>
          <ul>
            {choices.map(({ action, label }) => (
              <li>{action === chosen?.action ? <b>{label}</b> : <a href={`${path}/decision?as=${action}`}>{label}</a>}</li>
            ))}
          </ul>
        </nav>
      ) : null}
      {choices.length === 0 || isFast ? (
        <WhyNot open={open} offered={[...choices, ...(unfitMove ? [unfitMove] : [])].map(({ action }) => action)} />
      ) : null}
      {failed.length === 0 && unjudged.length > 0 && needsSheet ? (
        <Notice kind="warning" title="まだ決定できません">
          <p>判断していない基準が {unjudged.length}件あります。</p>
        </Notice>
      ) : null}
      {isPlain && chosen ? (
        <form method="post" action={`${path}/decision`} class="narrow">
          <h2>{chosen.label}</h2>
          <Hidden {...{ mark }} action={chosen.action} />
          <Inputs inputs={inputs} typed={text} refusals={refusals} />
          <Differs open={open} action={chosen.action} text={text} refusals={refusals} />
          <Button name="decision" value="plain">
            {chosen.label}
          </Button>
        </form>
      ) : null}
      {isReady && chosen && !isPlain ? (
        fitRefusals.length > 0 ? (
          <Notice kind="warning" title="このままでは適合と決定できません">
            <Reasons refusals={fitRefusals} />
          </Notice>
        ) : (
          <form method="post" action={`${path}/decision`} class="narrow">
            <h2>{isNamed ? chosen.label : '適合の通知に書くこと'}</h2>
            {isFree ? (
              <p>{programme.words.fee}は求めません。</p>
            ) : (
              <p>
                {programme.words.fee}は、{programme.fee.source ?? '条例'}
                {isFixed
                  ? 'を標準に、最初の利用者が納めた額と同じ額です（既に同じデータの契約を結んだ者は、変更の額です）。'
                  : 'を標準に、見込みの時間と委託の費用から計算します。'}
              </p>
            )}
            {makesFirst(programme) ? (
              <p>先にデータを作成し、契約の申込みの期限は作成の後に知らせます。</p>
            ) : asksDay ? (
              <Field name="applyBy" label={OFFER_LABELS.applyBy} type="date" short required value={typed.applyBy} refusals={refusals} />
            ) : (
              <p>契約の申込みの期限は{eraDate(typed.applyBy)}です。</p>
            )}
            <Inputs inputs={inputs} typed={text} refusals={refusals} />
            <Differs open={open} action={chosen.action} text={text} refusals={refusals} />
            <input type="hidden" name="action" value={chosen.action} />
            <input type="hidden" name="mark" value={mark} />
            {isFixed ? null : quoteYen === undefined ? (
              <WorkFields tariff={programme.fee} typed={typed} refusals={refusals} />
            ) : (
              <p>{`承認された${programme.words.fee}の額：${yen(quoteYen)}`}</p>
            )}
            {isFree ? (
              <input type="hidden" name="paymentMethod" value="納付は不要" />
            ) : (
              <>
                <Field name="paymentMethod" label={OFFER_LABELS.paymentMethod} required value={typed.paymentMethod} refusals={refusals} />
                {makesFirst(programme) ? null : (
                  <Field name="payBy" label={OFFER_LABELS.payBy} type="date" short required value={typed.payBy} refusals={refusals} />
                )}
              </>
            )}
            <Field name="provisionMethod" label={OFFER_LABELS.provisionMethod} required value={typed.provisionMethod} refusals={refusals} />
            {fee && !isFree ? (
              <FeeTable caption={`${programme.words.fee}の内訳${isFixed ? '' : '（見込み）'}`} lines={fee.lines} totalYen={fee.totalYen} />
            ) : null}
            <div class="actions">
              {isFixed ? null : (
                <Button name="decision" value="preview" kind="secondary">
                  {programme.words.fee}を計算する
                </Button>
              )}
              {fee ? (
                <Button name="decision" value="fit">
                  {isNamed ? `${chosen.label}（通知書を出す）` : '適合と決定し、通知書を出す'}
                </Button>
              ) : null}
              {fee ? <EditPaper>通知書の文面を確かめて直す</EditPaper> : null}
            </div>
          </form>
        )
      ) : null}
      {failed.length === 0 && unjudged.length === 0 && !chosen && unfitMove ? (
        <Notice kind="warning" title="まだ適合と決定できません">
          {programme.transitions.some(({ action }) => action === 'ask-opinion') ? (
            <>
              <p>先に{programme.words.opinion ?? '第三者の意見'}を聴いて、記録してください。</p>
              <LinkButton kind="secondary" href={`${path}/opinions`}>
                {programme.words.opinion ?? '第三者の意見'}へ
              </LinkButton>
            </>
          ) : (
            <p>
              先に審査会の判断などの手続を済ませてください。審査会が認めなかったときは、審査票で当てはまる基準を「満たさない」とし、理由を書いてください。
            </p>
          )}
        </Notice>
      ) : null}
      {failed.length > 0 && unfitMove ? (
        <form method="post" action={`${path}/decision`} class="narrow">
          <h2>不適合の通知</h2>
          {unfit.length > 0 ? (
            <Notice kind="warning" title="このままでは不適合と決定できません">
              <Reasons refusals={unfit} />
            </Notice>
          ) : (
            <>
              <p>満たさない基準 {failed.length}件と、その理由を通知書に載せて知らせます。決定すると取り消せません。</p>
              <Hidden {...{ mark }} action={unfitMove.action} />
              <input type="hidden" name="decision" value="unfit" />
              <Differs open={open} action={unfitMove.action} text={text} refusals={refusals} />
              <div class="actions">
                <Button kind="danger">不適合と決定し、通知書を出す</Button>
                <EditPaper>通知書の文面を確かめて直す</EditPaper>
              </div>
            </>
          )}
        </form>
      ) : null}
    </>
  )
}
