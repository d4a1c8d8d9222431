import type { Child, FC } from 'hono/jsx'
import type { Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import { type Actor, NotFound, type Refusal } from '../../core/index.ts'
import {
  CLAUSES,
  type DocumentModel,
  DocumentPreview,
  markedPaper,
  missingClauses,
  placesOf,
  rowsOf,
  withEdits,
} from '../../documents/index.ts'
import { Button, Check, ErrorSummary, Field, LinkButton, Notice, Page, statusOf } from '../../views/index.ts'
import { type LoadedCase, loadCase } from './case.ts'
import { Changes } from './changes-part.tsx'
import { type C, frame } from './page-frame.ts'
import { discardWording, figureChanges, issuingMove, lastDrafts, type PaperDraft, saveWording } from './paper-drafts.ts'
import { rolesInCase } from './permissions.ts'
import { issuedDocumentsOf } from './store.ts'

interface Shown {
  refusals: Refusal[]
  written: (place: string) => string | undefined
}

/** Before a paper is issued: its wording, text by text, what was changed, and the button that issues it. */
async function showPaper(deps: Deps, c: C, actor: Actor, loaded: LoadedCase, form: string, shown?: Shown) {
  const { organisation } = c.var
  const { theCase } = loaded
  const path = `/${organisation.id}/proposals/${theCase.id}`
  const draft = (await lastDrafts(deps.db, organisation.id, theCase.id)).get(form)
  const move = issuingMove(actor, loaded, form)
  if (!draft || (draft.state === 'open' && !move)) throw new NotFound('paper')
  const page = (content: Child) =>
    c.html(
      <Page
        {...frame(deps, c)}
        section="desk"
        title={`${draft.paper.title}の文面`}
        crumbs={[
          { href: `/${organisation.id}/desk`, label: '事務机' },
          { href: path, label: theCase.receiptNumber ?? '案件' },
        ]}
      >
        <h1>{`${draft.paper.title}の文面`}</h1>
        {content}
      </Page>,
      shown ? statusOf(shown.refusals) : 200,
    )
  if (draft.state !== 'open') {
    const issued = (await issuedDocumentsOf(deps.db, organisation.id, theCase.id)).findLast((one) => one.form === form)
    return page(
      <Notice title={draft.state === 'issued' ? 'この書面は、もう発行されています' : '直した文面は捨てられています'}>
        <p>
          {draft.state === 'issued'
            ? '発行した書面は直せません。'
            : 'このまま発行すると、様式から作った文面になります。直すときは、発行する画面で「文面を確かめて直す」を押してください。'}
        </p>
        <LinkButton href={draft.state === 'issued' && issued ? `${path}/documents/${issued.id}` : path}>
          {draft.state === 'issued' ? '発行した書面を見る' : '案件に戻る'}
        </LinkButton>
      </Notice>,
    )
  }
  // Where several acts issue this form, it is the one that was asked for.
  const asked = draft.paper.posted.fields.find(([name]) => name === 'action')?.[1]
  const { label } = loaded.programme.transitions.find(({ action, document }) => action === asked && document === form) ?? move!
  return page(await body(deps, draft, loaded, `${path}/papers/${form}`, label, c.req.query('saved') === '1', shown))
}

async function body(deps: Deps, draft: PaperDraft, loaded: LoadedCase, path: string, label: string, isSaved: boolean, shown?: Shown) {
  const { model, edits, dropped } = draft.paper
  const places = placesOf(model)
  const labels = Object.fromEntries(places.map(({ id, label }) => [`text:${id}`, label]))
  const nowAt = new Map(edits.map(({ place, now }) => [place, now]))
  const isMissed = shown?.refusals.some(({ code }) => code === 'paper-saved-elsewhere') ?? false
  const unlike = isMissed
    ? places.flatMap(({ id, label, text }) => {
        const [saved, typed] = [nowAt.get(id) ?? text, shown?.written(id) ?? text]
        return saved === typed ? [] : [{ label, before: saved, after: typed }]
      })
    : []
  return (
    <>
      {isSaved && !shown ? <Notice kind="success">文面を保存しました。まだ発行していません。</Notice> : null}
      <ErrorSummary refusals={shown?.refusals ?? []} labels={labels} />
      {isMissed ? (
        <Notice kind="warning" title="あなたの文面は、まだ保存していません">
          <p>{`${(await peopleNames(deps.db)).get(draft.by) ?? 'ほかの職員'}が先に保存しました。保存されている文面と、あなたの文面との違いです。`}</p>
          {unlike.length === 0 ? <p>違いはありません。</p> : <Changes changes={unlike} />}
          <p>下の欄は、あなたの文面のままです。先に保存された文面も生かすように直してから、もう一度保存してください。</p>
        </Notice>
      ) : null}
      {dropped.length > 0 ? (
        <Notice kind="warning" title="引き継げなかった直し">
          <p>様式から作った文が変わったため、次の直しは入れていません。要るものは、もう一度直してください。</p>
          <Changes changes={dropped.map(({ was, now }, i) => ({ label: `${i + 1}`, before: was, after: now }))} />
        </Notice>
      ) : null}
      <p>
        様式から作った文面です。宛名、発信者名、法令が様式を定めていない書面の標題、本文の言い回しを直せます。任意の欄は、空にすると、その文を載せません。番号と日付は、発行するときのものになります。額は記録から計算したもので、ここでは変えられません。額を改めるときは、案件のページで計算し直してください。内訳の表も同じです。
      </p>
      <form method="post" action={path}>
        <input type="hidden" name="version" value={draft.version} />
        {places.map(({ id, label, text, mayGo }) => {
          const value = shown?.written(id) ?? nowAt.get(id) ?? text
          return (
            <Field
              name={`text:${id}`}
              label={label}
              hint={nowAt.has(id) ? '直した文' : undefined}
              rows={rowsOf(value)}
              required={!mayGo}
              value={value}
              refusals={shown?.refusals}
            />
          )
        })}
        <div class="actions">
          <Button name="intent" value="save">
            文面を保存する
          </Button>
          <Button name="intent" value="discard" kind="secondary" novalidate>
            直した文面を捨てる
          </Button>
        </div>
      </form>
      {shown ? null : <Issue draft={draft} loaded={loaded} labels={labels} moveLabel={label} />}
    </>
  )
}

/** Which of the clauses of a contract the paper holds, before it is issued. */
const Clauses: FC<{ model: DocumentModel }> = ({ model }) => {
  const missing = missingClauses(model)
  const isOnlyOptional = missing.every(({ optional }) => optional)
  return (
    <Notice
      kind={isOnlyOptional ? 'success' : 'warning'}
      title={`契約書の${CLAUSES.length}の条項：${CLAUSES.length - missing.length}あります`}
    >
      {missing.length > 0 ? (
        <ul>
          {missing.map(({ no, label, source, optional }) => (
            <li>{`${no}　${label}がありません${optional ? '（置くかどうかは団体の判断）' : source ? `（${source}）` : ''}`}</li>
          ))}
        </ul>
      ) : null}
      <details>
        <summary>条項と根拠</summary>
        <ol>
          {CLAUSES.map(({ label, source }) => (
            <li>{`${label}${source ? `（${source}）` : ''}`}</li>
          ))}
        </ol>
      </details>
    </Notice>
  )
}

/** What will be issued, marked, and the form of the page that issues it. */
const Issue: FC<{ draft: PaperDraft; loaded: LoadedCase; labels: Record<string, string>; moveLabel: string }> = ({
  draft,
  loaded,
  labels,
  moveLabel,
}) => {
  const { edits, posted } = draft.paper
  const figures = figureChanges(loaded, edits)
  return (
    <>
      <h2>発行する文面</h2>
      <p>
        {edits.length === 0
          ? 'まだ直したところはありません。'
          : `直したところが${edits.length}か所あります。削った文と加えた文に印を付けています。`}
      </p>
      {draft.form === 'contract' ? <Clauses model={withEdits(draft.paper.model, edits)} /> : null}
      <DocumentPreview model={markedPaper(draft.paper)} />
      <form method="post" action={posted.path} class="narrow">
        {posted.fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="paperVersion" value={draft.version} />
        {figures.length > 0 ? (
          <Notice kind="warning" title="額、条、日付、番号、名前が、案件の記録と違います">
            <ul>
              {figures.map(({ edit, gone, come }) => (
                <li>
                  {`${labels[`text:${edit.place}`]}：`}
                  {gone.length > 0 ? `「${gone.join('」「')}」がなくなりました。` : ''}
                  {come.length > 0 ? `「${come.join('」「')}」が加わりました。` : ''}
                </li>
              ))}
            </ul>
            <p>記録が誤っているときは、文面ではなく、もとの記録を直してください。文面を変えても、記録、手数料の額、期限は変わりません。</p>
            <Check name="figuresChecked" required>
              この違いを確かめました
            </Check>
          </Notice>
        ) : null}
        <div class="actions">
          <Button>{`この文面で${moveLabel}`}</Button>
        </div>
      </form>
    </>
  )
}

async function paperAt(deps: Deps, c: C, actor: Actor) {
  const [caseId, form] = [c.req.param('id') ?? '', c.req.param('form') ?? '']
  const loaded = await loadCase(deps, actor, c.var.organisation.id, caseId)
  if (rolesInCase(actor, loaded.theCase).includes('proposer')) throw new NotFound('paper')
  return { caseId, form, loaded }
}

/** The wording of a paper that is not issued yet. */
export async function openPaper(deps: Deps, c: C, actor: Actor) {
  const { loaded, form } = await paperAt(deps, c, actor)
  return showPaper(deps, c, actor, loaded, form)
}

/** Saves or gives up a wording. Only who may issue the paper now may word it. */
export async function savePaper(deps: Deps, c: C, actor: Actor) {
  const { organisation } = c.var
  const { caseId, loaded, form } = await paperAt(deps, c, actor)
  const known = (await lastDrafts(deps.db, organisation.id, caseId)).get(form)
  if (!known || (known.state === 'open' && !issuingMove(actor, loaded, form))) throw new NotFound('paper')
  const sent = await c.req.formData()
  const version = Number(sent.get('version'))
  const written = (place: string) => {
    const text = sent.get(`text:${place}`)
    return typeof text === 'string' ? text.replaceAll('\r\n', '\n') : undefined
  }
  const isDiscard = sent.get('intent') === 'discard'
  const saved = isDiscard
    ? await discardWording(deps, actor, loaded, form, version)
    : await saveWording(deps, actor, loaded, form, version, written)
  if (!saved.ok) return showPaper(deps, c, actor, loaded, form, { refusals: saved.refusals, written })
  const path = `/${organisation.id}/proposals/${caseId}`
  return c.redirect(isDiscard ? path : `${path}/papers/${form}?saved=1`, 303)
}
