import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import type { AppEnv, Deps } from './app-env.ts'
import { findOrganisation } from './auth/index.ts'
import { invitationPages } from './auth/invitation-pages.tsx'
import { authPages } from './auth/pages.tsx'
import { peoplePages } from './auth/people-pages.tsx'
import { Conflict, hex, japanDate, NotFound, PermissionDenied } from './core/index.ts'
import { questionsPart } from './modules/calls/index.ts'
import { questionPages } from './modules/calls/pages.tsx'
import { consultationPanel } from './modules/consultations/index.ts'
import { consultationPages } from './modules/consultations/pages.tsx'
import { feePanel } from './modules/contracts/fee-panel.tsx'
import { contractPages } from './modules/contracts/pages.tsx'
import { contractPanel } from './modules/contracts/panel.tsx'
import { levelPages } from './modules/levels/pages.tsx'
import { madeDataPages } from './modules/made-data/pages.tsx'
import { noticePages } from './modules/notices/pages.tsx'
import { oversightPages } from './modules/oversight/pages.tsx'
import { preflightPages } from './modules/preflight/pages.tsx'
import { runnerApi } from './modules/processing/api.ts'
import { resultOf } from './modules/processing/index.ts'
import { processingPages } from './modules/processing/pages.tsx'
import { processingPanel } from './modules/processing/panel.tsx'
import { knowProgrammesOf } from './modules/programmes/index.ts'
import { programmePages } from './modules/programmes/pages.tsx'
import { type CasePanel, liveReferences, PaperHeld } from './modules/proposals/index.ts'
import { proposalPages } from './modules/proposals/pages.tsx'
import { casePage } from './modules/proposals/show-case.tsx'
import { provisionPages } from './modules/provision/pages.tsx'
import { provisionPanel } from './modules/provision/panel.tsx'
import { importPages } from './modules/register/import-pages.tsx'
import { ledgerPages } from './modules/register/ledger-pages.tsx'
import { registerPages } from './modules/register/pages.tsx'
import { topPages } from './modules/register/top.tsx'
import { bodiesPages } from './modules/screening/bodies-pages.tsx'
import { councilPages } from './modules/screening/council-pages.tsx'
import { meetingPages } from './modules/screening/meetings-pages.tsx'
import { membersPages } from './modules/screening/members-pages.tsx'
import { movePages, movesPanel } from './modules/screening/moves.tsx'
import { screeningPages } from './modules/screening/pages.tsx'
import { screeningPanel } from './modules/screening/panel.tsx'
import { questionnairePages, questionnairePanel } from './modules/screening/questionnaire.tsx'
import { seatPages } from './modules/screening/seat-pages.tsx'
import { workloadPages } from './modules/screening/workload.tsx'
import { vaultPages } from './modules/vault/pages.tsx'
import { callResultPages, callResultPart } from './modules/yearly/call-result.tsx'
import { yearlyPages } from './modules/yearly/pages.tsx'
import { Page } from './views/index.ts'
import { siteFiles } from './views/site-files.ts'

const LARGEST_BODY = 64 * 1024 * 1024 // several attachments of 10 MB in one form

