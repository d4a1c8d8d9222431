import { type Context, Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { eraDate, formFile, formText, NotFound, type Refusal } from '../../core/index.ts'
import { SETTINGS, settingValue } from '../../programmes/index.ts'
import { Button, CaseHead, ErrorSummary, Facts, Field, Notice, Page, statusOf } from '../../views/index.ts'
import { attachmentsOf, availableMoves, EditPaper, paperDeps } from '../proposals/index.ts'
import { findEntry } from '../register/index.ts'
import { answerDay, askCouncil, consultationsOf, hasCouncil, recordCouncil, type TypedCouncil } from './council.ts'
import { openCase } from './service.ts'

type C = Context<AppEnv>

const LABELS: TypedCouncil = {
  ...{ council: '諮問する審議会', question: '諮問する事項', answerBy: '答申を求める期日', answeredOn: '答申の日', advice: '答申' },
}

const SCAN = '答申書を読み取ったファイル'

/** 諮問と答申: what a council is asked about a case, and what it answers. For officials alone. */
export const councilPages = (deps: Deps) => {
  const at = (c: C) => [c.var.organisation.id, c.req.param('id') ?? ''] as const
  const show = async (c: C, typed?: TypedCouncil, refusals: Refusal[] = []) => {
    const [organisationId, caseId] = at(c)
    const { actor, loaded } = await openCase(deps, c.var.actor, organisationId, caseId)
    const { theCase, programme, today } = loaded
    if (!hasCouncil(programme)) throw new NotFound('council')
    const entry = await findEntry(deps.db, organisationId, theCase.entryId)
    const path = `/${organisationId}/proposals/${caseId}`
    const moves = availableMoves(actor, loaded).map(({ action }) => action)
    const asked = consultationsOf(loaded)
    const isOpen = asked.length > 0 && asked.at(-1)!.answer === null
    const last = typed ?? {
      ...{ council: asked.at(-1)?.council ?? '', question: '', answerBy: answerDay(programme, today) },
      ...{ answeredOn: today, advice: '' },
    }
    const field = (name: keyof TypedCouncil) => ({ name, label: LABELS[name], required: true, value: last[name], refusals })
    const papers = await attachmentsOf(deps.db, organisationId, caseId)
    const scanOf = (sha256: string | null | undefined) => {
      const paper = sha256 ? papers.find((one) => one.kind === 'council-answer' && one.sha256 === sha256) : undefined
      return paper && <a href={`${path}/attachments/${paper.id}`}>{paper.fileName}</a>
    }
    const holds = settingValue(programme, 'council.holds')
    return c.html(
      <Page
        title="審議会への諮問"
        section="desk"
        actor={actor}
        organisation={c.var.organisation}
        demonstration={deps.demonstration}
        crumbs={[
          { href: `/${organisationId}/desk`, label: '事務机' },
          { href: path, label: theCase.receiptNumber ?? '案件' },
        ]}
      >
        <CaseHead title="審議会への諮問" loaded={loaded} fileName={entry?.name} />
        <ErrorSummary refusals={refusals} labels={{ ...LABELS, scan: SCAN }} />
        <p>条例の定めがあるときに、審議会に意見を求めます。諮問と答申は、提案者には見えません。</p>
        <Notice kind={isOpen ? 'warning' : undefined} title={isOpen ? '答申を待っています' : undefined}>
          <p>{`この制度では、答申がまだないとき：${SETTINGS['council.holds']?.choices?.[String(holds)] ?? ''}。`}</p>
        </Notice>
        {asked.map(({ council, question, askedOn, answerBy, answer }, i) => (
          <section aria-labelledby={`council-${i}`}>
            <h2 id={`council-${i}`}>{`${eraDate(askedOn)}の諮問　${council}`}</h2>
            <Facts
              rows={[
                [LABELS.question, <span class="pre">{question}</span>],
                [LABELS.answerBy, answerBy && eraDate(answerBy)],
                [LABELS.advice, answer && <span class="pre">{`${eraDate(answer.on)}\n${answer.text}`}</span>],
                [SCAN, scanOf(answer?.sha256)],
              ]}
            />
          </section>
        ))}
        {moves.includes('record-council') && isOpen ? (
          <form method="post" action={`${path}/screening/council`} class="narrow" enctype="multipart/form-data">
            <h2>答申を記録する</h2>
            <Field {...field('answeredOn')} type="date" short max={today} />
            <Field {...field('advice')} rows={8} hint={programme.inputs.advice?.help} />
            <Field
              name="scan"
              label={SCAN}
              type="file"
              hint="書面で受け取ったとき。PDF、PNG 又は JPEG。職員だけが読めます。"
              refusals={refusals}
            />
            <Button name="does" value="record">
              答申を記録する
            </Button>
          </form>
        ) : null}
        {moves.includes('ask-council') && !isOpen ? (
          <form method="post" action={`${path}/screening/council`} class="narrow">
            <h2>諮問する</h2>
            <Field {...field('council')} hint="例：砂丘県個人情報保護審議会" />
            <Field {...field('question')} rows={6} hint={programme.inputs.question?.help} />
            <Field {...field('answerBy')} type="date" short min={today} />
            <div class="actions">
              <Button>諮問書を出す</Button>
              <EditPaper>諮問書の文面を確かめて直す</EditPaper>
              <a href={`${path}/screening`}>審査票に戻る</a>
            </div>
          </form>
        ) : null}
      </Page>,
      refusals.length > 0 ? statusOf(refusals) : 200,
    )
  }

  return new Hono<AppEnv>()
    .get('/proposals/:id/screening/council', (c) => show(c))
    .post('/proposals/:id/screening/council', async (c) => {
      const { actor } = c.var
      if (!actor) throw new NotFound('council')
      const form = await c.req.formData()
      const typed = Object.fromEntries(Object.keys(LABELS).map((name) => [name, formText(form, name)])) as TypedCouncil
      const records = formText(form, 'does') === 'record'
      const outcome = records
        ? await recordCouncil(deps, actor, ...at(c), typed, formFile(form, 'scan'))
        : await askCouncil(await paperDeps(deps, c), actor, ...at(c), typed)
      return outcome.ok ? c.redirect(`/${at(c)[0]}/proposals/${at(c)[1]}/screening/council`, 303) : show(c, typed, outcome.refusals)
    })
}
