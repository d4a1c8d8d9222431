import type { Child } from 'hono/jsx'
import type { Deps } from '../../app-env.ts'
import { type Actor, hasRole, type IsoDate, japanDate } from '../../core/index.ts'
import { programme } from '../../programmes/index.ts'
import { LinkButton, Notice, Page } from '../../views/index.ts'
import { CallBody, CallTag, day } from './call-body.tsx'
import type { Call } from './model.ts'
import { type C, CALLS, frame } from './page-frame.ts'
import { maySeeCall } from './permissions.ts'
import { callStatus } from './rules.ts'
import { loadCall } from './service.ts'
import { callsOf, entriesOf } from './store.ts'

/** All calls of an organisation. */
export async function showCalls(deps: Deps, c: C) {
  const { organisation } = c.var
  const base = `/${organisation.id}`
  const today = japanDate(deps.clock())
  const calls = (await callsOf(deps.db, organisation.id)).filter((call) => maySeeCall(c.var.actor, call, today))
  return c.html(
    <Page {...frame(deps, c, 'calls')} title={CALLS} crumbs={[{ href: base, label: organisation.name }]}>
      <h1>{CALLS}</h1>
      {hasRole(c.var.actor, organisation.id, 'screening-officer', 'administrator') ? (
        <p>
          <LinkButton href={`${base}/calls/new`}>新しい募集を公示する</LinkButton>
        </p>
      ) : null}
      {calls.length === 0 ? (
        <Notice>
          <p>公表している募集はありません。</p>
        </Notice>
      ) : (
        <ul class="rows">
          {calls.map((call) => (
            <li>
              <div class="title-line">
                <h2 class="row-title">
                  <a href={`${base}/calls/${call.id}`}>{call.title}</a>
                </h2>
                <CallTag status={callStatus(call, today)} />
              </div>
              <p class="small muted">{`${day(call.opensOn)}から${day(call.closesOn)}まで・${call.entries.length}件の個人情報ファイル`}</p>
            </li>
          ))}
        </ul>
      )}
    </Page>,
  )
}

/** A room's part of the page of a call, handed over so that this room imports no later one. */
export type CallPart = (deps: Deps, actor: Actor | undefined, call: Call, today: IsoDate) => Child | null | Promise<Child | null>

/** One call with everything that it publishes. */
export async function showCall(deps: Deps, c: C, parts: readonly CallPart[]) {
  const { organisation } = c.var
  const base = `/${organisation.id}`
  const call = await loadCall(deps, c.var.actor, organisation.id, c.req.param('call') ?? '')
  const today = japanDate(deps.clock())
  const entries = await entriesOf(
    deps.db,
    organisation.id,
    call.entries.map(({ entryId }) => entryId),
  )
  return c.html(
    <Page
      {...frame(deps, c, 'calls')}
      title={call.title}
      crumbs={[
        { href: base, label: organisation.name },
        { href: `${base}/calls`, label: CALLS },
      ]}
    >
      <CallBody
        call={call}
        status={callStatus(call, today)}
        today={today}
        programme={programme(call.programmeId, call.programmeVersion)}
        entries={entries}
        organisationId={organisation.id}
      />
      {await Promise.all(parts.map((part) => part(deps, c.var.actor, call, today)))}
      <p>
        <a href={`${base}/calls/${call.id}/notice`}>公示の文書を見る</a>
      </p>
    </Page>,
  )
}
