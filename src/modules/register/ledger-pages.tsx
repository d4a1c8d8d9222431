import { Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import { type Actor, hasRole, japanDate, japanDateTime, NotFound, type Refusal } from '../../core/index.ts'
import { numberSetting } from '../../programmes/index.ts'
import { Button, ErrorSummary, Field, Notice, Page, statusOf, Table, Tag } from '../../views/index.ts'
import { day } from './call-body.tsx'
import { historyOf, publicDifferences } from './differences.ts'
import {
  abolishDepartment,
  abolishedOf,
  approveAll,
  approveEntryDraft,
  archiveEntry,
  confirmEntry,
  discardEntryDraft,
  entryDraftsOf,
  type LiveReferences,
  openEntryDraft,
  publishAll,
  publishEntryDraft,
  returnEntryDraft,
  snapshotOf,
  startEntryDraft,
  stepsFor,
  versionsOfEntry,
  writeEntryDraft,
} from './drafting.ts'
import { Editor, editorLabels, WARNINGS } from './editor-page.tsx'
import { itemRowsOf } from './entry-form.ts'
import { judgmentRows } from './judgment.ts'
import type { SavedDraft } from './model.ts'
import { type C, frame, programmeOf, REGISTER } from './page-frame.ts'
import { mayKeepRegister } from './permissions.ts'
import { lastStockTaking, stockTakingDue } from './rules.ts'
import { findEntryBySlug, listEntries } from './store.ts'

const LEDGER = '帳簿の管理'
const STATUS: Record<SavedDraft['status'], [label: string, colour: 'grey' | 'orange' | 'blue']> = {
  writing: ['記入中', 'grey'],
  department: ['所管課の承認待ち', 'orange'],
  desk: ['窓口の公表待ち', 'blue'],
}
const KINDS = { published: '記載', amended: '修正', confirmed: '棚卸し', archived: '消除' } as const

/** Keeping the register: writing entries, approving and publishing them, the yearly stock-taking, taking entries out. */
export function ledgerPages(deps: Deps, live: LiveReferences) {
  /** To whoever keeps no register here, these pages do not exist. */
  const keeper = (c: C): Actor => {
    const { actor, organisation } = c.var
    if (!actor || !mayKeepRegister(actor, organisation.id)) throw new NotFound('ledger')
    return actor
  }
  const page = (
    c: C,
    title: string,
    body: Child,
    status: ReturnType<typeof statusOf> | 200 = 200,
    ...crumbs: { href: string; label: string }[]
  ) => {
    const base = `/${c.var.organisation.id}`
    return c.html(
      <Page
        {...frame(deps, c, 'ledger')}
        title={title}
        crumbs={[
          { href: base, label: c.var.organisation.name },
          ...(title === LEDGER ? [] : [{ href: `${base}/ledger`, label: LEDGER }]),
          ...crumbs,
        ]}
      >
        <h1>{title}</h1>
        {body}
      </Page>,
      status,
    )
  }

  async function showLedger(c: C, refusals: Refusal[] = []) {
    const actor = keeper(c)
    const { organisation } = c.var
    const base = `/${organisation.id}/ledger`
    const [drafts, people] = await Promise.all([entryDraftsOf(deps, organisation.id), peopleNames(deps.db)])
    const isMine = (draft: SavedDraft) =>
      stepsFor(actor, organisation.id, draft).some((step) => step !== 'write') ||
      (draft.status === 'writing' && draft.writtenBy === actor.userId)
    const rows = (some: SavedDraft[]) => (
      <ul class="rows">
        {some.map((draft) => (
          <li>
            <div class="title-line">
              <a class="row-title" href={`${base}/drafts/${draft.id}`}>
                {draft.typed.name || '（名称はまだありません）'}
              </a>
              <Tag colour={STATUS[draft.status][1]}>{STATUS[draft.status][0]}</Tag>
              {draft.note ? <Tag colour="red">差戻し</Tag> : null}
            </div>
            <p class="small muted">{`${draft.entryId ? '修正' : '新しい記載'}・${people.get(draft.savedBy) ?? ''}　${japanDateTime(draft.savedAt)}`}</p>
          </li>
        ))}
      </ul>
    )
    /** One button for all drafts that wait for this person: each as it is shown now. */
    const together = (step: 'approve' | 'publish', label: string) => {
      const waiting = drafts.filter((draft) => stepsFor(actor, organisation.id, draft).includes(step))
      return waiting.length < 2 ? null : (
        <form method="post" action={`${base}/${step}-all`}>
          <p>{`${waiting.length}件の内容を確かめてから押してください。`}</p>
          {waiting.map(({ id, revision }) => (
            <input type="hidden" name="draft" value={`${id}@${revision}`} />
          ))}
          <Button kind="secondary">{`${waiting.length}件を${label}`}</Button>
        </form>
      )
    }
    const mine = drafts.filter(isMine)
    const others = drafts.filter((draft) => !isMine(draft))
    return page(
      c,
      LEDGER,
      <>
        <ErrorSummary refusals={refusals} />
        <p>
          個人情報ファイルを保有したらすぐに記載し、変わったらすぐに修正します。所管課が書き、所管課の別の職員が承認し、窓口が公表します。
        </p>
        <div class="actions">
          <form method="post" action={`${base}/new`}>
            <Button>新しい個人情報ファイルを記載する</Button>
          </form>
          <a href={`${base}/stock-taking`}>棚卸し・修正・消除</a>
          <a href={`${base}/import`}>表計算の帳簿を取り込む</a>
          <a href={`/${organisation.id}/levels`}>庁内で見せる範囲（データのレベル）</a>
        </div>
        <h2>{`あなたがすること（${mine.length}件）`}</h2>
        {mine.length === 0 ? <p class="muted">ありません。</p> : rows(mine)}
        {together('approve', '所管課としてまとめて承認する')}
        {together('publish', 'まとめて公表する')}
        <h2>{`ほかの人がすること（${others.length}件）`}</h2>
        {others.length === 0 ? <p class="muted">ありません。</p> : rows(others)}
      </>,
      refusals.length > 0 ? statusOf(refusals) : 200,
    )
  }

  async function showDraft(c: C, refused?: { refusals: Refusal[]; typed?: Record<string, string>; revision?: string }) {
    const actor = keeper(c)
    const { organisation } = c.var
    const id = c.req.param('draft') ?? ''
    const { saved, draft, entry, warnings, steps } = await openEntryDraft(deps, actor, organisation, id)
    const path = `/${organisation.id}/ledger/drafts/${id}`
    const programme = programmeOf(c)
    const title = entry ? `「${entry.name}」の修正` : '新しい記載'
    const refusals = refused?.refusals ?? []
    const status = refused ? statusOf(refusals) : 200
    if (steps.includes('write'))
      return page(
        c,
        title,
        <>
          {saved.note ? (
            <Notice kind="warning" title="差し戻されました">
              <p class="pre">{saved.note}</p>
            </Notice>
          ) : null}
          {c.req.query('saved') ? (
            <Notice kind="success">
              <p>保存しました。</p>
            </Notice>
          ) : null}
          <Editor
            programme={programme}
            typed={refused?.typed ?? saved.typed}
            refusals={refusals}
            action={path}
            revision={refused?.revision ?? saved.revision}
            isAmendment={entry !== undefined}
          />
          <h2>下書きをやめる</h2>
          <form method="post" action={`${path}/discard`}>
            <Button kind="danger">この下書きを捨てる</Button>
          </form>
        </>,
        status,
      )
    const differences = publicDifferences(programme, entry ? snapshotOf(entry) : undefined, draft)
    const people = await peopleNames(deps.db)
    return page(
      c,
      title,
      <>
        <ErrorSummary refusals={refusals} labels={editorLabels(programme)} />
        <p>
          <Tag colour={STATUS[saved.status][1]}>{STATUS[saved.status][0]}</Tag>
          {`　書いた人：${people.get(saved.writtenBy) ?? ''}`}
          {saved.approvedBy ? `　承認した人：${people.get(saved.approvedBy) ?? ''}` : ''}
        </p>
        {saved.typed.changeReason ? <p>{`修正の理由：${saved.typed.changeReason}`}</p> : null}
        <Table
          caption={entry ? '公表される内容の違い' : '公表される内容'}
          head={entry ? ['項目', 'いま', '修正後'] : ['項目', '内容']}
          rows={differences.map(({ label, before, after }) => [
            label,
            ...(entry ? [<span class="pre">{before || 'なし'}</span>] : []),
            <span class="pre">{after || 'なし'}</span>,
          ])}
        />
        <h2>職員だけに見える内容</h2>
        <Table
          caption="判断と内部の記録"
          hideCaption
          head={['項目', '内容']}
          rows={[
            ['本人の数', Number.isNaN(draft.persons) ? '' : `${draft.persons.toLocaleString('ja-JP')}人`],
            ...judgmentRows(programme, draft).map(([label, text]) => [label, <span class="pre">{text || 'なし'}</span>]),
          ]}
        />
        {warnings.length > 0 ? (
          <Notice kind="warning" title="書いた人が確かめたこと">
            <ul>
              {warnings.map(({ about, facts }) => (
                <li>{WARNINGS[about](facts)}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
        {steps.length === 0 ? (
          <p class="muted">次に動くのは、ほかの職員です。書いた人は承認できず、承認した人は公表できません。</p>
        ) : (
          <>
            <form method="post" action={`${path}/${steps[0]}`}>
              <input type="hidden" name="revision" value={saved.revision} />
              <div class="actions">
                <Button>{steps[0] === 'approve' ? '所管課として承認する' : '公表する'}</Button>
              </div>
            </form>
            <h2>差し戻す</h2>
            <form method="post" action={`${path}/return`} class="narrow">
              <input type="hidden" name="revision" value={saved.revision} />
              <Field name="note" label="差し戻す理由" rows={3} required value={refused?.typed?.note} refusals={refusals} />
              <div class="actions">
                <Button kind="secondary">差し戻す</Button>
              </div>
            </form>
          </>
        )}
      </>,
      status,
    )
  }

  async function showStockTaking(c: C, refused?: { refusals: Refusal[]; typed: Record<string, string> }, notice?: string) {
    const actor = keeper(c)
    const { organisation } = c.var
    const base = `/${organisation.id}/ledger`
    const programme = programmeOf(c)
    const today = japanDate(deps.clock())
    const months = numberSetting(programme, 'register.stockTaking')
    const [register, ordinance, abolished] = await Promise.all([
      listEntries(deps.db, organisation.id),
      listEntries(deps.db, organisation.id, { ledger: 'ordinance' }),
      abolishedOf(deps, organisation.id),
    ])
    const entries = [...register, ...ordinance]
    const isDue = (entry: (typeof entries)[number]) => stockTakingDue(entry, months) <= today
    const due = entries.filter(isDue).length
    const isDesk = hasRole(actor, organisation.id, 'screening-officer', 'administrator')
    return page(
      c,
      '棚卸し・修正・消除',
      <>
        <ErrorSummary
          refusals={refused?.refusals}
          labels={Object.fromEntries(entries.map(({ slug, name }) => [`persons-${slug}`, name]))}
        />
        {notice ? (
          <Notice kind="warning">
            <p>{notice}</p>
          </Notice>
        ) : null}
        <p>{`${months}か月ごとに、記載が今も正しいかを確かめ、本人の数を数え直します。${entries.length}件のうち${due}件が、確かめる時期です。`}</p>
        <ul class="rows">
          {entries.map((entry) => (
            <li>
              <div class="title-line">
                <a class="row-title" href={`/${organisation.id}/register/${entry.slug}`}>
                  {entry.name}
                </a>
                {isDue(entry) ? <Tag colour="orange">確かめる時期</Tag> : <Tag colour="green">確認済み</Tag>}
                {entry.ledger === 'ordinance' ? <Tag>条例による帳簿</Tag> : null}
                {abolished.includes(entry.department) ? <Tag colour="red">組織が廃止されています</Tag> : null}
              </div>
              <p class="small muted">{`${entry.department}・前に確かめた日 ${day(lastStockTaking(entry))}`}</p>
              <form method="post" action={`${base}/entries/${entry.slug}/confirm`} class="inline-form">
                <Field
                  name={`persons-${entry.slug}`}
                  label={`「${entry.name}」の本人の数`}
                  short
                  value={refused?.typed[`persons-${entry.slug}`] ?? entry.persons}
                  refusals={refused?.refusals}
                />
                <Button kind="secondary">変わりなしと確かめる</Button>
              </form>
              <div class="actions">
                <form method="post" action={`${base}/entries/${entry.slug}/amend`}>
                  <Button kind="secondary" small>
                    修正する<span class="visually-hidden">：{entry.name}</span>
                  </Button>
                </form>
                {isDesk ? (
                  <a href={`${base}/entries/${entry.slug}/archive`}>
                    帳簿から消す<span class="visually-hidden">：{entry.name}</span>
                  </a>
                ) : null}
              </div>
            </li>
          ))}
        </ul>
        {isDesk ? (
          <>
            <h2>廃止された組織</h2>
            <p>{abolished.length === 0 ? '記録はありません。' : abolished.join('、')}</p>
            <form method="post" action={`${base}/departments`} class="inline-form">
              <Field name="abolished" label="廃止された組織の名称" value={refused?.typed.abolished} refusals={refused?.refusals} />
              <Button kind="secondary">記録する</Button>
            </form>
          </>
        ) : null}
      </>,
      refused ? statusOf(refused.refusals) : 200,
    )
  }

  async function showArchive(c: C, refused?: { refusals: Refusal[]; typed: Record<string, string> }) {
    const actor = keeper(c)
    const { organisation } = c.var
    const entry = await findEntryBySlug(deps.db, organisation.id, c.req.param('entry') ?? '')
    if (!entry || !hasRole(actor, organisation.id, 'screening-officer', 'administrator')) throw new NotFound('entry')
    return page(
      c,
      `「${entry.name}」を帳簿から消す`,
      <>
        <ErrorSummary refusals={refused?.refusals} labels={editorLabels(programmeOf(c))} />
        <p>保有をやめたとき、又は本人の数が定めに満たなくなったときに、帳簿から消します。記載とその履歴は、記録として残ります。</p>
        <form method="post" action={`/${organisation.id}/ledger/entries/${entry.slug}/archive`} class="narrow">
          <Field
            name="reason"
            label="消す理由"
            rows={2}
            required
            hint="公表します。"
            value={refused?.typed.reason}
            refusals={refused?.refusals}
          />
          <Field
            name="effectiveOn"
            label="変わった日"
            type="date"
            required
            value={refused?.typed.effectiveOn ?? japanDate(deps.clock())}
            refusals={refused?.refusals}
          />
          <div class="actions">
            <Button kind="danger">帳簿から消す</Button>
            <a href={`/${organisation.id}/ledger/stock-taking`}>やめる</a>
          </div>
        </form>
      </>,
      refused ? statusOf(refused.refusals) : 200,
    )
  }

  const typedFrom = async (c: C) =>
    Object.fromEntries(
      [...(await c.req.formData()).entries()].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    )
  /** Drafts as the page showed them: id → revision. */
  const shownIn = async (c: C) =>
    new Map(
      (await c.req.formData()).getAll('draft').map((one) => {
        const [id = '', revision] = String(one).split('@')
        return [id, Number(revision)] as const
      }),
    )
  const ledgerPath = (c: C) => `/${c.var.organisation.id}/ledger`

  return new Hono<AppEnv>()
    .get('/ledger', (c) => showLedger(c))
    .post('/ledger/new', async (c) => {
      const made = await startEntryDraft(deps, keeper(c), c.var.organisation)
      return made.ok ? c.redirect(`${ledgerPath(c)}/drafts/${made.value}`, 303) : showLedger(c, made.refusals)
    })
    .get('/ledger/drafts/:draft', (c) => showDraft(c))
    .post('/ledger/drafts/:draft', async (c) => {
      const { revision = '', do: wanted, ...typed } = await typedFrom(c)
      if (wanted === 'more') typed['item-count'] = String(itemRowsOf(typed) + 10)
      const done = await writeEntryDraft(
        deps,
        keeper(c),
        c.var.organisation,
        c.req.param('draft'),
        { revision: Number(revision), typed },
        wanted === 'submit',
      )
      if (!done.ok) return showDraft(c, { refusals: done.refusals, typed, revision })
      return wanted === 'submit'
        ? c.redirect(ledgerPath(c), 303)
        : c.redirect(`${ledgerPath(c)}/drafts/${c.req.param('draft')}?saved=1${wanted === 'more' ? '#item-1-name-group' : ''}`, 303)
    })
    .post('/ledger/drafts/:draft/approve', async (c) => {
      const { revision } = await typedFrom(c)
      const done = await approveEntryDraft(deps, keeper(c), c.var.organisation, c.req.param('draft'), Number(revision))
      return done.ok ? c.redirect(ledgerPath(c), 303) : showDraft(c, { refusals: done.refusals })
    })
    .post('/ledger/drafts/:draft/publish', async (c) => {
      const { revision } = await typedFrom(c)
      const done = await publishEntryDraft(deps, keeper(c), c.var.organisation, c.req.param('draft'), Number(revision))
      return done.ok ? c.redirect(`/${c.var.organisation.id}/register/${done.value}`, 303) : showDraft(c, { refusals: done.refusals })
    })
    .post('/ledger/drafts/:draft/return', async (c) => {
      const { revision, note = '' } = await typedFrom(c)
      const done = await returnEntryDraft(deps, keeper(c), c.var.organisation, c.req.param('draft'), Number(revision), note)
      return done.ok ? c.redirect(ledgerPath(c), 303) : showDraft(c, { refusals: done.refusals, typed: { note } })
    })
    .post('/ledger/drafts/:draft/discard', async (c) => {
      const done = await discardEntryDraft(deps, keeper(c), c.var.organisation, c.req.param('draft'))
      return done.ok ? c.redirect(ledgerPath(c), 303) : showDraft(c, { refusals: done.refusals })
    })
    .post('/ledger/approve-all', async (c) => {
      const done = await approveAll(deps, keeper(c), c.var.organisation, await shownIn(c))
      return done.ok ? c.redirect(ledgerPath(c), 303) : showLedger(c, done.refusals)
    })
    .post('/ledger/publish-all', async (c) => {
      const { refused } = await publishAll(deps, keeper(c), c.var.organisation, await shownIn(c))
      return refused === 0 ? c.redirect(ledgerPath(c), 303) : showLedger(c, [{ code: 'some-not-published', facts: { count: refused } }])
    })
    .get('/ledger/stock-taking', (c) => showStockTaking(c))
    .post('/ledger/entries/:entry/confirm', async (c) => {
      const typed = await typedFrom(c)
      const slug = c.req.param('entry')
      const done = await confirmEntry(deps, keeper(c), c.var.organisation, slug, { persons: typed[`persons-${slug}`] ?? '' })
      if (!done.ok) return showStockTaking(c, { refusals: done.refusals, typed })
      const { warning } = done.value
      return warning
        ? showStockTaking(c, undefined, WARNINGS[warning.about](warning.facts))
        : c.redirect(`${ledgerPath(c)}/stock-taking`, 303)
    })
    .post('/ledger/entries/:entry/amend', async (c) => {
      const made = await startEntryDraft(deps, keeper(c), c.var.organisation, c.req.param('entry'))
      return made.ok ? c.redirect(`${ledgerPath(c)}/drafts/${made.value}`, 303) : showLedger(c, made.refusals)
    })
    .get('/ledger/entries/:entry/archive', (c) => showArchive(c))
    .post('/ledger/entries/:entry/archive', async (c) => {
      const typed = await typedFrom(c)
      const { reason = '', effectiveOn = '' } = typed
      const done = await archiveEntry(deps, keeper(c), c.var.organisation, c.req.param('entry'), { reason, effectiveOn }, live)
      return done.ok ? c.redirect(`${ledgerPath(c)}/stock-taking`, 303) : showArchive(c, { refusals: done.refusals, typed })
    })
    .post('/ledger/departments', async (c) => {
      const typed = await typedFrom(c)
      const done = await abolishDepartment(deps, keeper(c), c.var.organisation, typed.abolished ?? '')
      return done.ok ? c.redirect(`${ledgerPath(c)}/stock-taking`, 303) : showStockTaking(c, { refusals: done.refusals, typed })
    })
}

/** What became of an entry, version by version, for everybody. */
export async function showHistory(deps: Deps, c: C) {
  const { organisation } = c.var
  const base = `/${organisation.id}`
  const entry = await findEntryBySlug(deps.db, organisation.id, c.req.param('entry') ?? '')
  if (!entry) throw new NotFound('entry')
  const history = historyOf(programmeOf(c), await versionsOfEntry(deps, organisation.id, entry.id))
  // Who wrote, approved and published is for the organisation's own officials.
  const isOfficial = hasRole(c.var.actor, organisation.id, 'department-officer', 'screening-officer', 'auditor', 'administrator')
  const people = isOfficial ? await peopleNames(deps.db) : new Map<string, string>()
  const who = (label: string, id: string | null) => (id && people.has(id) ? [`${label}：${people.get(id)}`] : [])
  return c.html(
    <Page
      {...frame(deps, c, 'register')}
      title="記載の履歴"
      crumbs={[
        { href: base, label: organisation.name },
        { href: `${base}/register`, label: REGISTER },
        { href: `${base}/register/${entry.slug}`, label: entry.name },
      ]}
    >
      <h1>{`「${entry.name}」の記載の履歴`}</h1>
      {history.length === 0 ? <p class="muted">履歴の記録はありません。</p> : null}
      {history.map(({ version, kind, publishedAt, effectiveOn, reason, differences, writtenBy, approvedBy, publishedBy }) => (
        <section class="setting" aria-labelledby={`version-${version}`}>
          <h2 id={`version-${version}`}>{`第${version}版　${KINDS[kind]}`}</h2>
          <p>{`${japanDateTime(publishedAt)}に公表・${day(effectiveOn)}から・${reason}`}</p>
          {isOfficial ? (
            <p class="small muted">
              {[...who('書いた人', writtenBy), ...who('承認した人', approvedBy), ...who('公表した人', publishedBy)].join('　')}
            </p>
          ) : null}
          {differences.length > 0 ? (
            <Table
              caption="変わったところ"
              head={['項目', '前', '後']}
              rows={differences.map(({ label, before, after }) => [
                label,
                <span class="pre">{before || 'なし'}</span>,
                <span class="pre">{after || 'なし'}</span>,
              ])}
            />
          ) : null}
        </section>
      ))}
    </Page>,
  )
}
