import type { FC } from 'hono/jsx'
import type { Deps } from '../../app-env.ts'
import type { Organisation } from '../../auth/index.ts'
import { addDays, type IsoDate, japanDate, NotFound, type Refusal, withoutUnseen } from '../../core/index.ts'
import {
  changedFigures,
  DocumentPreview,
  type Edit,
  markedPaper,
  placesOf,
  rowsOf,
  staleEdits,
  toDocx,
  withEdits,
} from '../../documents/index.ts'
import { decisionForecast, numberSetting, type Programme, phasesOf, programme, setting } from '../../programmes/index.ts'
import { Button, Check, ErrorSummary, Field, LinkButton, Notice, Page } from '../../views/index.ts'
import { CallBody } from './call-body.tsx'
import { makeNotice, returnedEdits, writtenEdits } from './call-notice.ts'
import type { Call, CallDraft, RegisterEntry } from './model.ts'
import { type C, CALLS, frame, programmeOf } from './page-frame.ts'
import { checkMayAnnounceCalls } from './permissions.ts'
import { callStatus, checkCall } from './rules.ts'
import { announceCall, loadCall } from './service.ts'
import { callsOf, entriesOf, listEntries } from './store.ts'

const TITLE = '提案の募集を公示する'
const LABELS = {
  title: '募集の名称',
  announcedOn: '公示する日',
  opensOn: '募集を始める日',
  closesOn: '募集を終える日',
  entryIds: '対象の個人情報ファイル',
  questionsFrom: '質問の受付を始める日',
  questionsUntil: '質問の受付を終える日',
  answersBy: 'すべての質問に答える日',
}

/** Headings that offices usually print; those left empty are not printed. */
const TERMS = [
  ...['提出の方法', '受付の時刻', '事前相談', '審査の期間', '結果の通知', '手数料の納付', '費用'],
  ...['契約と提供の流れ', '提供の方法', '利用の条件', '様式', '問合せ先'],
]

/** What the first call of an office can begin with: how the product and the programme do it. */
function usualTerms(its: Programme, { profile, name }: Organisation, today: IsoDate): CallDraft['terms'] {
  const review = decisionForecast(its, today)
  return {
    提出の方法: 'この仕組みから提出してください。書面で提出したい方は、窓口に相談してください。',
    受付の時刻: '募集を終える日の24時までに提出されたものを受け付けます。書面は、窓口が開いている時間までです。',
    ...(its.settings['consult.mode']?.value === 'faq' ? {} : { 事前相談: 'この仕組みで申し込めます。窓口でも相談できます。' }),
    ...(review ? { 審査の期間: `審査を始めてから${review.span}が目安です。` } : {}),
    結果の通知: '適合するかどうかを、理由とともに文書で通知します。',
    手数料の納付: '額、方法、期限は、適合の通知でお知らせします。',
    費用: `${its.words.proposal}に要する費用は、${its.words.proposer}の負担です。`,
    契約と提供の流れ: phasesOf(its).join('→'),
    提供の方法: '受け取る人だけが開けるよう暗号化して提供します。',
    様式: '様式は、この仕組みが入力から作ります。書面で提出する方には、窓口で渡します。',
    問合せ先: [profile.desk ?? name, profile.phone].filter(Boolean).join('　'),
  }
}

const QUESTION_DAYS = ['questionsFrom', 'questionsUntil', 'answersBy'] as const
const questionDays = ({ questions }: CallDraft) => [questions?.from, questions?.until, questions?.answersBy]

const LONGEST_TERM = 4_000
const termName = (heading: string) => `term-${TERMS.indexOf(heading)}`

const readDraft = (form: Record<string, string | File | (string | File)[]>): CallDraft => {
  const text = (name: string) => (typeof form[name] === 'string' ? form[name].trim() : '')
  const ids = form.entryIds === undefined ? [] : [form.entryIds].flat()
  const [from, until, answersBy] = QUESTION_DAYS.map(text) as [string, string, string]
  return {
    ...(from || until || answersBy ? { questions: { from, until, answersBy } } : {}),
    title: text('title'),
    announcedOn: text('announcedOn'),
    opensOn: text('opensOn'),
    closesOn: text('closesOn'),
    entryIds: ids.filter((id): id is string => typeof id === 'string'),
    terms: Object.fromEntries(TERMS.flatMap((heading) => (text(termName(heading)) ? [[heading, text(termName(heading))]] : []))),
  }
}

