import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { type Actor, formText, japanDateTime, NotFound, type Refusal } from '../../core/index.ts'
import { renderReportHtml } from '../../report/index.ts'
import { reportForm } from '../../report/report.ts'
import { Button, ErrorSummary, Facts, Field, Notice, ORDER_STATES, Page, RUN_FAILURES, RUN_STEPS, Table, Tag } from '../../views/index.ts'
import { noiseOfOrder } from './earlier.ts'
import type { ProcessingOrder } from './model.ts'
import type { NoiseLeft } from './noise.ts'
import { mayAdmitRunners, mayOverrule, mayProcess } from './permissions.ts'
import { ReportFigures } from './report-figures.tsx'
import { acceptResult } from './results.ts'
import { admitRunner } from './runners.ts'
import { issueOrder, overruleStop, seeOrder, seeOrders, startOrder } from './service.ts'

const COLOURS = { issued: 'orange', queued: 'blue', running: 'blue', done: 'green', failed: 'red' } as const
/** What runs now, in words. */
const stepOf = (order: ProcessingOrder) =>
  order.state === 'running' ? (RUN_STEPS[order.step ?? ''] ?? ORDER_STATES.running) : ORDER_STATES[order.state]

const stateTag = (order: ProcessingOrder) => <Tag colour={COLOURS[order.state]}>{ORDER_STATES[order.state]}</Tag>

const plain = (value: number) => Number(value.toPrecision(2)).toLocaleString('ja-JP')
const sizeOf = (kind: NoiseLeft['kind'], size: number) => (kind === 'scale' ? `標準偏差の${plain(100 * size)}%` : plain(size))

/** What averages over all provisions of the file leave of the noise (privacy-rules D5). */
const NoiseTable: FC<{ noise: NoiseLeft[] }> = ({ noise }) =>
  noise.length === 0 ? null : (
    <>
      <h2>提供を重ねたあとに残る誤差</h2>
      <p>誤差は提供のたびに引き直すため、同じファイルからの提供を平均すると小さくなります。</p>
      <Table
        caption="提供を重ねたあとに残る誤差"
        hideCaption
        head={['項目', 'この提供の誤差', '誤差を加えた提供', '平均すると残る誤差']}
        rows={noise.map(({ column, kind, own, provisions, left }) => [
          column,
          sizeOf(kind, own),
          `${provisions}件（この提供を含む）`,
          sizeOf(kind, left),
        ])}
      />
    </>
  )

/** What stopped the order, in counts, and what is to be decided (privacy-rules E1). */
const EarlierStop: FC<{ order: ProcessingOrder }> = ({ order: { report, overruled } }) => {
  const known = reportForm.safeParse(report)
  return (
    <>
      {(known.success ? (known.data.earlier ?? []) : []).map((one) =>
        one.met ? null : (
          <p>
            前の加工方法（<code>{one.recipeSha256.slice(0, 12)}</code>）と合わせて {one.k} 人未満に絞れる本人は、両方にある人で{' '}
            {one.jointBelowK} 人、一方だけにある人で {one.differenceBelowK} 人です（推計）。
          </p>
        ),
      )}
      {overruled ? null : (
        <p>
          同じ加工方法のまま始め直しても、結果は変わりません。加工方法を変える（区切りと対象を前の提供にそろえるか、より粗くする）なら契約からやり直し、変えないなら提供しないことを決めてください。保護管理者は、理由を付けて続けると決めることもできます。
        </p>
      )}
    </>
  )
}

