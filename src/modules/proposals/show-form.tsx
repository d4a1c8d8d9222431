import type { Deps } from '../../app-env.ts'
import { type Actor, eraDate, type Refusal } from '../../core/index.ts'
import { Notice, Page } from '../../views/index.ts'
import { loadCase } from './case.ts'
import { changesBetween } from './differences.ts'
import { duplicatesOf } from './duplicates.ts'
import { DuplicateWarning } from './duplicates-part.tsx'
import { ProposalForm } from './form-page.tsx'
import { maskedField } from './my-number.ts'
import { type C, caseCrumbs, frame } from './page-frame.ts'
import { documentField, issuedField, type PaperWords } from './papers.ts'
import { mayWrite } from './permissions.ts'
import { attachmentField, isWritable, type SentFile, withAnswers, writableItems } from './rules.ts'
import { SavedElsewhere } from './saved-elsewhere.tsx'
import { aboutOf, type SentForm } from './service.ts'
import { attachmentsOf } from './store.ts'

/** The proposal's form with what is saved, or with what was typed and why it was refused. */
export async function showForm(
  deps: Deps,
  c: C,
  actor: Actor,
  caseId: string,
  refusal?: { refusals: Refusal[]; sent?: SentForm },
  link?: string,
) {
  const { organisation } = c.var
  const loaded = await loadCase(deps, actor, organisation.id, caseId)
  const path = `/${organisation.id}/proposals/${caseId}`
  const writes = mayWrite(actor, loaded.theCase)
  if (!writes || !isWritable(loaded.theCase.state)) return c.redirect(path, 303)
  const { entry, call } = await aboutOf(deps, loaded)
  const { theCase, programme } = loaded
  const content = refusal?.sent ? withAnswers(programme, theCase.state, theCase.content, entry, refusal.sent) : theCase.content
  const title = theCase.state !== 'draft' ? '提案を補正する' : theCase.paper ? '書面の提案を入力する' : '提案を書く'
  return c.html(
    <Page
      {...frame(deps, c)}
      title={title}
      section={theCase.paper ? 'desk' : 'proposals'}
      head={<script type="module" src="/assets/draft.js" />}
      crumbs={caseCrumbs(c, theCase, entry.name)}
    >
      <div class="narrow">
        <h1>{title}</h1>
        <p>
          {`「${entry.name}」への提案です。`}
          {theCase.state === 'draft'
            ? call
              ? `募集は${eraDate(call.closesOn)}（${call.closesOn}）までです。`
              : '作成済みのデータを使う提案です。データの加工の方法は変えられません。'
            : '直す項目だけを書き直せます。ほかの項目は、提出したときのままです。'}
        </p>
        {theCase.state === 'draft' ? null : (
          <ul>
            {writableItems(programme, theCase.state, theCase.content).map(({ id, no, label }) => (
              <li>
                <a href={`#item-${id}`}>{`${no}. ${label}`}</a>
              </li>
            ))}
          </ul>
        )}
        {c.req.query('saved') === '1' && !refusal ? <Notice kind="success">保存しました。</Notice> : null}
        {refusal?.refusals.some(({ code }) => code === 'saved-elsewhere') ? (
          <SavedElsewhere path={path} savedAt={theCase.updatedAt} changes={changesBetween(programme, entry, theCase.content, content)} />
        ) : null}
        <DuplicateWarning duplicates={await duplicatesOf(deps, theCase, entry)} proposals={`/${organisation.id}/proposals`} isProposer />
        <ProposalForm
          path={path}
          loaded={loaded}
          content={content}
          entry={entry}
          attached={await attachmentsOf(deps.db, organisation.id, caseId)}
          refusals={refusal?.refusals ?? []}
          link={link}
          typed={refusal?.sent ? unsaid(refusal.sent) : {}}
        />
      </div>
    </Page>,
    refusal ? 422 : 200,
  )
}

/** A quotation mark in a file's name travels as %22 (HTML, multipart form data); Node gives it back as it was, Workers do not. */
const sentName = (name: string) => name.replaceAll('%22', '"')

/** What was typed, without what was said of files that came with it: that is kept with them. */
const unsaid = ({ answers, files }: SentForm): Record<string, string> => {
  const said = new Set(files.flatMap(({ kind }) => [documentField(kind), issuedField(kind)]))
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !said.has(name)))
}

/** What was said of one paper, or of those of a kind that are being attached. */
const wordsOf = (answers: Readonly<Record<string, string>>, of: string): PaperWords => ({
  document: answers[documentField(of)],
  issuedOn: answers[issuedField(of)],
})

/** What the browser sent: text answers, the pledge, and the files that were chosen. */
export async function readForm(c: C, kinds: readonly string[]): Promise<SentForm & { intent: string }> {
  const form = await c.req.formData()
  const answers: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string') answers[name] = value
  const files: SentFile[] = []
  for (const kind of kinds)
    for (const value of form.getAll(attachmentField(kind)))
      if (typeof value !== 'string' && (value.name !== '' || value.size > 0))
        files.push({
          kind,
          name: sentName(value.name),
          bytes: new Uint8Array(await value.arrayBuffer()),
          masked: answers[maskedField(kind)] === 'yes',
          ...wordsOf(answers, kind),
        })
  const papers = Object.fromEntries(
    Object.keys(answers).flatMap((name) => {
      const id = /^document-([a-z0-9]+)$/.exec(name)?.[1]
      return id ? [[id, wordsOf(answers, id)]] : []
    }),
  )
  const mark = /^\d{1,15}$/.test(answers.mark ?? '') ? Number(answers.mark) : undefined
  return { answers, pledged: answers.pledged === 'yes', files, papers, mark, intent: answers.intent ?? 'save' }
}
