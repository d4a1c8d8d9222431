import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { formFile, formText, japanDate, NotFound, type Refusal } from '../../core/index.ts'
import { WITHOUT_ADVICE } from '../../programmes/index.ts'
import { CaseHead, Page, statusOf } from '../../views/index.ts'
import { feesOf, typedWork, workLabels } from '../fees/index.ts'
import { availableMoves, paperDeps } from '../proposals/index.ts'
import { decideCase, feeForMadeData, offerDefaults, quoteRefusals } from './decide.ts'
import { Decision } from './decision-page.tsx'
import { applyByOf, decisionKind, inputsOf, nothingToPay } from './decisions.ts'
import { AskOpinions, Correction, FIRST_PARTIES, MOST_PARTIES, PARTY_LABELS, RecordOpinions } from './exchange-pages.tsx'
import type { Sheet as SheetData, TypedOffer } from './model.ts'
import { askOpinion, countAsked, partiesAsked, recordOpinions } from './opinions.ts'
import { mayJudge } from './permissions.ts'
import { checkFit, checkOffer, type ThirdParty } from './rules.ts'
import { factsAsked, judgedMark, openSheet, returnForCorrection, rewrittenBy, saveSheet, similarTo, startReview } from './service.ts'
import { type OpenSheet, Sheet } from './sheet-page.tsx'

type C = Context<AppEnv>

/** For how many third parties a form had room. */
const roomSent = (form: FormData) => Math.min(MOST_PARTIES, [...form.keys()].filter((name) => /^name-\d+$/.test(name)).length)

const noParty = (): ThirdParty => ({ name: '', address: '', representative: '', information: '' })

