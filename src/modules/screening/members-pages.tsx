import { Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import type { Refusal } from '../../core/index.ts'
import { programme as programmeOf } from '../../programmes/index.ts'
import { Button, Check, ErrorSummary, Field, Notice, Tag } from '../../views/index.ts'
import { howBodyDecides, newestOfEach } from '../programmes/index.ts'
import { changeMember, openMembers } from './bodies-service.ts'
import { bodyFrame, type C } from './body-frame.tsx'

/** 審査会の委員: who sits on the bodies of the programme in force. */
export const membersPages = (deps: Deps) => {
  const { org, bodyOf, formOf, page } = bodyFrame(deps)

  /** The programme in force, or one that was published, so that members can be appointed before its day. */
  const programmeFor = async (c: C) => {
    const { programmeId, programmeVersion } = c.var.organisation as { programmeId: string; programmeVersion?: string }
    const own = await newestOfEach(deps.db, org(c))
    const asked = own.find(({ id }) => id === c.req.query('programme'))
    const programme = asked ?? programmeOf(programmeId, programmeVersion)
    return {
      programme,
      query: asked ? `?programme=${asked.id}` : '',
      others: own.filter((one) => one !== programme && one.bodies.length > 0),
    }
  }

  const members = async (c: C, refusals: Refusal[] = []) => {
    const { programme, others, query } = await programmeFor(c)
    const [{ members: sitting, people, mayKeep }, names] = await Promise.all([
      openMembers(deps, c.var.actor, org(c), programme),
      peopleNames(deps.db),
    ])
    return page(
      c,
      '審査会の委員',
      'bodies',
      [],
      <>
        <h1>審査会の委員</h1>
        <ErrorSummary refusals={refusals} labels={Object.fromEntries(programme.bodies.map(({ id, label }) => [`person-${id}`, label]))} />
        {others.length > 0 || query ? (
          <p>
            {`「${programme.title}」の審査会です。`}
            {others.map(({ id, title, version }) => (
              <a href={`/${org(c)}/bodies?programme=${id}`}>{`「${title}」版 ${version} の審査会の委員`}</a>
            ))}
          </p>
        ) : null}
        {programme.bodies.length === 0 ? (
          <Notice>
            <p>{`「${programme.title}」には審査会がありません。審査担当が審査し、決定します。`}</p>
          </Notice>
        ) : null}
        {programme.bodies.map((body) => {
          const own = sitting.filter(({ bodyId }) => bodyId === body.id)
          const free = people.filter((id) => !own.some(({ userId }) => userId === id))
          return (
            <section aria-labelledby={`body-${body.id}`}>
              <h2 id={`body-${body.id}`}>
                {body.label} {body.verified ? null : <Tag colour="orange">定足数などは未確認</Tag>}
              </h2>
              <p>
                {howBodyDecides(body)}。<a href={`/${org(c)}/bodies/${body.id}/meetings`}>{`${body.label}の会議`}</a>
              </p>
              {own.length < body.quorum ? (
                <Notice kind="warning">
                  <p>{`委員が ${own.length}人です。判断するには ${body.quorum}人以上が要ります。`}</p>
                </Notice>
              ) : null}
              {own.length > 0 ? (
                <ul class="rows">
                  {own.map(({ userId, isChair }) => (
                    <li>
                      <span class="row-title">{names.get(userId) ?? ''}</span> {isChair ? <Tag colour="blue">座長</Tag> : null}
                      {mayKeep ? (
                        <form method="post" action={`/${org(c)}/bodies/${body.id}${query}`}>
                          <input type="hidden" name="leaves" value={userId} />
                          <Button kind="secondary" small>{`${names.get(userId) ?? ''}を委員から外す`}</Button>
                        </form>
                      ) : null}
                    </li>
                  ))}
                </ul>
              ) : null}
              {mayKeep ? (
                <form method="post" action={`/${org(c)}/bodies/${body.id}${query}`} class="narrow">
                  <Field
                    name={`person-${body.id}`}
                    label="加える人"
                    required
                    hint="この団体に登録された人から選びます。外部の委員は、先に「職員」のページから「審査委員」として招いてください。"
                    options={[{ value: '', label: '選んでください' }, ...free.map((id) => ({ value: id, label: names.get(id) ?? id }))]}
                    refusals={refusals}
                  />
                  <Check name="chair" id={`chair-${body.id}`}>
                    座長とする
                  </Check>
                  <div class="actions">
                    <Button kind="secondary">{`${body.label}に加える`}</Button>
                  </div>
                </form>
              ) : null}
            </section>
          )
        })}
      </>,
      refusals,
    )
  }

  return new Hono<AppEnv>()
    .get('/bodies', (c) => members(c))
    .post('/bodies/:body', async (c) => {
      const text = await formOf(c)
      const { programme, query } = await programmeFor(c)
      const leaves = text('leaves')
      const outcome = await changeMember(deps, c.var.actor, org(c), programme, bodyOf(c), {
        person: leaves || text(`person-${bodyOf(c)}`),
        isChair: text('chair') === 'yes',
        leaves: leaves !== '',
      })
      return outcome.ok ? c.redirect(`/${org(c)}/bodies${query}`, 303) : members(c, outcome.refusals)
    })
}
