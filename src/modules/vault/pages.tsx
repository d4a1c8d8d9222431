import { Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { hasRole, japanDateTime, NotFound } from '../../core/index.ts'
import { Button, ErrorSummary, Notice, Page, Table, Tag } from '../../views/index.ts'
import { destroy } from './service.ts'
import { vaultObjectsOf } from './store.ts'

const KINDS = {
  'run-secret': '加工の鍵（仮IDなどの乱数）',
  'deleted-data': '削除情報',
  'processing-method-record': '加工方法等情報',
} as const

/** 保管庫: what is sealed, what was destroyed and when. Contents are never shown here. */
export const vaultPages = (deps: Deps) => {
  const show = async (c: { var: AppEnv['Variables'] }, refusals?: { code: string }[]) => {
    const { actor, organisation } = c.var
    if (!actor || !hasRole(actor, organisation.id, 'custodian', 'auditor')) throw new NotFound('vault')
    const objects = await vaultObjectsOf(deps.db, organisation.id)
    const mayDestroy = hasRole(actor, organisation.id, 'custodian')
    return (
      <Page title="保管庫" actor={actor} organisation={organisation} section="vault" demonstration={deps.demonstration}>
        <h1>保管庫</h1>
        <p>加工のたびに、何を封をして残し、何をその場で消したかの記録です。中身はこの画面では開けません。</p>
        <ErrorSummary refusals={refusals} />
        {objects.length === 0 ? (
          <Notice>まだ何もありません。加工が終わると、ここに記録が並びます。</Notice>
        ) : (
          <Table
            caption="保管庫の記録"
            hideCaption
            head={['種類', '状態', '案件', '作成', '消去', '操作']}
            rows={objects.map((object) => [
              KINDS[object.kind],
              object.destroyedAt === null ? <Tag colour="blue">封をして保管中</Tag> : <Tag>消去済み</Tag>,
              <a href={`/${organisation.id}/proposals/${object.caseId}`}>案件を見る</a>,
              japanDateTime(object.createdAt),
              object.destroyedAt === null ? '' : japanDateTime(object.destroyedAt),
              object.destroyedAt === null && mayDestroy ? (
                <details>
                  <summary>消去する</summary>
                  <form method="post" action={`/${organisation.id}/vault/${object.id}/destroy`}>
                    <p class="small">鍵を捨てるので、二度と開けません。</p>
                    <Button kind="danger" small>
                      消去を確定する
                    </Button>
                  </form>
                </details>
              ) : (
                ''
              ),
            ])}
          />
        )}
      </Page>
    )
  }
  return new Hono<AppEnv>()
    .get('/vault', async (c) => c.html(await show(c)))
    .post('/vault/:id/destroy', async (c) => {
      const { actor, organisation } = c.var
      if (!actor) throw new NotFound('vault')
      const outcome = await destroy(deps, actor, organisation.id, c.req.param('id'))
      if (!outcome.ok) return c.html(await show(c, outcome.refusals), 422)
      return c.redirect(`/${organisation.id}/vault`, 303)
    })
}
