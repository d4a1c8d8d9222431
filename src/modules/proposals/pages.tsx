import { type Context, Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import { type Actor, eraDate, japanDate, NotFound, type Refusal } from '../../core/index.ts'
import { type DocumentModel, DocumentPreview } from '../../documents/index.ts'
import { programme as programmeOf } from '../../programmes/index.ts'
import { Button, ErrorSummary, Facts, LinkButton, Notice, Page, statusOf } from '../../views/index.ts'
import { findCall, findEntry } from '../register/index.ts'
import { openAttachment, removeAttachment } from './attachments.ts'
import { availableMoves, loadCase } from './case.ts'
import { CaseBody, StateTag } from './case-page.tsx'
import { openDocument } from './dossier.ts'
import { factsOf } from './facts.ts'
import { ProposalForm } from './form-page.tsx'
import type { CasePanel, ShowCase } from './panels.ts'
import { proposerOrganisations, rolesInCase } from './permissions.ts'
import { attachmentField, attachmentKinds, checkCallTakes, isWritable, type SentFile, withAnswers } from './rules.ts'
import { aboutOf, type SentForm, saveProposal, startProposal, submissionProblems, submitProposal, withdrawProposal } from './service.ts'
import { attachmentsOf, casesOfProposers, findIssuedDocument, issuedDocumentsOf } from './store.ts'

type C = Context<AppEnv>

/** Where to sign in, and come back to after. */
const signIn = (c: C) => {
  const { pathname, search } = new URL(c.req.url)
  return c.redirect(`/sign-in?next=${encodeURIComponent(c.req.method === 'GET' ? pathname + search : pathname)}`, 303)
}

const MY_PROPOSALS = '自分の提案'

const frame = (deps: Deps, c: C) => ({
  actor: c.var.actor,
  demonstration: deps.demonstration,
  organisation: c.var.organisation,
  section: 'proposals',
})

/** Makes the answer with a case's page: its own facts and what the rooms add. Rooms get it to answer a refused form. */
export function casePage(deps: Deps, panels: readonly CasePanel[]): ShowCase {
  return async (c, caseId, refusal) => {
    const { actor, organisation } = c.var
    if (!actor) return signIn(c)
    const loaded = await loadCase(deps, actor, organisation.id, caseId)
    const { entry, call } = await aboutOf(deps, loaded)
    const roles = rolesInCase(actor, loaded.theCase)
    const isProposer = roles.includes('proposer')
    const path = `/${organisation.id}/proposals/${caseId}`
    const context = {
      ...{ deps, actor, organisation, loaded, entry, call, roles, path },
      facts: factsOf(loaded.programme, loaded.theCase.content, entry),
      moves: availableMoves(actor, loaded),
      refusals: refusal?.refusals ?? [],
      typed: refusal?.typed ?? {},
    }
    return c.html(
      <Page
        {...frame(deps, c)}
        title={`${entry.name}の提案`}
        section={isProposer ? 'proposals' : 'desk'}
        crumbs={[
          { href: `/${organisation.id}`, label: organisation.name },
          isProposer
            ? { href: `/${organisation.id}/proposals`, label: MY_PROPOSALS }
            : { href: `/${organisation.id}/desk`, label: '事務机' },
        ]}
      >
        <CaseBody
          context={context}
          panels={await Promise.all(panels.map((panel) => panel(context)))}
          attached={await attachmentsOf(deps.db, organisation.id, caseId)}
          documents={await issuedDocumentsOf(deps.db, organisation.id, caseId)}
          people={isProposer ? null : await peopleNames(deps.db)}
        />
      </Page>,
      refusal ? statusOf(refusal.refusals) : 200,
    )
  }
}

/** The proposal's form with what is saved, or with what was typed and why it was refused. */
async function showForm(deps: Deps, c: C, actor: Actor, caseId: string, refusal?: { refusals: Refusal[]; sent?: SentForm }) {
  const { organisation } = c.var
  const loaded = await loadCase(deps, actor, organisation.id, caseId)
  const path = `/${organisation.id}/proposals/${caseId}`
  const isProposer = rolesInCase(actor, loaded.theCase).includes('proposer')
  if (!isProposer || !isWritable(loaded.theCase.state)) return c.redirect(path, 303)
  const { entry, call } = await aboutOf(deps, loaded)
  const { theCase, programme } = loaded
  const content = refusal?.sent ? withAnswers(programme, theCase.state, theCase.content, entry, refusal.sent) : theCase.content
  const title = theCase.state === 'draft' ? '提案を書く' : '提案を補正する'
  return c.html(
    <Page
      {...frame(deps, c)}
      title={title}
      crumbs={[
        { href: `/${organisation.id}`, label: organisation.name },
        { href: `/${organisation.id}/proposals`, label: MY_PROPOSALS },
        { href: path, label: `${entry.name}の提案` },
      ]}
    >
      <div class="narrow">
        <h1>{title}</h1>
        <p>
          {`「${entry.name}」への提案です。`}
          {theCase.state === 'draft'
            ? `募集は${eraDate(call.closesOn)}（${call.closesOn}）までです。`
            : '直す項目だけを書き直せます。ほかの項目は、提出したときのままです。'}
        </p>
        {c.req.query('saved') === '1' && !refusal ? <Notice kind="success">保存しました。</Notice> : null}
        <ProposalForm
          path={path}
          loaded={loaded}
          content={content}
          entry={entry}
          call={call}
          attached={await attachmentsOf(deps.db, organisation.id, caseId)}
          refusals={refusal?.refusals ?? []}
        />
      </div>
    </Page>,
    refusal ? 422 : 200,
  )
}

/** A quotation mark in a file's name travels as %22 (HTML, multipart form data); Node gives it back as it was, Workers do not. */
const sentName = (name: string) => name.replaceAll('%22', '"')

/** What the browser sent: text answers, the pledge, and the files that were chosen. */
async function readForm(c: C, kinds: readonly string[]): Promise<SentForm & { intent: string }> {
  const form = await c.req.formData()
  const answers: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string') answers[name] = value
  const files: SentFile[] = []
  for (const kind of kinds)
    for (const value of form.getAll(attachmentField(kind)))
      if (typeof value !== 'string' && (value.name !== '' || value.size > 0))
        files.push({ kind, name: sentName(value.name), bytes: new Uint8Array(await value.arrayBuffer()) })
  return { answers, pledged: answers.pledged === 'yes', files, intent: answers.intent ?? 'save' }
}

/** A file to keep, never to show inside our own pages. */
const download = (bytes: Uint8Array, mediaType: string, fileName: string) =>
  new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': mediaType,
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName).replaceAll("'", '%27')}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** Writing, handing in and following a proposal. */
export function proposalPages(deps: Deps, { showCase }: { showCase: ShowCase }) {
  return new Hono<AppEnv>()
    .get('/proposals', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return signIn(c)
      const mine = proposerOrganisations(actor)
      if (mine.length === 0) return c.redirect(`/${organisation.id}/desk`, 303)
      const cases = await casesOfProposers(deps.db, organisation.id, mine)
      const rows = await Promise.all(
        cases.map(async (theCase) => {
          const entry = await findEntry(deps.db, organisation.id, theCase.entryId)
          const state = programmeOf(theCase.programmeId, theCase.programmeVersion).states[theCase.state]
          return (
            <li>
              <div class="title-line">
                <h2 class="row-title">
                  <a href={`/${organisation.id}/proposals/${theCase.id}`}>{`${entry?.name ?? ''}の提案`}</a>
                </h2>
                <StateTag state={state} raw={theCase.state} />
              </div>
              <p class="small muted">
                {`受付番号 ${theCase.receiptNumber ?? 'なし'}・最後の動き ${eraDate(japanDate(theCase.updatedAt))}`}
              </p>
              {state?.owner === 'proposer' ? <p>{state.explain}</p> : null}
            </li>
          )
        }),
      )
      return c.html(
        <Page {...frame(deps, c)} title={MY_PROPOSALS} crumbs={[{ href: `/${organisation.id}`, label: organisation.name }]}>
          <h1>{MY_PROPOSALS}</h1>
          {rows.length === 0 ? (
            <Notice>
              <p>この団体への提案は、まだありません。募集の中から個人情報ファイルを選ぶと、提案を書き始められます。</p>
              <p>
                <LinkButton href={`/${organisation.id}/calls`}>提案の募集を見る</LinkButton>
              </p>
            </Notice>
          ) : (
            <>
              <ul class="rows">{rows}</ul>
              <p>
                <a href={`/${organisation.id}/calls`}>新しく提案する（提案の募集へ）</a>
              </p>
            </>
          )}
        </Page>,
      )
    })
    .get('/proposals/new', async (c) => {
      if (!c.var.actor) return signIn(c)
      return showStart(deps, c, { callId: c.req.query('call') ?? '', entryId: c.req.query('entry') ?? '' })
    })
    .post('/proposals', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return signIn(c)
      const form = await c.req.formData()
      const wanted = { callId: String(form.get('call') ?? ''), entryId: String(form.get('entry') ?? '') }
      const outcome = await startProposal(deps, actor, organisation.id, wanted)
      if (!outcome.ok) return showStart(deps, c, wanted, outcome.refusals)
      return c.redirect(`/${organisation.id}/proposals/${outcome.value.id}/edit`, 303)
    })
    .get('/proposals/:id', (c) => showCase(c, c.req.param('id')))
    .get('/proposals/:id/edit', async (c) => (c.var.actor ? showForm(deps, c, c.var.actor, c.req.param('id')) : signIn(c)))
    .post('/proposals/:id/edit', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return signIn(c)
      const caseId = c.req.param('id')
      const path = `/${organisation.id}/proposals/${caseId}`
      const loaded = await loadCase(deps, actor, organisation.id, caseId)
      // A form sent twice: the first one did it.
      if (!isWritable(loaded.theCase.state)) return c.redirect(path, 303)
      const sent = await readForm(
        c,
        attachmentKinds(loaded.programme).map(({ id }) => id),
      )
      const saved = await saveProposal(deps, actor, loaded, sent)
      if (!saved.ok) {
        const further = sent.intent === 'submit' ? await submissionProblems(deps, actor, organisation.id, caseId) : []
        const known = new Set(saved.refusals.map(({ field }) => field))
        return showForm(deps, c, actor, caseId, {
          refusals: [...saved.refusals, ...further.filter(({ field }) => !known.has(field))],
          sent,
        })
      }
      const removed = /^remove:([a-z0-9]+)$/.exec(sent.intent)?.[1]
      if (removed) await removeAttachment(deps, actor, loaded, removed)
      if (sent.intent !== 'submit') return c.redirect(`${path}/edit?saved=1${removed ? '#attachments' : ''}`, 303)
      const outcome = await submitProposal(deps, actor, organisation.id, caseId)
      if (outcome.ok) return c.redirect(path, 303)
      const now = await loadCase(deps, actor, organisation.id, caseId)
      return isWritable(now.theCase.state) ? showForm(deps, c, actor, caseId, { refusals: outcome.refusals }) : c.redirect(path, 303)
    })
    .post('/proposals/:id/withdraw', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return signIn(c)
      const caseId = c.req.param('id')
      const loaded = await loadCase(deps, actor, organisation.id, caseId)
      const form = await c.req.formData()
      const outcome = await withdrawProposal(deps, actor, loaded, String(form.get('reason') ?? ''))
      if (!outcome.ok) return showCase(c, caseId, { refusals: outcome.refusals })
      return c.redirect(`/${organisation.id}/proposals/${caseId}`, 303)
    })
    .get('/proposals/:id/attachments/:attachment', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return signIn(c)
      const loaded = await loadCase(deps, actor, organisation.id, c.req.param('id'))
      const { attachment, bytes } = await openAttachment(deps, actor, loaded, c.req.param('attachment'))
      return download(bytes, attachment.mediaType, attachment.fileName)
    })
    .get('/proposals/:id/documents/:document', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return signIn(c)
      const caseId = c.req.param('id')
      await loadCase(deps, actor, organisation.id, caseId)
      const document = await findIssuedDocument(deps.db, organisation.id, caseId, c.req.param('document'))
      if (!document) throw new NotFound('document')
      const path = `/${organisation.id}/proposals/${caseId}`
      return c.html(
        <Page
          {...frame(deps, c)}
          title={document.title}
          crumbs={[
            { href: `/${organisation.id}`, label: organisation.name },
            { href: path, label: '案件' },
          ]}
        >
          <h1>{document.title}</h1>
          <p>{`番号 ${document.number}・${eraDate(japanDate(document.issuedAt))}`}</p>
          <div class="actions before">
            <LinkButton href={`${path}/documents/${document.id}/word`}>Word ファイルを受け取る</LinkButton>
            <a href={path}>案件に戻る</a>
          </div>
          <DocumentPreview model={document.model as DocumentModel} />
          <details>
            <summary>ファイルの同一性を確かめる</summary>
            <p>
              Word ファイルの SHA-256：<code>{document.sha256}</code>
            </p>
          </details>
        </Page>,
      )
    })
    .get('/proposals/:id/documents/:document/word', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) return signIn(c)
      const loaded = await loadCase(deps, actor, organisation.id, c.req.param('id'))
      const { document, bytes } = await openDocument(deps, loaded, c.req.param('document'))
      return download(bytes, WORD, `${document.number}_${document.title}.docx`)
    })
}