/** 審査: the sheet, sending back, third parties' opinions, and the decision with its notice. */
export const screeningPages = (deps: Deps) => {
  const at = (c: C) => ({ organisationId: c.var.organisation.id, caseId: c.req.param('id') ?? '' })
  const pathOf = (c: C) => `/${at(c).organisationId}/proposals/${at(c).caseId}/screening`
  const open = (c: C) => openSheet(deps, c.var.actor, at(c).organisationId, at(c).caseId)
  const actorOf = (c: C) => {
    if (!c.var.actor) throw new NotFound('screening')
    return c.var.actor
  }
  const formOf = async (c: C) => {
    const form = await c.req.formData()
    return (name: string) => formText(form, name)
  }

  const page = (c: C, sheet: OpenSheet, title: string, content: Child, refusals: Refusal[] = []) => {
    const { theCase } = sheet.loaded
    const casePath = `/${c.var.organisation.id}/proposals/${theCase.id}`
    return c.html(
      <Page
        title={title}
        actor={c.var.actor}
        organisation={c.var.organisation}
        section="desk"
        demonstration={deps.demonstration}
        crumbs={[
          { href: `/${c.var.organisation.id}/desk`, label: '事務机' },
          { href: casePath, label: theCase.receiptNumber ?? '案件' },
          ...(title === '審査票' ? [] : [{ href: `${casePath}/screening`, label: '審査票' }]),
        ]}
      >
        <CaseHead title={title} loaded={sheet.loaded} fileName={sheet.entry.name} />
        {content}
      </Page>,
      refusals.length > 0 ? statusOf(refusals) : 200,
    )
  }

  const sheetPage = async (c: C, shown: { refusals?: Refusal[]; typed?: SheetData; seen?: Record<string, string> } = {}) => {
    const sheet = await open(c)
    const by = await rewrittenBy(deps, sheet, shown.refusals ?? [])
    const isRewritten = by.size > 0
    // What others wrote is seen now: saving once more writes over it. What was left as it was shows what stands there.
    const marks = Object.fromEntries(
      Object.entries(sheet.sheet).map(([id, judged]) => [id, (!isRewritten && shown.seen?.[id]) || judgedMark(judged)]),
    )
    const typed = Object.fromEntries(
      Object.entries(shown.typed ?? {}).filter(([id, judged]) => !isRewritten || judgedMark(judged) !== shown.seen?.[id]),
    )
    return page(
      c,
      sheet,
      '審査票',
      <Sheet
        open={{ ...sheet, sheet: { ...sheet.sheet, ...typed } }}
        marks={marks}
        rewritten={by}
        stored={sheet.sheet}
        similar={await similarTo(deps, sheet)}
        path={pathOf(c)}
        editable={mayJudge(sheet.actor, sheet.loaded)}
        moves={availableMoves(sheet.actor, sheet.loaded).map(({ action }) => action)}
        saved={c.req.query('saved') !== undefined && !shown.refusals}
        refusals={shown.refusals}
      />,
      shown.refusals,
    )
  }

  const decisionPage = async (
    c: C,
    action: string | undefined,
    shown: { refusals?: Refusal[]; typed?: TypedOffer; text?: (name: string) => string } = {},
  ) => {
    const sheet = await open(c)
    const { programme, theCase } = sheet.loaded
    const { estimate, quote, proposed } = await feesOf(deps.db, theCase.organisationId, theCase.id)
    const today = japanDate(deps.clock())
    const moves = availableMoves(sheet.actor, sheet.loaded).filter((move) => decisionKind(move) !== undefined)
    const fit = moves.filter((move) => decisionKind(move) !== 'unfit')
    const chosen = fit.find((move) => move.action === action) ?? fit[0]
    const decided = chosen ?? programme.transitions.find((move) => move.action === 'decide-fit')!
    const defaults = offerDefaults(
      programme,
      decided,
      today,
      sheet.facts.proposal.provision.method,
      quote ?? estimate,
      countAsked(sheet.loaded),
    )
    const typed = { ...defaults, ...shown.typed, ...(quote ? typedWork(quote) : {}) }
    const fixed = (await feeForMadeData(deps, sheet.loaded)) ?? nothingToPay(programme, decided)
    const offer = shown.typed && !shown.refusals ? checkOffer(programme, typed, typed.applyBy, fixed) : undefined
    const refusals = shown.refusals ?? (offer && !offer.ok ? offer.refusals : [])
    return page(
      c,
      sheet,
      '審査の決定',
      <Decision
        open={sheet}
        path={pathOf(c)}
        typed={typed}
        text={shown.text ?? (() => '')}
        quoteYen={quote?.totalYen}
        fee={offer?.ok ? offer.value.fee : fixed}
        isFixed={fixed !== undefined}
        isFree={nothingToPay(programme, decided) !== undefined}
        asksDay={applyByOf(programme, decided, today) === null}
        choices={fit}
        chosen={chosen}
        unfitMove={moves.find((move) => decisionKind(move) === 'unfit')}
        fitRefusals={[
          ...(decided.needs.includes('findings') ? checkFit(programme, sheet.sheet, sheet.facts) : []),
          ...(fixed ? [] : quoteRefusals(programme, quote, proposed)),
        ]}
        refusals={refusals}
      />,
      refusals,
    )
  }

  const correctionPage = async (c: C, typed: Record<string, string> = {}, refusals: Refusal[] = []) => {
    const sheet = await open(c)
    return page(c, sheet, '補正の求め', <Correction open={sheet} path={pathOf(c)} typed={typed} refusals={refusals} />, refusals)
  }

  const opinionsPage = async (
    c: C,
    typed: { parties?: ThirdParty[]; answers?: { opposes: string; summary: string }[] } = {},
    refusals: Refusal[] = [],
  ) => {
    const sheet = await open(c)
    const moves = availableMoves(sheet.actor, sheet.loaded).map(({ action }) => action)
    const title = sheet.loaded.programme.words.opinion ?? '第三者の意見'
    if (!sheet.loaded.programme.transitions.some(({ action }) => action === 'ask-opinion')) throw new NotFound('opinions')
    return page(
      c,
      sheet,
      title,
      moves.includes('record-opinion') && !typed.parties && c.req.query('ask') === undefined ? (
        <RecordOpinions path={pathOf(c)} asked={partiesAsked(sheet.loaded)} typed={typed.answers ?? []} refusals={refusals} />
      ) : (
        <AskOpinions open={sheet} path={pathOf(c)} typed={typed.parties ?? []} refusals={refusals} />
      ),
      refusals,
    )
  }

  return new Hono<AppEnv>()
    .get('/proposals/:id/screening', (c) => sheetPage(c))
    .post('/proposals/:id/screening/start', async (c) => {
      const { organisationId, caseId } = at(c)
      const { loaded } = await open(c)
      const text = await formOf(c)
      const facts = Object.fromEntries(factsAsked(loaded.programme, 'start-review').map(({ id }) => [id, text(id)]))
      const outcome = await startReview(deps, actorOf(c), organisationId, caseId, facts)
      return outcome.ok ? c.redirect(pathOf(c), 303) : sheetPage(c, { refusals: outcome.refusals })
    })
    .post('/proposals/:id/screening', async (c) => {
      const { organisationId, caseId } = at(c)
      const { loaded } = await open(c)
      const text = await formOf(c)
      const typed: SheetData = Object.fromEntries(
        loaded.programme.criteria.map(({ id }) => {
          const finding = text(`${id}.finding`)
          return [
            id,
            {
              finding: finding === 'met' || finding === 'not-met' ? finding : '',
              evidence: text(`${id}.evidence`),
              reason: text(`${id}.reason`),
            },
          ]
        }),
      )
      const seen = Object.fromEntries(loaded.programme.criteria.flatMap(({ id }) => (text(`${id}.seen`) ? [[id, text(`${id}.seen`)]] : [])))
      const outcome = await saveSheet(deps, actorOf(c), organisationId, caseId, typed, seen)
      if (!outcome.ok) return sheetPage(c, { refusals: outcome.refusals, typed, seen })
      return c.redirect(text('next') === 'decide' ? `${pathOf(c)}/decision` : `${pathOf(c)}?saved`, 303)
    })
    .get('/proposals/:id/screening/correction', (c) => correctionPage(c))
    .post('/proposals/:id/screening/correction', async (c) => {
      const { organisationId, caseId } = at(c)
      const { loaded } = await open(c)
      const text = await formOf(c)
      const typed = Object.fromEntries(loaded.programme.proposalItems.map(({ id }) => [id, text(id)]))
      const outcome = await returnForCorrection(await paperDeps(deps, c), actorOf(c), organisationId, caseId, typed)
      return outcome.ok ? c.redirect(casePathOf(c), 303) : correctionPage(c, typed, outcome.refusals)
    })
    .get('/proposals/:id/screening/opinions', (c) => opinionsPage(c))
    .post('/proposals/:id/screening/opinions', async (c) => {
      const { organisationId, caseId } = at(c)
      const { loaded } = await open(c)
      const form = await c.req.formData()
      const text = (name: string) => formText(form, name)
      const asked = partiesAsked(loaded)
      const isAnswer = [...form.keys()].some((name) => name.startsWith('opposes-') || name.startsWith('summary-'))
      if (isAnswer || (roomSent(form) === 0 && availableMoves(actorOf(c), loaded).some(({ action }) => action === 'record-opinion'))) {
        const answers = asked.map((_, i) => ({ opposes: text(`opposes-${i}`), summary: text(`summary-${i}`) }))
        const scans = asked.map((_, i) => formFile(form, `scan-${i}`))
        const outcome = await recordOpinions(deps, actorOf(c), organisationId, caseId, answers, scans)
        return outcome.ok ? c.redirect(pathOf(c), 303) : opinionsPage(c, { answers }, outcome.refusals)
      }
      const parties = Array.from(
        { length: Math.max(FIRST_PARTIES, roomSent(form)) },
        (_, i) => Object.fromEntries(Object.keys(PARTY_LABELS).map((name) => [name, text(`${name}-${i}`)])) as unknown as ThirdParty,
      )
      if (text('more'))
        return opinionsPage(c, { parties: [...parties, ...Array.from({ length: FIRST_PARTIES }, noParty)].slice(0, MOST_PARTIES) })
      const outcome = await askOpinion(await paperDeps(deps, c), actorOf(c), organisationId, caseId, parties)
      return outcome.ok ? c.redirect(casePathOf(c), 303) : opinionsPage(c, { parties }, outcome.refusals)
    })
    .get('/proposals/:id/screening/decision', (c) => decisionPage(c, c.req.query('as')))
    .post('/proposals/:id/screening/decision', async (c) => {
      const { organisationId, caseId } = at(c)
      const { loaded } = await open(c)
      const text = await formOf(c)
      const isUnfit = text('decision') === 'unfit'
      const action = text('action') || (isUnfit ? 'decide-unfit' : 'decide-fit')
      const move = loaded.programme.transitions.find((candidate) => candidate.action === action)
      const offer: TypedOffer = {
        ...Object.fromEntries(Object.keys(workLabels(loaded.programme.fee)).map((name) => [name, text(name)])),
        paymentMethod: text('paymentMethod'),
        payBy: text('payBy'),
        provisionMethod: text('provisionMethod'),
        applyBy: (move && applyByOf(loaded.programme, move, japanDate(deps.clock()))) ?? text('applyBy'),
      }
      if (text('decision') === 'preview') return decisionPage(c, action, { typed: offer, text })
      const inputs = Object.fromEntries(move ? inputsOf(loaded.programme, move).map(({ id }) => [id, text(id)]) : [])
      const outcome = await decideCase(await paperDeps(deps, c), actorOf(c), organisationId, caseId, {
        ...{ action, inputs, offer, mark: text('mark'), differs: text('differs'), withoutAdvice: text(WITHOUT_ADVICE) },
      })
      if (outcome.ok) return c.redirect(casePathOf(c), 303)
      return decisionPage(c, action, { refusals: outcome.refusals, typed: isUnfit ? undefined : offer, text })
    })

  function casePathOf(c: C) {
    return `/${at(c).organisationId}/proposals/${at(c).caseId}`
  }
}
