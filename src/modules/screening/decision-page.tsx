import type { FC } from 'hono/jsx'
import { eraDate, type IsoDate, type Refusal, yen } from '../../core/index.ts'
import type { Fee } from '../../programmes/index.ts'
import { Button, ErrorSummary, FeeTable, Field, LinkButton, Notice, sentence, Table, Tag } from '../../views/index.ts'
import { WorkFields, workLabels } from '../fees/index.ts'
import type { TypedOffer } from './model.ts'
import { checkUnfit } from './rules.ts'
import { sheetMark } from './service.ts'
import { type OpenSheet, sheetLabels } from './sheet-page.tsx'

export const OFFER_LABELS = {
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

/** Before a decision: the judgements at a glance, then either the offer of the fit notice or the unfit notice. */
export const Decision: FC<{
  open: OpenSheet
  path: string
  typed: TypedOffer & { applyBy: IsoDate }
  fee?: Fee
  /** the fee does not depend on work: data that were already made */
  isFixed: boolean
  /** of a fee that is approved already */
  quoteYen?: number
  mayFit: boolean
  fitRefusals: Refusal[]
  mayUnfit: boolean
  refusals?: Refusal[]
}> = ({ open, path, typed, fee, isFixed, quoteYen, mayFit, fitRefusals, mayUnfit, refusals = [] }) => {
  const { loaded, sheet, findings } = open
  const { programme } = loaded
  const mark = sheetMark(findings)
  const unfit = checkUnfit(programme, sheet)
  const failed = programme.criteria.filter(({ id }) => sheet[id]?.finding === 'not-met')
  const unjudged = programme.criteria.filter(({ id }) => !sheet[id]?.finding)
  return (
    <>
      <ErrorSummary refusals={refusals} labels={{ ...sheetLabels(programme), ...workLabels(programme.fee), ...OFFER_LABELS }} />
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
      {failed.length === 0 && unjudged.length > 0 ? (
        <Notice kind="warning" title="まだ決定できません">
          <p>判断していない基準が {unjudged.length}件あります。</p>
        </Notice>
      ) : null}
      {failed.length === 0 && unjudged.length === 0 && mayFit ? (
        fitRefusals.length > 0 ? (
          <Notice kind="warning" title="このままでは適合と決定できません">
            <Reasons refusals={fitRefusals} />
          </Notice>
        ) : (
          <form method="post" action={`${path}/decision`} class="narrow">
            <h2>適合の通知に書くこと</h2>
            <p>
              {programme.words.fee}は、{programme.fee.source ?? '条例'}
              {isFixed
                ? 'を標準に、最初の利用者が納めた額と同じ額です（既に同じデータの契約を結んだ者は、変更の額です）。'
                : 'を標準に、見込みの時間と委託の費用から計算します。'}
              契約の申込みの期限は{eraDate(typed.applyBy)}です。
            </p>
            <input type="hidden" name="mark" value={mark} />
            {isFixed ? null : quoteYen === undefined ? (
              <WorkFields tariff={programme.fee} typed={typed} refusals={refusals} />
            ) : (
              <p>{`承認された${programme.words.fee}の額：${yen(quoteYen)}`}</p>
            )}
            <Field name="paymentMethod" label={OFFER_LABELS.paymentMethod} required value={typed.paymentMethod} refusals={refusals} />
            <Field name="payBy" label={OFFER_LABELS.payBy} type="date" short required value={typed.payBy} refusals={refusals} />
            <Field name="provisionMethod" label={OFFER_LABELS.provisionMethod} required value={typed.provisionMethod} refusals={refusals} />
            {fee ? (
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
                  適合と決定し、通知書を出す
                </Button>
              ) : null}
            </div>
          </form>
        )
      ) : null}
      {failed.length === 0 && unjudged.length === 0 && !mayFit && mayUnfit ? (
        <Notice kind="warning" title="まだ適合と決定できません">
          <p>先に{programme.words.opinion ?? '第三者の意見'}を聴いて、記録してください。</p>
          <LinkButton kind="secondary" href={`${path}/opinions`}>
            {programme.words.opinion ?? '第三者の意見'}へ
          </LinkButton>
        </Notice>
      ) : null}
      {failed.length > 0 && mayUnfit ? (
        <form method="post" action={`${path}/decision`} class="narrow">
          <h2>不適合の通知</h2>
          {unfit.length > 0 ? (
            <Notice kind="warning" title="このままでは不適合と決定できません">
              <Reasons refusals={unfit} />
            </Notice>
          ) : (
            <>
              <p>満たさない基準 {failed.length}件と、その理由を通知書に載せて知らせます。決定すると取り消せません。</p>
              <input type="hidden" name="mark" value={mark} />
              <Button name="decision" value="unfit" kind="danger">
                不適合と決定し、通知書を出す
              </Button>
            </>
          )}
        </form>
      ) : null}
    </>
  )
}
