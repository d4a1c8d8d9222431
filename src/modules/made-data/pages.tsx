import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import { eraDate, formText, japanDate, type Refusal, yen } from '../../core/index.ts'
import { kindOf, programme } from '../../programmes/index.ts'
import { Button, ErrorSummary, Facts, Field, LinkButton, Notice, Page, statusOf, Tag } from '../../views/index.ts'
import { proposerOrganisations, SECOND_USE, startSecondUse, takesSecondUse } from '../proposals/index.ts'
import { destroyMadeData, listMadeData, openMadeData } from './service.ts'

type C = Context<AppEnv>
type Status = Awaited<ReturnType<typeof openMadeData>>['status']

const STATUS: Record<Status, readonly [label: string, colour: 'green' | 'grey' | 'blue' | 'red']> = {
  open: ['提案を受付中', 'green'],
  coming: ['受付前', 'blue'],
  over: ['受付終了', 'grey'],
  destroyed: ['廃棄済み', 'red'],
}

const day = (date: string) => `${eraDate(date)}（${date}）`
const StatusTag = ({ status }: { status: Status }) => <Tag colour={STATUS[status][1]}>{STATUS[status][0]}</Tag>

/** 作成済みのデータ: what was made already, and proposals to use it (法118条). */
export const madeDataPages = (deps: Deps) => {
  const programmeOf = (c: C) => programme(c.var.organisation.programmeId ?? '', c.var.organisation.programmeVersion)
  const page = (c: C, title: string, content: Child, status: 200 | 403 | 409 | 422 = 200, crumbs: { href: string; label: string }[] = []) =>
    c.html(
      <Page
        title={title}
        actor={c.var.actor}
        organisation={c.var.organisation}
        section="provisions"
        demonstration={deps.demonstration}
        crumbs={[
          { href: `/${c.var.organisation.id}`, label: c.var.organisation.name },
          { href: `/${c.var.organisation.id}/provisions`, label: '提供の記録' },
          ...crumbs,
        ]}
      >
        {content}
      </Page>,
      status,
    )

  const showOne = async (c: C, id: string, refusals: Refusal[] = [], typed = '') => {
    const { actor, organisation } = c.var
    const { made, entry, status, firstFeeYen, mayDestroy } = await openMadeData(deps, actor, organisation.id, id)
    const its = programmeOf(c)
    const base = `/${organisation.id}`
    const path = `${base}/made-data/${id}`
    const kind = takesSecondUse(its) ? kindOf(its, SECOND_USE) : undefined
    const isProposer = proposerOrganisations(actor).length > 0
    const article = its.kinds[SECOND_USE]?.article
    return page(
      c,
      '作成済みのデータ',
      <div class="narrow">
        <div class="title-line">
          <h1>{`「${entry.name}」を加工したデータ`}</h1>
          <StatusTag status={status} />
        </div>
        <ErrorSummary refusals={refusals} labels={{ reason: '廃棄の理由' }} />
        {made.destroyedAt === null ? null : (
          <Notice kind="warning" title="このデータは、もう保存されていません">
            <p>{`${day(japanDate(made.destroyedAt))}に廃棄しました。理由：${made.destroyedReason}`}</p>
            <p>このデータの利用の提案は受け付けられません。新しく作成する提案は、募集の期間に受け付けます。</p>
          </Notice>
        )}
        <Facts
          rows={[
            ['基となった個人情報ファイル', <a href={`${base}/register/${entry.slug}`}>{entry.name}</a>],
            ['最初に提供した日', day(japanDate(made.createdAt))],
            ['情報の項目', made.items.join('、')],
            ['本人の数', `${made.persons.toLocaleString('ja-JP')}人`],
            ['提案を受け付ける期間', `${day(made.proposalsFrom)}から${day(made.proposalsTo)}まで`],
            ['提案を受ける組織', [made.desk, made.deskAddress].filter(Boolean).join('　')],
          ]}
        />
        {kind ? (
          <>
            <h2>このデータを使うには</h2>
            <p>
              {`同じデータの写しを受け取れます${article ? `（${article}）` : ''}。加工の方法や項目は変えられません。ほかの項目や細かさが必要なときは、募集の期間に新しく提案してください。`}
            </p>
            <Facts
              rows={[
                ['書くこと', kind.proposalItems.map(({ no, label }) => `${no}. ${label}`).join('\n')],
                ['審査の基準', kind.criteria.map(({ label }) => label).join('、')],
                [
                  '用意する書類',
                  kind.attachments
                    .filter(({ required }) => required)
                    .map(({ label }) => `・${label}`)
                    .join('\n'),
                ],
                [
                  kind.words.fee ?? '手数料',
                  `${firstFeeYen === undefined ? '最初の利用者が納めた額と同じ額' : `${yen(firstFeeYen)}（最初の利用者と同じ額）`}。既に同じデータの契約を結んだ方が事業を変えるときは${yen(kind.fee.secondUseYen)}`,
                ],
              ]}
            />
            {status !== 'open' ? null : isProposer ? (
              <form method="post" action={path}>
                <p>途中で保存して、あとから続きを書けます。提出するまで、団体の職員には見えません。</p>
                <div class="actions">
                  <Button>このデータの利用を提案する</Button>
                </div>
              </form>
            ) : actor ? (
              <p>提案できるのは、提案者として登録した方です。</p>
            ) : (
              <div class="actions">
                <LinkButton href={`/sign-in?next=${encodeURIComponent(path)}`}>ログインして、利用を提案する</LinkButton>
              </div>
            )}
          </>
        ) : null}
        {mayDestroy ? (
          <details class="withdraw" open={refusals.length > 0}>
            <summary>このデータを廃棄する</summary>
            <p>封をして保管しているデータの鍵を捨てるので、二度と開けません。既に提供した人のデータは消えません。理由は公表されます。</p>
            <form method="post" action={`${path}/destroy`}>
              <Field name="reason" label="廃棄の理由" required rows={2} value={typed} refusals={refusals} />
              <Button kind="danger">廃棄する</Button>
            </form>
          </details>
        ) : null}
      </div>,
      refusals.length > 0 ? statusOf(refusals) : 200,
      [{ href: `${base}/made-data`, label: '作成済みのデータ' }],
    )
  }

  return new Hono<AppEnv>()
    .get('/made-data', async (c) => {
      const all = await listMadeData(deps, c.var.organisation.id)
      return page(
        c,
        '作成済みのデータ',
        <>
          <h1>作成済みのデータ</h1>
          <p>
            これまでに提案を受けて作成したデータです。受け付ける期間のうちは、同じデータを使う事業を提案できます。新しく作成するより短い手続で済みます。
          </p>
          {all.length === 0 ? (
            <Notice>
              <p>まだ作成したデータはありません。</p>
            </Notice>
          ) : (
            all.map(({ made, entry, status }) => (
              <article class="card ledger" id={made.id}>
                <div class="title-line">
                  <h2>
                    <a href={`/${c.var.organisation.id}/made-data/${made.id}`}>{`「${entry?.name ?? ''}」を加工したデータ`}</a>
                  </h2>
                  <StatusTag status={status} />
                </div>
                <Facts
                  rows={[
                    ['情報の項目', made.items.join('、')],
                    ['本人の数', `${made.persons.toLocaleString('ja-JP')}人`],
                    ['提案を受け付ける期間', `${eraDate(made.proposalsFrom)}から${eraDate(made.proposalsTo)}まで`],
                  ]}
                />
              </article>
            ))
          )}
        </>,
      )
    })
    .get('/made-data/:made', (c) => showOne(c, c.req.param('made')))
    .post('/made-data/:made', async (c) => {
      const { actor, organisation } = c.var
      const made = c.req.param('made')
      if (!actor) return c.redirect(`/sign-in?next=${encodeURIComponent(`/${organisation.id}/made-data/${made}`)}`, 303)
      const outcome = await startSecondUse(deps, actor, organisation, made)
      if (!outcome.ok) return showOne(c, made, outcome.refusals)
      return c.redirect(`/${organisation.id}/proposals/${outcome.value.id}/edit`, 303)
    })
    .post('/made-data/:made/destroy', async (c) => {
      const { actor, organisation } = c.var
      const made = c.req.param('made')
      const reason = formText(await c.req.formData(), 'reason')
      const outcome = await destroyMadeData(deps, actor, organisation.id, made, reason)
      if (!outcome.ok) return showOne(c, made, outcome.refusals, reason)
      return c.redirect(`/${organisation.id}/made-data/${made}`, 303)
    })
}
