import type { Child } from 'hono/jsx'
import type { Deps } from '../../app-env.ts'
import type { Actor } from '../../core/index.ts'
import { Button, LinkButton, Notice, ORDER_STATES } from '../../views/index.ts'
import { checkMove, type LoadedCase } from '../proposals/index.ts'
import { maySeeOrders } from './permissions.ts'
import { orderOfCase } from './store.ts'

/** On the page of a case: ordering the run, its state, and accepting its result. Null where there is nothing to say. */
export async function processingPanel(deps: Deps, actor: Actor, loaded: LoadedCase): Promise<Child | null> {
  const { theCase, programme } = loaded
  const base = `/${theCase.organisationId}`
  if (checkMove(actor, loaded, { action: 'issue-order' }).ok)
    return (
      <form method="post" action={`${base}/proposals/${theCase.id}/issue-order`}>
        <h2>加工の指示</h2>
        <p>契約した加工方法を、その SHA-256 で名指しして、加工担当に指示します。</p>
        <Button>加工を指示する</Button>
      </form>
    )
  if (!maySeeOrders(actor, theCase.organisationId)) return null
  const order = await orderOfCase(deps.db, theCase.organisationId, theCase.id)
  if (!order) return null
  return (
    <section>
      <h2>加工</h2>
      <p>状態：{ORDER_STATES[order.state]}</p>
      <div class="actions">
        <LinkButton kind="secondary" href={`${base}/orders/${order.id}`}>
          加工指示と報告書を見る
        </LinkButton>
      </div>
      {order.state === 'done' && checkMove(actor, loaded, { action: 'accept-result' }).ok ? (
        <form method="post" action={`${base}/proposals/${theCase.id}/accept-result`}>
          <Notice>報告書を読み、{programme.rule27.article}の基準（五つの号）を満たすことを確かめてから承認してください。</Notice>
          <Button>加工結果を承認する</Button>
        </form>
      ) : null}
    </section>
  )
}