/** The site: middleware in order, every room mounted, and the one place that turns errors into answers. */
export function createApp(deps: Deps) {
  const app = new Hono<AppEnv>()

  app.use(async (c, next) => {
    c.set('requestId', hex(deps.random(8)))
    await next()
    c.header('x-request-id', c.var.requestId)
  })
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", NONCE],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      referrerPolicy: 'same-origin',
      crossOriginEmbedderPolicy: false,
    }),
  )
  for (const { path, file, type, cache } of siteFiles)
    app.get(path, async (c) => c.body(await deps.shipped.text(file), 200, { 'content-type': type, 'cache-control': cache }))
  app.get('/health', (c) => c.json({ ok: true }))
  // Runners bring a bearer token, no cookie, and results larger than any form: before the limits of forms.
  app.route('/api/v1/runner', runnerApi(deps))
  app.use(
    bodyLimit({
      maxSize: LARGEST_BODY,
      onError: (c) =>
        c.html(
          <Page title="送られたものが大きすぎます" demonstration={deps.demonstration}>
            <h1>送られたものが大きすぎます</h1>
            <p>一度に送れるのは、ファイルをあわせて64MBまでです。前のページに戻り、ファイルを分けて送ってください。</p>
          </Page>,
          413,
        ),
    }),
  )
  app.use(csrf())
  app.use(async (c, next) => {
    const { actor, setCookie } = await deps.sessions.read(c.req.header('cookie'))
    c.set('actor', actor)
    await next()
    if (setCookie && !c.res.headers.has('set-cookie')) c.header('set-cookie', setCookie)
    // Pages of a signed-in person stay out of shared caches.
    if (actor) c.header('cache-control', 'no-store')
  })

  app.route('/', topPages(deps))
  app.route('/', authPages(deps))
  app.route('/', invitationPages(deps))

  const organisation = new Hono<AppEnv>()
  organisation.use('/:organisation/*', async (c, next) => {
    const id = c.req.param('organisation')
    const [found, own] = await Promise.all([findOrganisation(deps.db, id), knowProgrammesOf(deps.db, id, japanDate(deps.clock()))])
    if (found?.kind !== 'government') throw new NotFound('organisation')
    c.set('organisation', own ? { ...found, programmeId: own.id, programmeVersion: own.version } : found)
    await next()
  })
  organisation.route('/:organisation', processingPages(deps))
  organisation.route('/:organisation', vaultPages(deps))
  organisation.route('/:organisation', levelPages(deps))
  // What later rooms add to the page of a case. They answer a refused form with showCase: no room imports a later one.
  const panels: CasePanel[] = [
    consultationPanel,
    questionnairePanel,
    screeningPanel,
    movesPanel,
    feePanel,
    contractPanel,
    ({ actor, loaded }) => processingPanel(deps, actor, loaded),
    provisionPanel,
  ]
  const showCase = casePage(deps, panels)
  organisation.route('/:organisation', registerPages(deps, [questionsPart, callResultPart]))
  organisation.route('/:organisation', questionPages(deps))
  organisation.route('/:organisation', importPages(deps))
  organisation.route('/:organisation', ledgerPages(deps, liveReferences))
  organisation.route('/:organisation', preflightPages(deps))
  organisation.route('/:organisation', consultationPages(deps))
  organisation.route('/:organisation', proposalPages(deps, { showCase }))
  organisation.route('/:organisation', screeningPages(deps))
  organisation.route('/:organisation', membersPages(deps))
  organisation.route('/:organisation', bodiesPages(deps))
  organisation.route('/:organisation', seatPages(deps))
  organisation.route('/:organisation', meetingPages(deps))
  organisation.route('/:organisation', workloadPages(deps))
  organisation.route('/:organisation', questionnairePages(deps))
  organisation.route('/:organisation', movePages(deps))
  organisation.route('/:organisation', councilPages(deps))
  organisation.route('/:organisation', contractPages(deps, { showCase }))
  organisation.route('/:organisation', provisionPages(deps, { showCase, resultOf }))
  organisation.route('/:organisation', madeDataPages(deps))
  organisation.route('/:organisation', yearlyPages(deps))
  organisation.route('/:organisation', callResultPages(deps))
  organisation.route('/:organisation', oversightPages(deps))
  organisation.route('/:organisation', programmePages(deps))
  organisation.route('/:organisation', noticePages(deps))
  organisation.route('/:organisation', peoplePages(deps))
  app.route('/', organisation)

  app.notFound((c) =>
    c.html(
      <Page title="ページが見つかりません" actor={c.var.actor} demonstration={deps.demonstration}>
        <h1>ページが見つかりません</h1>
        <p>
          アドレスが違うか、見られる人が限られたページです。<a href="/">最初のページへ</a>
        </p>
      </Page>,
      404,
    ),
  )
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    if (error instanceof PaperHeld) return c.redirect(error.path, 303)
    // To somebody without any role in the organisation, what they may not do does not exist.
    const isStranger = c.var.organisation !== undefined && c.var.actor?.roles[c.var.organisation.id] === undefined
    const known =
      error instanceof NotFound || (error instanceof PermissionDenied && isStranger)
        ? {
            status: 404 as const,
            code: 'not-found',
            title: 'ページが見つかりません',
            text: 'アドレスが違うか、見られる人が限られたページです。',
          }
        : error instanceof PermissionDenied
          ? { status: 403 as const, code: 'permission-denied', title: 'この操作はできません', text: 'この操作をする役割がありません。' }
          : error instanceof Conflict
            ? {
                status: 409 as const,
                code: 'changed-meanwhile',
                title: 'ほかの人が先に操作しました',
                text: '前のページに戻って読み直し、もう一度確かめてください。',
              }
            : {
                status: 500 as const,
                code: 'fault',
                title: '処理できませんでした',
                text: `こちらの不具合です。時間をおいて試し、続くときは番号 ${c.var.requestId} を添えてお知らせください。`,
              }
    // Names and codes only: a database error's message may hold bound values.
    if (known.status === 500)
      console.error(JSON.stringify({ requestId: c.var.requestId, method: c.req.method, route: c.req.routePath, error: error.name }))
    if (c.req.path.startsWith('/api/'))
      return c.json({ ok: false, errors: [{ code: known.code }], requestId: c.var.requestId }, known.status)
    return c.html(
      <Page title={known.title} actor={c.var.actor} demonstration={deps.demonstration}>
        <h1>{known.title}</h1>
        <p>{known.text}</p>
        <p>
          <a href="/">最初のページへ</a>
        </p>
      </Page>,
      known.status,
    )
  })
  return app
}
