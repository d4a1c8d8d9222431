import type { FC } from 'hono/jsx'
import { eraDate, japanDate, japanDateTime, yen } from '../../core/index.ts'
import { Button, Check, CONTRACT_FIELDS, Facts, Field, ONWARD_SUPPLY_NAMES, OUTSOURCING_NAMES, PENALTY_NAMES } from '../../views/index.ts'
import { type CaseContext, type CasePanel, EditPaper, ScanFields } from '../proposals/index.ts'
import { findOffer, type Offer } from '../screening/index.ts'
import { acceptanceOf } from './acceptance.ts'
import { actForms } from './act-forms.tsx'
import type { Contract } from './model.ts'
import { ONWARD_SUPPLY, OUTSOURCING, PENALTY } from './rules.ts'
import { contractOf } from './store.ts'

const day = (date: string) => `${eraDate(date)}（${date}）`

const Apply: FC<{ context: CaseContext; offer: Offer }> = ({ context, offer }) => (
  <form method="post" action={`${context.path}/contract/apply`} class="narrow" enctype="multipart/form-data">
    <h3>契約を申し込む</h3>
    {context.loaded.theCase.paper ? (
      <>
        <p>{`提案者から受け取った契約締結申込書を記録します。申込みの期限は${day(offer.applyBy)}で、書面を受け取った日で判断します。`}</p>
        <p>
          <a href={`${context.path}/contract/application-form`}>通知に添える契約締結申込書（Word）を作る</a>
        </p>
        <ScanFields label="申込書" {...context} />
      </>
    ) : (
      <p>手数料と条件を確かめて申し込むと、契約締結申込書が作られ、提出されます。申込みの期限は{day(offer.applyBy)}です。</p>
    )}
    <Check name="agreed" required>
      {context.loaded.programme.words.fee}の額（{yen(offer.feeYen)}）、納付の期限、提供の方法を確かめました
    </Check>
    <div class="actions">
      <Button>契約を申し込む</Button>
    </div>
  </form>
)

const Conclude: FC<{ context: CaseContext; contract: Contract | undefined }> = ({
  context: { path, typed, refusals, facts, loaded },
  contract,
}) => (
  <form method="post" action={`${path}/contract/conclude`} enctype="multipart/form-data" class="narrow">
    <h3>契約を締結する</h3>
    {loaded.theCase.content.made ? (
      <p>データは既に作成されています。最初の契約の加工方法とその照合値（SHA-256）が、この契約書にも載ります。</p>
    ) : contract?.recipe ? (
      <p>データは既に作成されています。作成した加工方法とその照合値（SHA-256）が、契約書に載ります。</p>
    ) : (
      <>
        <p>ここに書いた加工方法だけが実行されます。加工方法の照合値（SHA-256）が、契約書、加工指示、報告書、監査の記録に載ります。</p>
        <Field
          name="recipe"
          label={CONTRACT_FIELDS.recipe!}
          rows={14}
          required
          hint="加工担当が作った加工方法（JSON 又は YAML）を貼り付けてください。"
          value={typed.recipe}
          refusals={refusals}
        />
        <div class="field">
          <label for="files">
            {CONTRACT_FIELDS.files}
            <span class="badge-optional">任意</span>
          </label>
          <div class="hint" id="files-hint">
            区分表など。加工方法に書いた名前と同じ名前のファイルを選んでください（複数可）。
          </div>
          <input type="file" id="files" name="files" multiple aria-describedby="files-hint" />
        </div>
      </>
    )}
    <Field
      name="periodFrom"
      label={CONTRACT_FIELDS.periodFrom!}
      type="date"
      short
      required
      value={typed.periodFrom ?? facts.period.from}
      refusals={refusals}
    />
    <Field
      name="periodTo"
      label={CONTRACT_FIELDS.periodTo!}
      type="date"
      short
      required
      value={typed.periodTo ?? facts.period.to}
      refusals={refusals}
    />
    <Field
      name="onwardSupply"
      label={CONTRACT_FIELDS.onwardSupply!}
      required
      options={ONWARD_SUPPLY.map((value) => ({ value, label: ONWARD_SUPPLY_NAMES[value] ?? value }))}
      value={typed.onwardSupply ?? ONWARD_SUPPLY[0]}
      refusals={refusals}
    />
    <Field
      name="outsourcing"
      label={CONTRACT_FIELDS.outsourcing!}
      required
      options={OUTSOURCING.map((value) => ({ value, label: OUTSOURCING_NAMES[value] ?? value }))}
      value={typed.outsourcing ?? 'with-consent'}
      refusals={refusals}
    />
    <Field
      name="penalty"
      label={CONTRACT_FIELDS.penalty!}
      required
      hint="違反して得た利益に相当する額を支払い、名称を公表する条です。法令に定めはありません。置けるかどうかは、団体が判断します。"
      options={PENALTY.map((value) => ({ value, label: PENALTY_NAMES[value] ?? value }))}
      value={typed.penalty ?? PENALTY[0]}
      refusals={refusals}
    />
    <Field name="court" label={CONTRACT_FIELDS.court!} required short hint="例　砂丘地方裁判所" value={typed.court} refusals={refusals} />
    <div class="actions">
      <Button>契約を締結し、契約書を作る</Button>
      <EditPaper>契約書の文面を確かめて直す</EditPaper>
    </div>
  </form>
)

