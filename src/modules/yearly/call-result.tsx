import { Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { type Actor, eraDate, type IsoDate, japanDate } from '../../core/index.ts'
import { programme } from '../../programmes/index.ts'
import { LinkButton, Notice, Page, Table } from '../../views/index.ts'
import { questionsIn } from '../calls/index.ts'
import { casesOfOrganisation, eventsOfOrganisation } from '../proposals/index.ts'
import { type Call, callStatus, loadCall } from '../register/index.ts'
import { resultOf } from './rules.ts'
import { historiesOf } from './service.ts'

/** On the page of a call that is over: the way to what came of it. */
export const callResultPart = (_: Deps, __: Actor | undefined, call: Call, today: IsoDate) =>
  callStatus(call, today) === 'closed' ? (
    <p>
      <LinkButton href={`/${call.organisationId}/calls/${call.id}/result`} kind="secondary">
        募集の結果を見る
      </LinkButton>
    </p>
  ) : null

/** 募集の結果: what came of a call, in numbers, for anybody; once it is over, so that nobody proposes by what others did. */
export const callResultPages = (deps: Deps) =>
  new Hono<AppEnv>().get('/calls/:call/result', async (c) => {
    const { actor, organisation } = c.var
    const call = await loadCall(deps, actor, organisation.id, c.req.param('call'))
    const today = japanDate(deps.clock())
    const isOver = callStatus(call, today) === 'closed'
    const [cases, events, questions] = isOver
      ? await Promise.all([
          casesOfOrganisation(deps.db, organisation.id),
          eventsOfOrganisation(deps.db, organisation.id),
          questionsIn(deps.db, organisation.id, call.id),
        ])
      : [[], [], []]
    const histories = historiesOf(
      cases.filter(({ callId }) => callId === call.id),
      events,
    )
    const its = programme(call.programmeId, call.programmeVersion)
    const title = `${call.title}の結果`
    return c.html(
      <Page
        {...{ actor, organisation, title, section: 'calls', demonstration: deps.demonstration }}
        crumbs={[
          { href: `/${organisation.id}`, label: organisation.name },
          { href: `/${organisation.id}/calls/${call.id}`, label: call.title },
        ]}
      >
        <h1>{title}</h1>
        {isOver ? (
          <>
            <p>{`${eraDate(call.opensOn)}から${eraDate(call.closesOn)}までの募集の、${eraDate(today)}現在の数です。だれが提案したかは公表していません。`}</p>
            <Table
              caption="募集の結果"
              hideCaption
              head={['項目', '根拠', '数']}
              numeric={[2]}
              rows={resultOf(its, call, histories, questions).map(({ label, article, value }) => [label, article ?? '', `${value}件`])}
            />
            <p>
              <a href={`/${organisation.id}/provisions`}>提供の記録を見る</a>
            </p>
          </>
        ) : (
          <Notice>
            <p>{`この募集は${eraDate(call.closesOn)}までです。結果は、終わってから公表します。`}</p>
          </Notice>
        )}
      </Page>,
    )
  })