/** The custodian may decide otherwise, with a reason; what was decided stands on the page and in the report. */
const Overrule: FC<{ order: ProcessingOrder; mayDecide: boolean; path: string; refusals?: Refusal[] | undefined }> = ({
  order: { overruled },
  mayDecide,
  path,
  refusals,
}) =>
  overruled ? (
    <Notice kind="warning" title="前の提供による停止にかかわらず、続けることが決められました">
      <p>
        {overruled.name}（{japanDateTime(overruled.at)}）：{overruled.reason}
      </p>
      <p>この決定で見た人数より多くなれば、また止まります。</p>
    </Notice>
  ) : mayDecide ? (
    <form method="post" action={`${path}/overrule`}>
      <h2>停止にかかわらず続ける</h2>
      <p>
        上の人数を見て、それでも提供してよいと保護管理者が判断したときだけ、理由を書いて決めます。名前と理由は、この画面と委員会への報告に載ります。
      </p>
      <Field name="reason" label="続けてよいと判断した理由" rows={4} required refusals={refusals} />
      <div class="actions">
        <Button kind="danger">続けると決める</Button>
      </div>
    </form>
  ) : null

const OrderPage: FC<{
  deps: Deps
  actor: Actor
  organisation: AppEnv['Variables']['organisation']
  order: ProcessingOrder
  noise: NoiseLeft[]
  typed?: string
  refusals?: Refusal[]
}> = ({ deps, actor, organisation, order, noise, typed, refusals }) => {
  const running = order.state === 'queued' || order.state === 'running'
  const base = `/${organisation.id}/orders`
  return (
    <Page
      title="加工指示"
      actor={actor}
      organisation={organisation}
      section="orders"
      demonstration={deps.demonstration}
      crumbs={[{ href: base, label: '加工指示の一覧' }]}
      hasProgress={running}
    >
      <h1>加工指示</h1>
      <ErrorSummary refusals={refusals} labels={{ sources: '元のファイルの場所', reason: '続けてよいと判断した理由' }} />
      <Facts
        rows={[
          ['状態', stateTag(order)],
          ['案件', <a href={`/${organisation.id}/proposals/${order.caseId}`}>案件を見る</a>],
          ['契約した加工方法（SHA-256）', <code>{order.recipeSha256}</code>],
          ['指示した日時', japanDateTime(order.createdAt)],
          ['加工を始めた日時', order.startedAt ? japanDateTime(order.startedAt) : null],
          ['加工が終わった日時', order.finishedAt ? japanDateTime(order.finishedAt) : null],
        ]}
      />
      {running ? (
        <Notice>
          <p id="run-step" aria-live="polite">
            {stepOf(order)}
          </p>
          <p>
            <label for="run-progress" class="visually-hidden">
              加工の進み具合
            </label>
            <progress
              id="run-progress"
              max="100"
              value={order.state === 'running' ? (order.progress ?? 0) : undefined}
              data-from={`${base}/${order.id}/progress`}
            >
              {order.progress ?? 0}%
            </progress>
          </p>
          <p class="small muted">
            進み具合は自動で変わります。閉じても加工は続きます。<a href={`${base}/${order.id}`}>読み直す</a>
          </p>
        </Notice>
      ) : null}
      {order.state === 'failed' ? (
        <Notice kind="error" title={RUN_FAILURES[order.failure ?? ''] ?? RUN_FAILURES.fault}>
          {order.failureMessage ? <p>{order.failureMessage}</p> : null}
          {order.failure === 'earlier-provision' ? (
            <EarlierStop order={order} />
          ) : (
            <p>元のファイルか場所を直して、もう一度始めることができます。加工方法を変えるには、契約からやり直す必要があります。</p>
          )}
        </Notice>
      ) : null}
      {order.failure === 'earlier-provision' ? (
        <Overrule order={order} mayDecide={mayOverrule(actor, organisation.id)} path={`${base}/${order.id}`} refusals={refusals} />
      ) : null}
      {(order.state === 'issued' || order.state === 'failed') && mayProcess(actor, organisation.id) ? (
        <form method="post" action={`${base}/${order.id}/start`}>
          <h2>元のファイルを指定して始める</h2>
          <Field
            name="sources"
            label="元のファイルの場所"
            rows={4}
            required
            value={typed ?? (order.sources ?? []).join('\n')}
            hint="加工する端末の中の場所を、1行に1つ書きます。同じ列を持つファイル（年度別など）は複数指定できます。ファイルそのものは、このサイトには送られません。"
            refusals={refusals}
          />
          <div class="actions">
            <Button>加工を始める</Button>
          </div>
        </form>
      ) : null}
      <NoiseTable noise={noise} />
      {order.report ? <ReportFigures report={order.report} /> : null}
      {order.state === 'done' ? (
        <p>
          <a href={`${base}/${order.id}/report.html`} download>
            報告書（印刷用）を保存する
          </a>
          ・
          <a href={`${base}/${order.id}/report.json`} download>
            報告書（JSON）を保存する
          </a>
        </p>
      ) : null}
    </Page>
  )
}

