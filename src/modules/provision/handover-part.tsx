import type { Context } from 'hono'
import type { FC } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { eraDate, japanDate, japanDateTime } from '../../core/index.ts'
import { Button, Check, Choices, Facts, LinkButton, Notice, Page, PROVISION_FIELDS } from '../../views/index.ts'
import { type CaseContext, type LoadedCase, ScanFields } from '../proposals/index.ts'
import { HANDOVER_WAYS } from './handover-ways.ts'
import type { Handover, Provision } from './model.ts'

interface HandoverProps {
  context: CaseContext
  provision: Provision
}

const Encrypt: FC<{ path: string }> = ({ path }) => (
  <form method="post" action={`${path}/provision/handover`} class="actions">
    <Button>引渡しのために暗号化する</Button>
  </form>
)

/** How the data reach a recipient without an account: one official encrypts them, another writes them onto the medium. */
export const HandoverPart: FC<HandoverProps> = ({ context: { path, actor }, provision: { handover, recipientKind } }) => (
  <div class="narrow">
    <h3>媒体で引き渡す</h3>
    <p>
      {recipientKind === 'passphrase'
        ? '一人の職員が、この仕組みの作る合い言葉で暗号化し、別の職員が、暗号化したファイルを媒体に書き出します。合い言葉は一度だけ表示され、どこにも保存されません。媒体と合い言葉は、別に渡してください。'
        : '一人の職員が、提案者の公開鍵で暗号化し、別の職員が、暗号化したファイルを媒体に書き出します。'}
    </p>
    <p>
      <a href={`${path}/provision/receipt-form`}>媒体に添える受領書（Word）を作る</a>
    </p>
    {handover ? (
      <>
        <Facts
          rows={[
            ['暗号化した日時', japanDateTime(handover.madeAt)],
            ['暗号化したファイルの照合値（SHA-256）', <code>{handover.sha256}</code>],
            ['書き出した日時', handover.takenAt === null ? 'まだ書き出していません' : japanDateTime(handover.takenAt)],
          ]}
        />
        {handover.madeBy === actor.userId ? (
          handover.takenAt !== null ? null : (
            <Notice>
              <p>暗号化した職員は書き出せません。別の職員が書き出してください。</p>
            </Notice>
          )
        ) : (
          <form method="post" action={`${path}/provision/handover/file`}>
            <Button>暗号化したファイルを書き出す</Button>
          </form>
        )}
      </>
    ) : null}
    {handover ? (
      <details>
        <summary>暗号化をやり直す</summary>
        <p>合い言葉や媒体が失われたときに使います。前に暗号化したものは廃棄され、媒体への書き出しもやり直しになります。</p>
        <Encrypt path={path} />
      </details>
    ) : (
      <Encrypt path={path} />
    )}
  </div>
)

/** The receipt that came on paper. */
export const PaperReceipt: FC<HandoverProps> = ({ context: { path, typed, refusals }, provision: { packageSha256 } }) => (
  <form method="post" action={`${path}/provision/receipt`} class="narrow" enctype="multipart/form-data">
    <h3>受領書を記録する</h3>
    <p>提案者から受け取った受領書を記録します。記録すると、引渡しのために暗号化したファイルは、ここから廃棄されます。</p>
    <Choices
      name="handedBy"
      legend={PROVISION_FIELDS.handedBy!}
      options={HANDOVER_WAYS.map((value) => ({ value, label: value }))}
      value={typed.handedBy}
      required
      refusals={refusals}
    />
    <ScanFields label="受領書" typed={typed} refusals={refusals} />
    <Check name="compared" required>
      受領書に書かれた照合値（SHA-256）が <code>{packageSha256}</code> と一致することを確かめました
    </Check>
    <div class="actions">
      <Button>受領を記録する</Button>
    </div>
  </form>
)

interface MadeProps {
  loaded: LoadedCase
  provision: Provision
  handover: Handover
  passphrase: string | null
}

/** What was just encrypted, and its passphrase: the only time that it is shown. To be printed and sealed. */
export function showMade(deps: Deps, c: Context<AppEnv>, { loaded: { theCase }, provision, handover, passphrase }: MadeProps) {
  const { organisation, actor } = c.var
  const path = `/${organisation.id}/proposals/${theCase.id}`
  const title = passphrase ? '引渡しの合い言葉' : '引渡しのための暗号化'
  c.header('cache-control', 'no-store')
  return c.html(
    <Page
      {...{ actor, organisation, title, demonstration: deps.demonstration }}
      section="desk"
      crumbs={[
        { href: `/${organisation.id}/desk`, label: '事務机' },
        { href: path, label: theCase.receiptNumber ?? '案件' },
      ]}
    >
      <div class="narrow">
        <h1>{title}</h1>
        {passphrase ? (
          <>
            <Notice kind="warning" title="この画面を離れると、もう表示できません">
              <p>印刷して封をし、媒体とは別に、提案者本人に渡してください。写しを残さないでください。</p>
            </Notice>
            <pre class="code large">{passphrase}</pre>
            <p>英小文字と2から9までの数字で、ハイフン（-）も合い言葉の一部です。</p>
          </>
        ) : (
          <p>提案者の公開鍵で暗号化しました。開けるのは、対になる秘密鍵を持つ提案者だけです。</p>
        )}
        <Facts
          rows={[
            ['提案者', theCase.proposerName],
            ['受付番号', theCase.receiptNumber],
            ['暗号化した日', eraDate(japanDate(handover.madeAt))],
            ['開いた data.zip の照合値（SHA-256）', <code>{provision.packageSha256}</code>],
          ]}
        />
        <h2>ファイルの開き方</h2>
        <p>age（age-encryption.org）を端末に入れ、次を実行します。</p>
        <pre class="code">{`age -d ${passphrase ? '' : '-i 秘密鍵のファイル '}-o data.zip ${theCase.receiptNumber}.zip.age`}</pre>
        <p>できた data.zip の照合値を、上の照合値と比べ、受領書に書いてください。</p>
        <div class="actions">
          <LinkButton href={`${path}#provision`}>案件に戻る</LinkButton>
        </div>
      </div>
    </Page>,
  )
}