/** Before a draft is made: what it will be about. */
async function showStart(deps: Deps, c: C, wanted: { callId: string; entryId: string }, refusals: Refusal[] = []) {
  const { organisation, actor } = c.var
  const call = await findCall(deps.db, organisation.id, wanted.callId)
  const entry = await findEntry(deps.db, organisation.id, wanted.entryId)
  if (!call || !entry) throw new NotFound('call or entry')
  const programme = programmeOf(call.programmeId, call.programmeVersion)
  const isProposer = proposerOrganisations(actor).length > 0
  const problems = checkCallTakes(call, entry, japanDate(deps.clock()))
  return c.html(
    <Page
      {...frame(deps, c)}
      title="提案を始める"
      crumbs={[
        { href: `/${organisation.id}`, label: organisation.name },
        { href: `/${organisation.id}/calls/${call.id}`, label: call.title },
      ]}
    >
      <div class="narrow">
        <h1>提案を始める</h1>
        <ErrorSummary refusals={refusals.length > 0 ? refusals : problems} />
        <Facts
          rows={[
            ['個人情報ファイル', entry.name],
            ['募集', call.title],
            ['締切り', `${eraDate(call.closesOn)}（${call.closesOn}）`],
            ['書くこと', programme.proposalItems.map(({ no, label }) => `${no}. ${label}`).join('\n')],
            [
              '用意する書類',
              programme.attachments
                .filter(({ required }) => required)
                .map(({ label }) => `・${label}`)
                .join('\n'),
            ],
          ]}
        />
        {problems.length > 0 ? null : isProposer ? (
          <form method="post" action={`/${organisation.id}/proposals`}>
            <input type="hidden" name="call" value={call.id} />
            <input type="hidden" name="entry" value={entry.id} />
            <p>途中で保存して、あとから続きを書けます。提出するまで、団体の職員には見えません。</p>
            <div class="actions">
              <Button>提案を書き始める</Button>
            </div>
          </form>
        ) : (
          <Notice kind="warning">提案できるのは、提案者として登録した方です。提案者のアカウントでログインし直してください。</Notice>
        )}
      </div>
    </Page>,
    refusals.length > 0 ? 422 : 200,
  )
}