const Concluded: FC<{ contract: Contract; isProposer: boolean; accepted: string | null }> = ({ contract, isProposer, accepted }) =>
  contract.concludedAt === null ? null : (
    <>
      <Facts
        rows={[
          ['契約の番号', contract.contractNumber],
          ['契約の日', day(japanDate(contract.concludedAt))],
          ['利用の期間', `${day(contract.periodFrom!)}から${day(contract.periodTo!)}まで`],
          ['第三者への提供', ONWARD_SUPPLY_NAMES[contract.clauses?.onwardSupply ?? ''] ?? null],
          ['取扱いの委託', OUTSOURCING_NAMES[contract.clauses?.outsourcing ?? ''] ?? null],
          ['違反があった場合の措置', PENALTY_NAMES[contract.clauses?.penalty ? 'agreed' : 'left-out'] ?? null],
          ['契約書への同意', accepted],
          ['加工方法の照合値（SHA-256）', <code>{contract.recipeSha256}</code>],
        ]}
      />
      {isProposer ? null : (
        <details>
          <summary>契約した加工方法</summary>
          <pre class="code">{contract.recipe}</pre>
        </details>
      )}
    </>
  )

const acceptance = ({ loaded }: CaseContext): string | null => {
  const event = acceptanceOf(loaded)
  if (!event) return null
  const { name, sealedOn, sha256 } = event.data ?? {}
  const how = event.action === 'accept-contract' ? `電子による同意（${name}、${japanDateTime(event.at)}）` : `押印（${sealedOn}）`
  return `${how}\nSHA-256：${sha256}`
}

/** The contract on the page of a case: from the fit notice on, for the proposer and the officials. */
export const contractPanel: CasePanel = async (context) => {
  const { deps, organisation, loaded, roles, moves } = context
  const offer = await findOffer(deps.db, organisation.id, loaded.theCase.id)
  if (!offer) return null
  const contract = await contractOf(deps.db, organisation.id, loaded.theCase.id)
  const may = (action: string) => moves.some((move) => move.action === action)
  const acts = ['apply-contract', 'conclude-contract'].some(may)
  const isProposer = roles.includes('proposer')
  const forms = await actForms(context, 'contract')
  const terms = (
    <>
      <Facts
        rows={[
          ['通知の番号と日', `${offer.noticeNumber}　${day(offer.noticeDate)}`],
          ...(offer.applyBy ? [['契約の申込みの期限', day(offer.applyBy)] as [string, string]] : []),
          ['納付の方法', offer.paymentMethod],
          ...(offer.payBy ? [['納付の期限', day(offer.payBy)] as [string, string]] : []),
          ['提供の方法', offer.provisionMethod],
        ]}
      />
      {contract ? <Concluded contract={contract} isProposer={isProposer} accepted={acceptance(context)} /> : null}
    </>
  )
  return (
    <section aria-labelledby="contract">
      <h2 id="contract">契約</h2>
      {/* Once it is concluded, the terms step back behind what is to do now. */}
      {contract?.concludedAt && !acts ? (
        <details>
          <summary>{`契約 ${contract.contractNumber}の内容を見る`}</summary>
          {terms}
        </details>
      ) : (
        terms
      )}
      {may('apply-contract') ? <Apply context={context} offer={offer} /> : null}
      {may('conclude-contract') ? <Conclude context={context} contract={contract} /> : null}
      {forms}
    </section>
  )
}