/** A call like the last one, open as long as the programme asks for. */
function firstDraft(
  itsProgramme: Programme,
  organisation: Organisation,
  last: Call | undefined,
  eligible: RegisterEntry[],
  today: IsoDate,
): CallDraft {
  const { value } = setting(itsProgramme, 'call.minLength')
  const opensOn = addDays(today, 7)
  return {
    title: '',
    announcedOn: today,
    opensOn,
    closesOn: addDays(opensOn, typeof value === 'number' ? numberSetting(itsProgramme, 'call.minLength') : 30),
    entryIds: eligible.map(({ id }) => id),
    terms: last?.terms ?? usualTerms(itsProgramme, organisation, today),
    ...(itsProgramme.settings['call.questions']?.value === 'none'
      ? {}
      : { questions: { from: opensOn, until: addDays(opensOn, 14), answersBy: addDays(opensOn, 21) } }),
  }
}

/** The form of a new call, for the desk that runs them. */
export async function showCallForm(deps: Deps, c: C) {
  const { organisation, actor } = c.var
  if (!actor) throw new NotFound('call form')
  checkMayAnnounceCalls(actor, organisation.id)
  const [eligible, [last]] = await Promise.all([
    listEntries(deps.db, organisation.id, { isEligible: true }),
    callsOf(deps.db, organisation.id),
  ])
  return formPage(deps, c, eligible, firstDraft(programmeOf(c), organisation, last, eligible, japanDate(deps.clock())), [])
}

