import type { Child } from 'hono/jsx'
import type { Deps } from '../../app-env.ts'
import { type Actor, NotFound } from '../../core/index.ts'
import { Page, type statusOf } from '../../views/index.ts'
import type { SavedDraft } from './model.ts'
import { type C, frame } from './page-frame.ts'
import { mayKeepRegister } from './permissions.ts'

export const LEDGER = '帳簿の管理'
export const STATUS: Record<SavedDraft['status'], [label: string, colour: 'grey' | 'orange' | 'blue']> = {
  writing: ['記入中', 'grey'],
  department: ['所管課の承認待ち', 'orange'],
  desk: ['窓口の公表待ち', 'blue'],
}

/** To whoever keeps no register here, these pages do not exist. @throws {NotFound} */
export function keeper(c: C): Actor {
  const { actor, organisation } = c.var
  if (!actor || !mayKeepRegister(actor, organisation.id)) throw new NotFound('ledger')
  return actor
}

export const ledgerPath = (c: C) => `/${c.var.organisation.id}/ledger`

export function ledgerPage(deps: Deps, c: C, title: string, body: Child, status: ReturnType<typeof statusOf> | 200 = 200) {
  return c.html(
    <Page
      {...frame(deps, c, 'ledger')}
      title={title}
      crumbs={[
        { href: `/${c.var.organisation.id}`, label: c.var.organisation.name },
        ...(title === LEDGER ? [] : [{ href: ledgerPath(c), label: LEDGER }]),
      ]}
    >
      <h1>{title}</h1>
      {body}
    </Page>,
    status,
  )
}
