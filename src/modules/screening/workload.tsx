import { type Context, Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import { type Actor, eraDate, type IsoDate, isStaffRole, japanDate, NotFound } from '../../core/index.ts'
import { openDaysBetween } from '../../programmes/index.ts'
import { Notice, Page, Table } from '../../views/index.ts'
import { caseDeadline, casesOfOrganisation, loadCaseForSystem, recusedFrom, rolesInCase } from '../proposals/index.ts'
import { bodiesIn } from './bodies-service.ts'
import { decisionKind } from './decisions.ts'

/** What one person, or nobody yet, has to screen. */
export interface Load {
  userId: string | null
  /** 審査担当, or the body that waits for the person's opinion */
  duty: string
  overdue: number
  near: number
  later: number
  open: number
  /** the earliest day */
  next: IsoDate | null
}

const NEAR = 5 // open days

/** Who has how many cases under review, and until when; the earliest day first. Cases that the reader has an interest in are left out. */
export async function workload(deps: Deps, actor: Actor, organisationId: string): Promise<Load[]> {
  const today = japanDate(deps.clock())
  const [cases, recused] = await Promise.all([
    casesOfOrganisation(deps.db, organisationId),
    recusedFrom(deps.db, organisationId, actor.userId),
  ])
  const loads = new Map<string, Load>()
  const add = (userId: string | null, duty: string, due: IsoDate | null) => {
    const key = `${userId} ${duty}`
    const load = loads.get(key) ?? { userId, duty, overdue: 0, near: 0, later: 0, open: 0, next: null }
    const which = due === null ? 'open' : due < today ? 'overdue' : openDaysBetween(today, due) <= NEAR ? 'near' : 'later'
    loads.set(key, { ...load, [which]: load[which] + 1, next: due !== null && (load.next === null || due < load.next) ? due : load.next })
  }
  for (const theCase of cases) {
    if (recused.has(theCase.id) || rolesInCase(actor, theCase).includes('proposer')) continue
    const loaded = await loadCaseForSystem(deps, organisationId, theCase.id)
    const { programme, events } = loaded
    const moves = programme.transitions.filter(({ from }) => from.includes(theCase.state))
    if (!moves.some((move) => move.action === 'start-review' || decisionKind(move) === 'unfit')) continue
    const due = caseDeadline(loaded)
    add(events.findLast(({ action }) => action === 'start-review')?.actorId ?? null, '審査担当', due)
    for (const { body, stands, members } of await bodiesIn(deps, loaded))
      if (stands === 'asked') for (const one of members) if (!one.isRecused && !one.hasVoted) add(one.userId, body.label, due)
  }
  return [...loads.values()].sort((a, b) => (a.next ?? '9').localeCompare(b.next ?? '9') || a.duty.localeCompare(b.duty))
}

/** 審査の分担, for officials. */
export const workloadPages = (deps: Deps) =>
  new Hono<AppEnv>().get('/workload', async (c: Context<AppEnv>) => {
    const { actor, organisation } = c.var
    if (!actor?.roles[organisation.id]?.some(isStaffRole)) throw new NotFound('workload')
    const [loads, names] = await Promise.all([workload(deps, actor, organisation.id), peopleNames(deps.db)])
    return c.html(
      <Page
        title="審査の分担"
        section="desk"
        crumbs={[{ href: `/${organisation.id}/desk`, label: '事務机' }]}
        {...{ actor, organisation }}
        demonstration={deps.demonstration}
      >
        <h1>審査の分担</h1>
        <p>審査中の案件を、審査を始めた担当と、意見を待つ委員ごとに数えています。</p>
        {loads.length === 0 ? (
          <Notice>
            <p>審査中の案件はありません。</p>
          </Notice>
        ) : (
          <Table
            caption="人ごとの件数と期限"
            head={['人', '役割', '最も早い期限', '期限切れ', `${NEAR}開庁日以内`, 'それより後', '期限なし']}
            rows={loads.map(({ userId, duty, overdue, near, later, open, next }) => [
              userId === null ? 'まだ始めていません' : (names.get(userId) ?? ''),
              duty,
              next ? eraDate(next) : '—',
              ...[overdue, near, later, open].map((count) => `${count}件`),
            ])}
          />
        )}
      </Page>,
    )
  })