/** Shows what would be published; announces it once that was looked at. */
export async function takeCall(deps: Deps, c: C) {
  const { organisation, actor } = c.var
  if (!actor) throw new NotFound('call form')
  checkMayAnnounceCalls(actor, organisation.id)
  const form = withoutUnseen(await c.req.parseBody({ all: true }))
  const draft = readDraft(form)
  const eligible = await listEntries(deps.db, organisation.id, { isEligible: true })
  const itsProgramme = programmeOf(c)
  const today = japanDate(deps.clock())
  const checked = checkCall(itsProgramme, draft, eligible)
  const refusals = [
    ...(checked.ok ? [] : checked.refusals),
    ...TERMS.flatMap((heading) =>
      [...(draft.terms[heading] ?? '')].length > LONGEST_TERM
        ? [{ code: 'too-long', field: termName(heading), facts: { max: LONGEST_TERM } }]
        : [],
    ),
    ...(draft.announcedOn < today ? [{ code: 'announced-before-today', field: 'announcedOn' }] : []),
  ]
  const text = (name: string) => (typeof form[name] === 'string' ? form[name] : undefined)
  const returned = returnedEdits(text('edits'))
  if (refusals.length > 0) return formPage(deps, c, eligible, draft, form.step === 'mend' ? [] : refusals, returned)
  const chosen = await entriesOf(deps.db, organisation.id, draft.entryIds)
  const notice = makeNotice(organisation, itsProgramme, draft, chosen)
  const isWorded = Object.keys(form).some((name) => name.startsWith('text:'))
  const dropped = isWorded ? [] : staleEdits(notice.model, returned)
  const edits = isWorded ? writtenEdits(notice, text) : returned.filter((edit) => !dropped.includes(edit))
  if (form.step === 'mend') return formPage(deps, c, eligible, draft, [], edits)
  const figures = edits.map((edit) => changedFigures(edit)).filter(({ gone, come }) => gone.length + come.length > 0)
  const isUnchecked = form.step === 'announce' && figures.length > 0 && form.figuresChecked !== 'yes'
  if (form.step === 'announce' && !isUnchecked) {
    const announced = await announceCall(deps, actor, organisation, draft, edits)
    if (!announced.ok) return formPage(deps, c, eligible, draft, announced.refusals, edits)
    return c.redirect(`/${organisation.id}/calls/${announced.value}`, 303)
  }
  const call = { ...draft, id: '', entries: [], questions: draft.questions ?? null }
  const wording = new Map(edits.map(({ place, now }) => [place, now]))
  return c.html(
    <Page {...pageOf(deps, c)} title="公示の内容を確かめる">
      <Notice title="まだ公示していません">
        <p>この内容で公示してよいか確かめてください。公示した後は、対象の個人情報ファイルと期間を変えられません。</p>
      </Notice>
      <form method="post" action={`/${organisation.id}/calls/new`}>
        <Hidden draft={draft} />
        {isUnchecked ? <ErrorSummary refusals={[{ code: 'paper-figures-unchecked' }]} /> : null}
        {dropped.length > 0 ? (
          <Notice kind="warning" title="引き継げなかった直し">
            <p>もとの文が変わったため、公示の文面の次の直しは入れていません。要るものは、もう一度直してください。</p>
            <ul>
              {dropped.map(({ now }) => (
                <li class="pre">{now}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
        <details open={isWorded || edits.length > 0}>
          <summary>公示の文面を直す</summary>
          <p>様式から作った文面です。任意の欄は、空にすると、その文を載せません。公示した後は直せません。</p>
          {placesOf(notice.model).map(({ id, label, text, mayGo }) => {
            const value = wording.get(id) ?? text
            return <Field name={`text:${id}`} label={label} required={!mayGo} rows={rowsOf(value)} value={value} maxlength={5_000} />
          })}
          <div class="actions">
            <Button name="step" value="look" kind="secondary">
              直した文面を見る
            </Button>
          </div>
        </details>
        <h2>公示する文書</h2>
        <DocumentPreview model={markedPaper({ model: notice.model, edits })} />
        {figures.length > 0 ? (
          <Notice kind="warning" title="数、条、日付、番号が、募集の内容と違います">
            <ul>
              {figures.map(({ gone, come }) => (
                <li>
                  {[
                    gone.length > 0 ? `「${gone.join('」「')}」がなくなりました。` : '',
                    come.length > 0 ? `「${come.join('」「')}」が加わりました。` : '',
                  ].join('')}
                </li>
              ))}
            </ul>
            <Check name="figuresChecked">この違いを確かめました</Check>
          </Notice>
        ) : null}
        <div class="actions">
          <Button name="step" value="announce">
            この内容で公示する
          </Button>
          <Button name="step" value="mend" kind="secondary">
            直す
          </Button>
        </div>
      </form>
      <CallBody
        call={call}
        status={callStatus(call, today)}
        today={today}
        programme={itsProgramme}
        entries={chosen}
        organisationId={organisation.id}
      />
    </Page>,
  )
}

const pageOf = (deps: Deps, c: C) => ({
  ...frame(deps, c, 'calls'),
  crumbs: [
    { href: `/${c.var.organisation.id}`, label: c.var.organisation.name },
    { href: `/${c.var.organisation.id}/calls`, label: CALLS },
  ],
})

const Hidden: FC<{ draft: CallDraft }> = ({ draft }) => (
  <>
    {(['title', 'announcedOn', 'opensOn', 'closesOn'] as const).map((name) => (
      <input type="hidden" name={name} value={draft[name]} />
    ))}
    {QUESTION_DAYS.map((name, i) => (
      <input type="hidden" name={name} value={questionDays(draft)[i] ?? ''} />
    ))}
    {draft.entryIds.map((id) => (
      <input type="hidden" name="entryIds" value={id} />
    ))}
    {Object.entries(draft.terms).map(([heading, text]) => (
      <input type="hidden" name={termName(heading)} value={text} />
    ))}
  </>
)

function formPage(deps: Deps, c: C, eligible: RegisterEntry[], draft: CallDraft, refusals: Refusal[], edits: readonly Edit[] = []) {
  const { organisation } = c.var
  const itsProgramme = programmeOf(c)
  const least = setting(itsProgramme, 'call.minLength')
  const hint =
    typeof least.value === 'number'
      ? `始める日から${least.value}日以上にしてください${least.source ? `（${least.source}）` : ''}。`
      : undefined
  return c.html(
    <Page {...pageOf(deps, c)} title={TITLE}>
      <h1>{TITLE}</h1>
      <p>次の画面で内容を確かめてから公示します。公示すると、対象の個人情報ファイル簿は公示の時のもので固定されます。</p>
      <ErrorSummary
        refusals={refusals}
        labels={{ ...LABELS, ...Object.fromEntries(TERMS.map((heading) => [termName(heading), heading])) }}
      />
      <form method="post" action={`/${organisation.id}/calls/new`}>
        {edits.length > 0 ? <input type="hidden" name="edits" value={JSON.stringify(edits)} /> : null}
        <Field name="title" label={LABELS.title} required value={draft.title} refusals={refusals} maxlength={200} />
        <Field name="announcedOn" label={LABELS.announcedOn} type="date" required value={draft.announcedOn} refusals={refusals} short />
        <Field name="opensOn" label={LABELS.opensOn} type="date" required value={draft.opensOn} refusals={refusals} short />
        <Field name="closesOn" label={LABELS.closesOn} type="date" required value={draft.closesOn} hint={hint} refusals={refusals} short />
        <fieldset class="field" id="entryIds">
          <legend>{LABELS.entryIds}</legend>
          {eligible.length === 0 ? <p>提案の募集の対象（該当）とした個人情報ファイルがありません。</p> : null}
          {eligible.map(({ id, name, department }) => (
            <Check name="entryIds" id={`entry-${id}`} value={id} checked={draft.entryIds.includes(id)}>
              {`${name}（${department}）`}
            </Check>
          ))}
        </fieldset>
        {itsProgramme.settings['call.questions']?.value === 'none' ? null : (
          <>
            <h2>質問の受付</h2>
            <p>質問と回答は、質問した人の名前を出さずに募集のページで公表します。受け付けないときは、三つとも空欄にしてください。</p>
            {QUESTION_DAYS.map((name, i) => (
              <Field name={name} label={LABELS[name]} type="date" value={questionDays(draft)[i] ?? ''} refusals={refusals} short />
            ))}
          </>
        )}
        <h2>募集の要項</h2>
        <p>書かなかった見出しは載せません。</p>
        {TERMS.map((heading) => (
          <Field
            name={termName(heading)}
            label={heading}
            rows={3}
            value={draft.terms[heading] ?? ''}
            maxlength={LONGEST_TERM}
            refusals={refusals}
          />
        ))}
        <Button name="step" value="look">
          内容を確かめる
        </Button>
      </form>
    </Page>,
    refusals.length > 0 ? 422 : 200,
  )
}

/** The call as the paper that is posted (公示): as a page, or (named *.docx) as a Word file. */
export async function showCallNotice(deps: Deps, c: C, as: 'page' | 'word') {
  const { organisation } = c.var
  const call = await loadCall(deps, c.var.actor, organisation.id, c.req.param('call') ?? '')
  const entries = await entriesOf(
    deps.db,
    organisation.id,
    call.entries.map(({ entryId }) => entryId),
  )
  const its = programme(call.programmeId, call.programmeVersion)
  const made = call.notice ?? { model: makeNotice(organisation, its, call, entries).model, edits: [] }
  const model = withEdits(made.model, made.edits)
  const { title } = model
  if (as === 'word') {
    c.header('content-type', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document')
    c.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`公示_${call.title}.docx`)}`)
    return c.body((await toDocx(model)) as Uint8Array<ArrayBuffer>)
  }
  const path = `/${organisation.id}/calls/${call.id}`
  return c.html(
    <Page {...pageOf(deps, c)} title={title}>
      <h1>{title}</h1>
      <div class="actions before">
        <LinkButton href={`${path}/notice.docx`}>Word ファイルを受け取る</LinkButton>
        <a href={path}>募集のページに戻る</a>
      </div>
      <DocumentPreview model={model} />
      {call.noticeSha256 ? (
        <details>
          <summary>公示した文書の同一性を確かめる</summary>
          <p>
            公示した内容の SHA-256：<code>{call.noticeSha256}</code>
          </p>
        </details>
      ) : null}
      {made.edits.length > 0 && (c.var.actor?.roles[organisation.id]?.length ?? 0) > 0 ? (
        <details>
          <summary>{`公示の前に文面を直したところ（${made.edits.length}か所）`}</summary>
          <DocumentPreview model={markedPaper(made)} />
        </details>
      ) : null}
    </Page>,
  )
}
