import type { FC } from 'hono/jsx'
import { peopleNames } from '../../auth/index.ts'
import { eraDate, japanDate, yen } from '../../core/index.ts'
import { Button, FeeTable, Field, Notice, Table, Tag } from '../../views/index.ts'
import type { FeeRecord, Payment } from '../fees/index.ts'
import type { CaseContext, CasePanel } from '../proposals/index.ts'
import { actForms } from './act-forms.tsx'
import { dueNow, paymentFields } from './fee-acts.ts'

const KINDS: Record<FeeRecord['kind'], string> = { estimate: '見積り', quote: '通知する額', settlement: '精算' }
const MONEY: Record<Payment['kind'], string> = { payment: '納付', difference: '差額の納付', refund: '返還' }

const Decided = ({ approved }: { approved: boolean | null }) =>
  approved === null ? <Tag colour="orange">承認待ち</Tag> : approved ? <Tag colour="green">承認</Tag> : <Tag colour="red">差戻し</Tag>

const RecordPayment: FC<{ context: CaseContext; amountYen: number }> = ({ context, amountYen }) => (
  <form method="post" action={`${context.path}/contract/payment`} class="narrow">
    <h3>納付を記録する</h3>
    {paymentFields(context, amountYen).map((field) => (
      <Field value={undefined} {...field} {...typedIn(context, field.name)} refusals={context.refusals} />
    ))}
    <div class="actions">
      <Button>納付を記録する</Button>
    </div>
  </form>
)

const typedIn = ({ typed }: CaseContext, name: string) => (typed[name] === undefined ? {} : { value: typed[name] })

/** 手数料: what was expected, announced and settled, what was paid and given back, and what is to be done about it. */
export const feePanel: CasePanel = async (context) => {
  const { deps, loaded, roles, moves } = context
  const { words } = loaded.programme
  const isProposer = roles.includes('proposer')
  const [{ fees, offer, amountYen, isPaid, dueOn }, forms] = await Promise.all([dueNow({ deps, loaded }), actForms(context, 'fee')])
  const records = isProposer ? [] : fees.records
  const money = fees.payments.filter(({ approved }) => !isProposer || approved !== false)
  if (!offer && records.length === 0 && forms.length === 0) return null
  const people = isProposer ? null : await peopleNames(deps.db)
  const who = (id: string | null) => (id && people?.get(id)) || ''
  const settled = fees.settlement
  return (
    <section aria-labelledby="fee">
      <h2 id="fee">{words.fee}</h2>
      {offer?.payBy && amountYen > 0 ? (
        <Notice title={isPaid ? '精算による不足額' : '納める額'}>
          <p>
            {yen(amountYen)}
            {dueOn ? `（期限：${eraDate(dueOn)}）` : ''}
          </p>
        </Notice>
      ) : null}
      {offer && amountYen < 0 ? (
        <Notice title="返還する額">
          <p>{yen(-amountYen)}</p>
        </Notice>
      ) : null}
      {offer ? (
        <FeeTable
          caption={`${words.fee}の内訳${loaded.theCase.content.made ? '' : '（作成に要する時間の見込みによる）'}`}
          lines={offer.feeLines}
          totalYen={offer.feeYen}
        />
      ) : null}
      {settled ? (
        <FeeTable caption="精算の内訳（実際にかかった時間と費用による）" lines={settled.lines} totalYen={settled.totalYen} />
      ) : null}
      {records.length > 0 ? (
        <Table
          caption="額の記録（職員だけに見えます）"
          head={['種類', '額', '起案', '承認', '根拠']}
          numeric={[1]}
          rows={records.map(({ kind, totalYen, at, by, approved, decidedBy, note }) => [
            KINDS[kind],
            yen(totalYen),
            `${eraDate(japanDate(at))}　${who(by)}`,
            kind === 'estimate' ? (
              '—'
            ) : (
              <>
                <Decided approved={approved} /> {who(decidedBy)}
              </>
            ),
            note,
          ])}
        />
      ) : null}
      {money.length > 0 ? (
        <Table
          caption="納付と返還"
          head={['種類', '額', '日', '方法', ...(isProposer ? [] : ['記録の番号', '記録した者'])]}
          numeric={[1]}
          rows={money.map(({ kind, amountYen: amount, paidOn, dueOn: by, way, reference, approved, by: official }) => [
            MONEY[kind],
            yen(amount),
            <>
              {eraDate(paidOn)} {by && paidOn > by ? <Tag colour="orange">期限後</Tag> : null}{' '}
              {kind === 'refund' ? <Decided approved={approved} /> : null}
            </>,
            way,
            ...(isProposer ? [] : [reference, who(official)]),
          ])}
        />
      ) : null}
      {moves.some(({ action }) => action === 'record-payment') ? <RecordPayment context={context} amountYen={amountYen} /> : null}
      {forms}
    </section>
  )
}
