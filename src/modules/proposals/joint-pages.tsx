import type { FC } from 'hono/jsx'
import type { Deps } from '../../app-env.ts'
import { type Actor, NotFound, type Refusal } from '../../core/index.ts'
import { Button, Choices, ErrorSummary, Facts, Field, Notice, Page, Tag } from '../../views/index.ts'
import { type Attachment, PaperKind } from './attachments-part.tsx'
import { type LoadedCase, loadCase } from './case.ts'
import type { JointParty } from './content.ts'
import { PARTY_KINDS } from './fields.ts'
import { confirmationMark, JOINT_FIELD, openSteps, partiesOf, partyKinds, UNNAMED } from './joint.ts'
import { openJointLink } from './joint-service.ts'
import { maskedField } from './my-number.ts'
import { type C, caseCrumbs, frame } from './page-frame.ts'
import { documentField, issuedField, proposedOn } from './papers.ts'
import { jointIdOf, writtenParty } from './permissions.ts'
import { PledgePart } from './pledge-part.tsx'
import { attachmentField, isWritable } from './rules.ts'
import { aboutOf } from './service.ts'
import { attachmentsOf, findCase } from './store.ts'

type Typed = Readonly<Record<string, string>>

/** What each party has still to do, as the proposer's side and the desk see it. */
export const JointList: FC<{ loaded: LoadedCase; attached: Attachment[]; mayPart?: boolean }> = ({ loaded, attached, mayPart }) => {
  const { theCase, programme, today } = loaded
  const parties = partiesOf(theCase)
  const mark = confirmationMark(theCase.content, attached)
  const isOpen = isWritable(theCase.state)
  return parties.length === 0 ? null : (
    <ul class="rows">
      {parties.map(({ id, ...party }) => {
        const onPaper = theCase.paper !== null
        const open = openSteps(programme, [id, party], { mark, attached, proposedOn: proposedOn(loaded), today, onPaper })
        const papers = open.filter(({ code }) => !['joint-not-pledged', 'joint-not-confirmed', 'joint-changed'].includes(code))
        const steps: [string, boolean][] = [
          ['書類', papers.length === 0],
          ...(onPaper
            ? []
            : ([
                ['誓約', party.pledgedAt > 0],
                ['内容の確認', isOpen ? party.confirmed === mark : party.confirmedAt > 0],
              ] as [string, boolean][])),
        ]
        return (
          <li>
            <strong>{party.name || UNNAMED}</strong>
            <p class="small muted">{[party.representative, party.address].filter(Boolean).join('　')}</p>
            <p>
              {steps.map(([label, isDone]) => (
                <>
                  <Tag colour={isDone ? 'green' : 'orange'}>{`${label}：${isDone ? '済み' : 'まだ'}`}</Tag>{' '}
                </>
              ))}
            </p>
            {mayPart && onPaper ? (
              <p>
                <a href={`/${theCase.organisationId}/proposals/${theCase.id}/joint?party=${id}`}>
                  氏名・住所と書類を入力する<span class="visually-hidden">：{party.name || UNNAMED}</span>
                </a>
              </p>
            ) : null}
            {mayPart ? (
              <button type="submit" class="button danger small" name="intent" value={`part:${id}`} formnovalidate>
                共同提案者から外す<span class="visually-hidden">：{party.name}</span>
              </button>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}

/** The representative's part of the form: who proposes together, and a link for one more. */
export const JointPart: FC<{ loaded: LoadedCase; attached: Attachment[]; refusals: Refusal[]; link?: string }> = ({
  loaded,
  attached,
  refusals,
  link,
}) => {
  const isDraft = loaded.theCase.state === 'draft'
  const onPaper = loaded.theCase.paper !== null
  const parties = partiesOf(loaded.theCase)
  if (!isDraft && parties.length === 0) return null
  const errors = refusals.filter(({ field }) => field === JOINT_FIELD)
  return (
    <section class="item" aria-labelledby={JOINT_FIELD}>
      <h2 id={JOINT_FIELD}>共同提案者</h2>
      <p class="muted">
        {onPaper
          ? '書面に代表のほかの提案者がいるときは、一者ずつ加え、その方の書類と誓約書を添付してください。'
          : 'ほかの団体や個人と共同で提案するときは、一者ずつ招いてください。招かれた方は、自分の書類と誓約を入れ、提案の内容を確かめます。全員がそろうまで提出できません。通知はあなた（代表）に届きます。'}
      </p>
      {errors.length > 0 ? <div class="error">共同提案者の手続が、まだそろっていません。</div> : null}
      <JointList loaded={loaded} attached={attached} mayPart={isDraft} />
      {link ? (
        <Notice kind="success" title="招待のリンクを作りました">
          <p>このリンクを共同提案者に送ってください。使えるのは一度、14日以内です。この画面を離れると、もう表示できません。</p>
          <pre class="code">{link}</pre>
        </Notice>
      ) : null}
      {isDraft ? (
        <Button kind="secondary" name="intent" value={onPaper ? 'add-party' : 'invite'}>
          {onPaper ? '共同提案者を加える' : parties.length === 0 ? '共同提案者を招くリンクを作る' : 'もう一者を招くリンクを作る'}
        </Button>
      ) : null}
    </section>
  )
}

const WhoFields: FC<{ typed: Typed; refusals: Refusal[] }> = ({ typed, refusals }) => (
  <>
    <Choices name="joint-kind" legend="提案者の種別" value={typed['joint-kind']} options={PARTY_KINDS} required refusals={refusals} />
    <Field name="joint-name" label="氏名又は名称" value={typed['joint-name']} required refusals={refusals} />
    <Field name="joint-address" label="住所又は所在地" value={typed['joint-address']} required refusals={refusals} />
    <Field
      name="joint-representative"
      label="代表者の氏名"
      value={typed['joint-representative']}
      required={typed['joint-kind'] !== 'person'}
      hint="個人の場合は空欄で構いません。"
      refusals={refusals}
    />
  </>
)

const LABELS: Record<string, string> = {
  'joint-kind': '提案者の種別',
  'joint-name': '氏名又は名称',
  'joint-address': '住所又は所在地',
  'joint-representative': '代表者の氏名',
  [JOINT_FIELD]: '共同提案者',
}

const typedOf = ({ kind, name, address, representative }: Pick<JointParty, 'kind' | 'name' | 'address' | 'representative'>): Typed => ({
  'joint-kind': kind,
  'joint-name': name,
  'joint-address': address,
  'joint-representative': representative,
})

/** Where an invited proposer joins a draft. */
export async function showJoin(deps: Deps, c: C, actor: Actor, caseId: string, sent: Typed, refusals: Refusal[] = []) {
  const { organisation } = c.var
  const opened = await openJointLink(deps, actor, organisation.id, caseId, sent.token ?? '').catch((error: unknown) => {
    if (error instanceof NotFound) return undefined
    throw error
  })
  // A link that was used: who used it is led to what is to be done.
  const theCase = opened ? undefined : await findCase(deps.db, organisation.id, caseId)
  if (theCase && jointIdOf(actor, theCase)) return c.redirect(`/${organisation.id}/proposals/${caseId}/joint`, 303)
  const entry = opened && (await aboutOf(deps, opened.loaded)).entry
  const { profile } = opened?.organisation ?? {}
  const title = '共同で提案する'
  return c.html(
    <Page {...frame(deps, c)} title={title} crumbs={[{ href: `/${organisation.id}`, label: organisation.name }]}>
      <div class="narrow">
        <h1>{title}</h1>
        {!opened || !entry ? (
          <Notice kind="warning" title="この招待は使えません">
            <p>期限が過ぎたか、もう使われたか、提案が提出されています。招いた方に、新しいリンクを頼んでください。</p>
          </Notice>
        ) : !opened.organisation ? (
          <Notice kind="warning" title="提案者として登録した方だけが加われます">
            <p>
              <a href="/sign-up">提案者として登録</a>してから、このリンクをもう一度開いてください。
            </p>
          </Notice>
        ) : (
          <>
            <ErrorSummary refusals={refusals} labels={LABELS} />
            <p>{`「${opened.loaded.theCase.proposerName}」が、次の提案に共同提案者として招いています。加わると、提案の内容を見て、自分の書類と誓約を入れられます。`}</p>
            <Facts
              rows={[
                ['代表', opened.loaded.theCase.proposerName],
                ['個人情報ファイル', entry.name],
              ]}
            />
            <form method="post" action={`/${organisation.id}/proposals/${caseId}/join`} novalidate>
              <input type="hidden" name="token" value={sent.token} />
              <WhoFields
                typed={
                  sent['joint-name'] === undefined
                    ? typedOf({
                        kind: 'body',
                        name: opened.organisation.name,
                        address: profile?.address ?? '',
                        representative: profile?.representative ?? '',
                      })
                    : sent
                }
                refusals={refusals}
              />
              <div class="actions">
                <Button>共同提案者として加わる</Button>
              </div>
            </form>
          </>
        )}
      </div>
    </Page>,
    refusals.length > 0 ? 422 : opened ? 200 : 404,
  )
}

/** A joint party's own page: who it is, its papers, its pledge, and that it agrees. */
export async function showJoint(deps: Deps, c: C, actor: Actor, caseId: string, refused?: { refusals: Refusal[]; sent: Typed }) {
  const { organisation } = c.var
  const loaded = await loadCase(deps, actor, organisation.id, caseId)
  const { theCase, programme } = loaded
  const path = `/${organisation.id}/proposals/${caseId}`
  const named = c.req.query('party')
  const id = writtenParty(actor, theCase, named)
  const onPaper = theCase.paper !== null
  const party = id === undefined ? undefined : theCase.joint[id]
  if (id === undefined || !party || !isWritable(theCase.state)) return c.redirect(path, 303)
  const query = onPaper ? `?party=${id}` : ''
  const { entry } = await aboutOf(deps, loaded)
  const attached = await attachmentsOf(deps.db, organisation.id, caseId)
  const mark = confirmationMark(theCase.content, attached)
  const refusals = refused?.refusals ?? []
  const isDraft = theCase.state === 'draft'
  const isConfirmed = party.confirmed === mark
  const title = onPaper ? '共同提案者の書面を入力する' : '共同提案者としての手続'
  return c.html(
    <Page {...frame(deps, c)} title={title} section={onPaper ? 'desk' : 'proposals'} crumbs={caseCrumbs(c, theCase, entry.name)}>
      <div class="narrow">
        <h1>{title}</h1>
        <ErrorSummary
          refusals={refusals}
          labels={{
            ...LABELS,
            ...Object.fromEntries(
              programme.attachments.flatMap(({ id, label }) => [attachmentField(id), maskedField(id)].map((name) => [name, label])),
            ),
            ...Object.fromEntries(
              attached.flatMap((one) => [documentField(one.id), issuedField(one.id)].map((name) => [name, one.fileName])),
            ),
          }}
        />
        {c.req.query('saved') && !refused ? <Notice kind="success">保存しました。</Notice> : null}
        <p>
          {onPaper
            ? '書面のとおりに入力し、この共同提案者の書類と誓約書を添付してください。'
            : `「${theCase.proposerName}」が代表として提出します。提出の前に、下の三つを済ませてください。`}
        </p>
        <form method="post" action={`${path}/joint${query}`} enctype="multipart/form-data" novalidate>
          <input type="hidden" name="agreed" value={mark} />
          <section class="item" aria-labelledby="who">
            <h2 id="who">{onPaper ? '氏名・住所と書類' : '1. 氏名・住所と書類'}</h2>
            {isDraft ? <WhoFields typed={refused?.sent ?? typedOf(party)} refusals={refusals} /> : null}
            {partyKinds(programme, party.kind, onPaper).map((kind) => (
              <PaperKind
                {...{ kind, loaded, refusals }}
                papers={attached.filter((one) => one.party === id && one.kind === kind.id)}
                typed={refused?.sent ?? {}}
                isRequired={kind.required}
              />
            ))}
          </section>
          {isDraft && !onPaper ? <PledgePart programme={programme} no={2} isPledged={party.pledgedAt > 0} /> : null}
          {onPaper ? null : (
            <section class="item" aria-labelledby={JOINT_FIELD}>
              <h2 id={JOINT_FIELD}>3. 提案の内容の確認</h2>
              <p>
                <a href={path}>提案の内容を読む</a>
              </p>
              {isConfirmed ? (
                <Notice kind="success">今の内容を確かめ、共同で提案することに同意しています。</Notice>
              ) : party.confirmedAt > 0 ? (
                <Notice kind="warning">確かめた後で、提案の内容か提案者が変わりました。もう一度読んで確かめてください。</Notice>
              ) : null}
            </section>
          )}
          <div class="actions">
            {isConfirmed || onPaper ? null : (
              <Button name="intent" value="agree">
                内容を確かめたので、共同で提案する
              </Button>
            )}
            <Button kind={onPaper ? 'primary' : 'secondary'} name="intent" value="save">
              {onPaper ? '保存する' : '途中まで保存する'}
            </Button>
            {onPaper ? <a href={`${path}/edit`}>提案の入力に戻る</a> : null}
          </div>
        </form>
        {isDraft && !onPaper ? (
          <details class="withdraw">
            <summary>共同提案者から抜ける</summary>
            <p>入れた書類と誓約は消えます。戻るには、もう一度招いてもらう必要があります。</p>
            <form method="post" action={`${path}/joint/leave`}>
              <Button kind="danger">抜ける</Button>
            </form>
          </details>
        ) : null}
      </div>
    </Page>,
    refused ? 422 : 200,
  )
}