/** 加工指示: the list, one order with its progress and report, and the machines that may take orders. */
export const processingPages = (deps: Deps) => {
  const signedIn = (actor: Actor | undefined): Actor => {
    if (!actor) throw new NotFound('orders')
    return actor
  }
  const list = async (c: { var: AppEnv['Variables'] }, extra: { token?: string; refusals?: Refusal[] } = {}) => {
    const actor = signedIn(c.var.actor)
    const { organisation } = c.var
    const { orders, runners } = await seeOrders(deps, actor, organisation.id)
    return (
      <Page title="加工指示の一覧" actor={actor} organisation={organisation} section="orders" demonstration={deps.demonstration}>
        <h1>加工指示の一覧</h1>
        <ErrorSummary refusals={extra.refusals} labels={{ name: '端末の名前' }} />
        {orders.length === 0 ? (
          <Notice>加工指示はまだありません。契約が結ばれた案件から出されます。</Notice>
        ) : (
          <Table
            caption="加工指示"
            hideCaption
            head={['指示', '状態', '加工方法', '日時']}
            rows={orders.map((order) => [
              <a href={`/${organisation.id}/orders/${order.id}`}>{order.id.slice(0, 8)}</a>,
              stateTag(order),
              <code>{order.recipeSha256.slice(0, 12)}…</code>,
              japanDateTime(order.createdAt),
            ])}
          />
        )}
        <h2>加工する端末</h2>
        <p>加工は、元のファイルがある端末で行われます。端末は合い言葉（トークン）でこのサイトに指示を取りに来ます。</p>
        {runners.length > 0 ? (
          <Table
            caption="加工する端末"
            hideCaption
            head={['名前', '最後の連絡']}
            rows={runners.map((runner) => [runner.name, runner.lastSeenAt ? japanDateTime(runner.lastSeenAt) : 'まだありません'])}
          />
        ) : null}
        {extra.token ? (
          <Notice kind="success" title="端末を登録しました">
            <p>次の合い言葉を、端末の環境変数 SAKYU_RUNNER_TOKEN に設定してください。この画面を離れると、二度と表示されません。</p>
            <p>
              <code>{extra.token}</code>
            </p>
          </Notice>
        ) : null}
        {mayAdmitRunners(actor, organisation.id) ? (
          <form method="post" action={`/${organisation.id}/orders/runners`}>
            <Field name="name" label="端末の名前" required short refusals={extra.refusals} />
            <Button kind="secondary">端末を登録する</Button>
          </form>
        ) : null}
      </Page>
    )
  }
  const onePage = async (c: { var: AppEnv['Variables'] }, id: string, extra: { typed?: string; refusals?: Refusal[] } = {}) => {
    const { organisation } = c.var
    const order = await seeOrder(deps, c.var.actor, organisation.id, id)
    const noise = await noiseOfOrder(deps, order)
    return <OrderPage deps={deps} actor={signedIn(c.var.actor)} organisation={organisation} order={order} noise={noise} {...extra} />
  }
  return new Hono<AppEnv>()
    .get('/orders', async (c) => c.html(await list(c)))
    .post('/orders/runners', async (c) => {
      const form = await c.req.formData()
      const outcome = await admitRunner(deps, signedIn(c.var.actor), c.var.organisation.id, formText(form, 'name'))
      return outcome.ok ? c.html(await list(c, { token: outcome.value.token })) : c.html(await list(c, { refusals: outcome.refusals }), 422)
    })
    .get('/orders/:id', async (c) => {
      const order = await seeOrder(deps, c.var.actor, c.var.organisation.id, c.req.param('id'))
      const noise = await noiseOfOrder(deps, order)
      return c.html(<OrderPage deps={deps} actor={signedIn(c.var.actor)} organisation={c.var.organisation} order={order} noise={noise} />)
    })
    .get('/orders/:id/progress', async (c) => {
      const order = await seeOrder(deps, c.var.actor, c.var.organisation.id, c.req.param('id'))
      return c.json({ state: order.state, step: stepOf(order), progress: order.progress ?? 0 })
    })
    .get('/orders/:id/report.json', async (c) => {
      const order = await seeOrder(deps, c.var.actor, c.var.organisation.id, c.req.param('id'))
      if (!order.report) throw new NotFound('report')
      return c.json(order.report)
    })
    .get('/orders/:id/report.html', async (c) => {
      const order = await seeOrder(deps, c.var.actor, c.var.organisation.id, c.req.param('id'))
      const report = reportForm.safeParse(order.report)
      if (!report.success) throw new NotFound('report')
      // Saved, not shown: it carries its own style, which this site's pages may not.
      return c.body(renderReportHtml(report.data), 200, {
        'content-type': 'text/html; charset=utf-8',
        'content-disposition': 'attachment; filename="report.html"',
      })
    })
    .post('/orders/:id/start', async (c) => {
      const actor = signedIn(c.var.actor)
      const { organisation } = c.var
      const typed = formText(await c.req.formData(), 'sources')
      const outcome = await startOrder(deps, actor, organisation.id, c.req.param('id'), typed.split(/\r?\n/))
      if (outcome.ok) return c.redirect(`/${organisation.id}/orders/${c.req.param('id')}`, 303)
      return c.html(await onePage(c, c.req.param('id'), { typed, refusals: outcome.refusals }), 422)
    })
    .post('/orders/:id/overrule', async (c) => {
      const { organisation } = c.var
      const reason = formText(await c.req.formData(), 'reason')
      const outcome = await overruleStop(deps, signedIn(c.var.actor), organisation.id, c.req.param('id'), reason)
      if (outcome.ok) return c.redirect(`/${organisation.id}/orders/${c.req.param('id')}`, 303)
      return c.html(await onePage(c, c.req.param('id'), { refusals: outcome.refusals }), 422)
    })
    .post('/proposals/:id/issue-order', async (c) => {
      const { organisation } = c.var
      const outcome = await issueOrder(deps, signedIn(c.var.actor), organisation.id, c.req.param('id'))
      return answer(c, outcome, outcome.ok ? `/${organisation.id}/orders/${outcome.value.orderId}` : '')
    })
    .post('/proposals/:id/accept-result', async (c) => {
      const { organisation } = c.var
      const outcome = await acceptResult(deps, signedIn(c.var.actor), organisation.id, c.req.param('id'))
      return answer(c, outcome, `/${organisation.id}/proposals/${c.req.param('id')}`)
    })

  function answer(
    c: {
      var: AppEnv['Variables']
      html: (page: unknown, status: 422) => Response | Promise<Response>
      redirect: (to: string, status: 303) => Response
    },
    outcome: { ok: boolean; refusals?: Refusal[] },
    to: string,
  ) {
    if (outcome.ok) return c.redirect(to, 303)
    return c.html(
      <Page title="加工指示" actor={c.var.actor} organisation={c.var.organisation} demonstration={deps.demonstration}>
        <h1>加工指示</h1>
        <ErrorSummary refusals={outcome.refusals} />
      </Page>,
      422,
    )
  }
}
