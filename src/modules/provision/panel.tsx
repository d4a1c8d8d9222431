import type { FC } from 'hono/jsx'
import { eraDate, japanDate, japanDateTime } from '../../core/index.ts'
import { numberSetting } from '../../programmes/index.ts'
import { Button, Check, Choices, Facts, Field, Notice, PROVISION_FIELDS } from '../../views/index.ts'
import { contractOf } from '../contracts/index.ts'
import { type CaseContext, type CasePanel, EditPaper, ScanFields } from '../proposals/index.ts'
import { HandoverPart, PaperReceipt } from './handover-part.tsx'
import type { Provision } from './model.ts'
import { mayChooseRecipient, mayDownload, mayHandOver } from './permissions.ts'
import { SHORTEST_PASSPHRASE } from './rules.ts'
import { findProvision } from './store.ts'

const day = (date: string) => `${eraDate(date)}（${date}）`
const megabytes = (bytes: number) => (bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`)

const WAYS = [
  { value: 'passphrase', label: '合い言葉（受け取るときに自分で決めて入力する）' },
  { value: 'public-key', label: 'age の公開鍵（自分の端末で作った鍵だけで開けられる）' },
]
const WAY_NAMES: Record<string, string> = { passphrase: '合い言葉', 'public-key': 'age の公開鍵' }

const PAPER_WAYS = [
  { value: 'passphrase', label: '合い言葉（この仕組みが作り、媒体とは別に渡す）' },
  { value: 'public-key', label: 'age の公開鍵（提案者から書面で受け取ったもの）' },
]

const Recipient: FC<{ context: CaseContext; provision?: Provision }> = ({ context: { path, typed, refusals, loaded }, provision }) => (
  <form method="post" action={`${path}/provision/recipient`} class="narrow">
    <h3>受け取るときの暗号化</h3>
    <p>
      {loaded.theCase.paper
        ? '書面で手続をする提案者には、暗号化したファイルを媒体で渡します。提案者が伝えた方法を記録してください。'
        : 'データは、あなただけが開けるように暗号化してお渡しします。標準の形式（age）なので、公開されている age の道具で開けます。合い言葉は、このサイトには保存されません。'}
    </p>
    {provision ? <p>{`今の選択：${WAY_NAMES[provision.recipientKind]}`}</p> : null}
    <Choices
      name="recipientKind"
      legend={PROVISION_FIELDS.recipientKind!}
      options={loaded.theCase.paper ? PAPER_WAYS : WAYS}
      value={typed.recipientKind ?? provision?.recipientKind ?? 'passphrase'}
      required
      refusals={refusals}
    />
    <Field
      name="recipientKey"
      label={PROVISION_FIELDS.recipientKey!}
      hint="公開鍵を選んだときだけ入力します。age-keygen で作った、age1 で始まる文字です。秘密鍵は入力しないでください。"
      value={typed.recipientKey ?? provision?.recipientKey ?? undefined}
      refusals={refusals}
    />
    <div class="actions">
      <Button kind={provision ? 'secondary' : 'primary'}>この方法にする</Button>
    </div>
  </form>
)

const Prepare: FC<{ context: CaseContext; provision?: Provision; reuse: { from: string; to: string } }> = ({
  context,
  provision,
  reuse,
}) => {
  const { path, typed, refusals, facts, loaded } = context
  const { words, articles } = loaded.programme
  return (
    <form method="post" action={`${path}/provision/prepare`} class="narrow">
      <h3>提供を準備する</h3>
      {provision ? (
        <p>{`受け取る人が選んだ暗号化の方法：${WAY_NAMES[provision.recipientKind]}`}</p>
      ) : (
        <Notice kind="warning">
          <p>受け取る人が、暗号化の方法をまだ選んでいません。選ぶまで準備できません。</p>
        </Notice>
      )}
      <p>
        データ、項目の一覧、加工の概要、利用条件書、照合値の一覧を一つにまとめ、封をして保管します。渡すのは、別の職員が確認した後です。次の内容は、
        提供の記録と{words.register}で公表されます{articles.afterMaking ? `（${articles.afterMaking}）` : ''}。
      </p>
      <Field
        name="publicRecipient"
        label={PROVISION_FIELDS.publicRecipient!}
        hint="個人の場合は「個人」としてください。"
        required
        value={typed.publicRecipient ?? (facts.partyKind === 'body' ? facts.party.name : '個人')}
        refusals={refusals}
      />
      <Field
        name="publicPurpose"
        label={PROVISION_FIELDS.publicPurpose!}
        rows={3}
        required
        value={typed.publicPurpose ?? facts.purpose}
        refusals={refusals}
      />
      {loaded.theCase.madeDataId === null ? (
        <>
          <Field
            name="reuseFrom"
            label={PROVISION_FIELDS.reuseFrom!}
            type="date"
            short
            required
            hint={`作成した${words.deidentifiedData}を使いたいという、ほかの人の提案を受ける期間です。`}
            value={typed.reuseFrom ?? reuse.from}
            refusals={refusals}
          />
          <Field
            name="reuseTo"
            label={PROVISION_FIELDS.reuseTo!}
            type="date"
            short
            required
            value={typed.reuseTo ?? reuse.to}
            refusals={refusals}
          />
        </>
      ) : (
        <p>最初に提供したデータの写しを、そのまま渡します。加工をやり直さないので、写しどうしを比べても、新しいことは分かりません。</p>
      )}
      <div class="actions">
        <Button>提供を準備する</Button>
        <EditPaper>利用条件書の文面を確かめて直す</EditPaper>
      </div>
    </form>
  )
}

const Prepared: FC<{ provision: Provision }> = ({ provision }) =>
  provision.preparedAt === null ? null : (
    <>
      <p>まとめたファイルと、その照合値（SHA-256）です。</p>
      <Facts rows={(provision.files ?? []).map(({ name, sha256 }) => [name, <code>{sha256}</code>])} />
      <Facts
        rows={[
          ['全体の照合値（SHA-256）', <code>{provision.packageSha256}</code>],
          ['大きさ', megabytes(provision.packageBytes ?? 0)],
          ['本人の数', `${provision.ledger?.persons.toLocaleString('ja-JP')}人`],
          ['暗号化の方法', WAY_NAMES[provision.recipientKind]],
          ['準備した日時', japanDateTime(provision.preparedAt)],
          ['確認した日時', provision.confirmedAt === null ? null : japanDateTime(provision.confirmedAt)],
          ...(provision.handover
            ? []
            : [
                ['受取りの日時', provision.downloadedAt === null ? null : japanDateTime(provision.downloadedAt)] as [string, string | null],
              ]),
        ]}
      />
    </>
  )

const Confirm: FC<{ context: CaseContext; provision: Provision }> = ({ context: { path, loaded }, provision: { ledger } }) => (
  <form method="post" action={`${path}/provision/confirm`} class="narrow">
    <h3>提供を確認する</h3>
    <p>準備した職員とは別の職員が確認します。確認すると、受け取る人がデータを受け取れるようになり、次の内容が公表されます。</p>
    {ledger && ledger.persons < numberSetting(loaded.programme, 'review.minPersons') ? (
      <Notice kind="warning" title={`本人の数が ${ledger.persons.toLocaleString('ja-JP')}人になりました`}>
        <p>
          加工によって、提案の下限の {numberSetting(loaded.programme, 'review.minPersons').toLocaleString('ja-JP')}
          人を下回りました。このまま提供してよいか、審査の担当者と確かめてください。
        </p>
      </Notice>
    ) : null}
    <Facts
      rows={[
        ['受け取る人', ledger?.recipient],
        ['利用の目的', ledger?.purpose],
        ['項目', ledger?.items.join('、')],
        ['利用の期間', ledger ? `${day(ledger.from)}から${day(ledger.to)}まで` : null],
        ['ほかの提案を受ける期間', ledger ? `${day(ledger.reuseFrom)}から${day(ledger.reuseTo)}まで` : null],
      ]}
    />
    <Check name="checked" required>
      加工の報告書、項目、人数、受け取る人、公表する内容を確かめました
    </Check>
    <div class="actions">
      <Button>確認して引き渡す</Button>
    </div>
  </form>
)

const Download: FC<{ context: CaseContext; provision: Provision }> = ({ context: { path, refusals }, provision }) => (
  <form method="post" action={`${path}/provision/download`} class="narrow">
    <h3>データを受け取る</h3>
    {provision.recipientKind === 'passphrase' ? (
      <>
        <p>
          合い言葉を決めて入力すると、その合い言葉で暗号化したファイルが保存されます。合い言葉はこのサイトには残らないので、安全な場所に控えてください。
        </p>
        <Field
          name="passphrase"
          label={PROVISION_FIELDS.passphrase!}
          type="password"
          required
          autocomplete="new-password"
          hint={`${SHORTEST_PASSPHRASE}文字以上。ログインのパスワードとは別のものにしてください。`}
          refusals={refusals}
        />
        <Field
          name="passphraseAgain"
          label={PROVISION_FIELDS.passphraseAgain!}
          type="password"
          required
          autocomplete="new-password"
          refusals={refusals}
        />
      </>
    ) : (
      <p>登録した公開鍵で暗号化したファイルが保存されます。あなたの秘密鍵で開いてください。</p>
    )}
    <div class="actions">
      <Button>暗号化して受け取る</Button>
    </div>
    <details>
      <summary>受け取ったファイルの開き方</summary>
      <ol>
        <li>
          age（age-encryption.org）を端末に入れ、<code>age -d -o data.zip ファイル名.zip.age</code> を実行します。
          {provision.recipientKind === 'public-key' ? (
            <>
              {' '}
              鍵を使うときは <code>-i 秘密鍵のファイル</code> を付けます。
            </>
          ) : null}
        </li>
        <li>
          できた data.zip の照合値が <code>{provision.packageSha256}</code> と同じことを確かめます。
        </li>
        <li>展開し、README.txt と利用条件書（conditions-of-use.docx）を読みます。</li>
      </ol>
    </details>
  </form>
)

const Receipt: FC<{ context: CaseContext; provision: Provision }> = ({ context: { path } }) => (
  <form method="post" action={`${path}/provision/receipt`} class="narrow">
    <h3>受領を記録する</h3>
    <p>受け取ったファイルの暗号を解き、照合値を確かめてから記録してください。受領書が作られます。</p>
    <Check name="compared" required>
      照合値（SHA-256）を確かめ、上に示されたものと一致しました
    </Check>
    <div class="actions">
      <Button>受領を記録する</Button>
    </div>
  </form>
)

const Close: FC<{ context: CaseContext }> = ({ context: { path, typed, refusals, loaded } }) => (
  <form method="post" action={`${path}/provision/close`} enctype="multipart/form-data" class="narrow">
    <h3>利用の終了を記録する</h3>
    <p>
      {loaded.programme.words.proposer}
      から受け取った消去の報告を記録して、利用を終えます。ここに封をして保管している提供データも廃棄します。元に戻せません。
    </p>
    <Field name="erasedOn" label={PROVISION_FIELDS.erasedOn!} type="date" short required value={typed.erasedOn} refusals={refusals} />
    <Field
      name="method"
      label={PROVISION_FIELDS.method!}
      rows={3}
      required
      hint="消去した対象、方法、記録媒体の扱い。人の氏名は書かないでください。"
      value={typed.method}
      refusals={refusals}
    />
    {loaded.theCase.paper ? null : <p>報告を書面で受け取ったときは、受け取った日と読み取ったファイルも残せます。</p>}
    <ScanFields label="消去報告書" isOptional={!loaded.theCase.paper} typed={typed} refusals={refusals} />
    <div class="actions">
      <Button kind="danger">利用の終了を記録する</Button>
    </div>
  </form>
)

/** Provision on the page of a case: from the contract on, for the proposer and the officials. */
export const provisionPanel: CasePanel = async (context) => {
  const { deps, actor, organisation, loaded, roles, moves } = context
  const caseId = loaded.theCase.id
  const contract = await contractOf(deps.db, organisation.id, caseId)
  if (contract?.concludedAt == null) return null
  const provision = await findProvision(deps.db, organisation.id, caseId)
  const may = (action: string) => moves.some((move) => move.action === action)
  const isProposer = roles.includes('proposer')
  const ReceiptForm = loaded.theCase.paper ? PaperReceipt : Receipt
  const chooses = mayChooseRecipient(actor, loaded, contract, provision)
  const shown = provision !== undefined && provision.preparedAt !== null && (!isProposer || provision.confirmedAt !== null)
  if (!chooses && !shown && !may('prepare-provision')) return null
  const today = japanDate(deps.clock())
  const reuse = { from: today, to: `${Number(today.slice(0, 4)) + 1}${today.slice(4).replace('02-29', '02-28')}` }
  return (
    <section aria-labelledby="provision">
      <h2 id="provision">{loaded.programme.words.provision}</h2>
      {chooses ? <Recipient context={context} provision={provision} /> : null}
      {may('prepare-provision') ? <Prepare context={context} provision={provision} reuse={reuse} /> : null}
      {shown ? <Prepared provision={provision} /> : null}
      {provision && may('confirm-provision') ? <Confirm context={context} provision={provision} /> : null}
      {mayDownload(actor, loaded, provision) ? <Download context={context} provision={provision} /> : null}
      {mayHandOver(actor, loaded, provision) ? <HandoverPart context={context} provision={provision} /> : null}
      {provision && may('record-receipt') && (isProposer || provision.downloadedAt !== null) ? (
        <ReceiptForm context={context} provision={provision} />
      ) : null}
      {may('close') ? <Close context={context} /> : null}
    </section>
  )
}
