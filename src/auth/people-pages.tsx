import { type Context, Hono } from 'hono'
import type { AppEnv, Deps } from '../app-env.ts'
import type { Refusal } from '../core/index.ts'
import { Button, Check, ErrorSummary, Notice, Page, ROLE_NAMES, Table } from '../views/index.ts'
import { invite, listPeople, removePerson, STAFF_ROLES } from './invitations.ts'

type C = Context<AppEnv>

/** The organisation's own people: who may do what, inviting, and taking roles away. For administrators. */
export function peoplePages(deps: Deps) {
  async function show(c: C, shown: { link?: string; refusals?: Refusal[] } = {}) {
    const { actor, organisation } = c.var
    const people = await listPeople(deps.db, actor, organisation.id)
    return c.html(
      <Page title="職員" actor={actor} organisation={organisation} section="people" demonstration={deps.demonstration}>
        <h1>職員</h1>
        <ErrorSummary refusals={shown.refusals} labels={{ roles: '役割' }} />
        {shown.link ? (
          <Notice kind="success" title="招待のリンクを作りました">
            <p>次のリンクを、本人だけに届く方法で渡してください。一度だけ、7日の間使えます。このページを離れると、もう表示できません。</p>
            <p>
              <code>{shown.link}</code>
            </p>
          </Notice>
        ) : null}
        <Table
          caption="この団体の職員"
          head={['氏名', 'メールアドレス', '役割', '操作']}
          rows={people.map((person) => [
            person.name,
            person.login,
            person.roles.map((role, i) => (
              <>
                {i === 0 ? '' : '・'}
                <span class="nowrap">{ROLE_NAMES[role]}</span>
              </>
            )),
            person.id === actor?.userId ? (
              <span class="nowrap">自分</span>
            ) : (
              <form method="post" action={`/${organisation.id}/people/${person.id}/remove`}>
                <Button kind="secondary" small>
                  {`${person.name}の役割をなくす`}
                </Button>
              </form>
            ),
          ])}
        />
        <h2>職員を招く</h2>
        <form method="post" action={`/${organisation.id}/people`}>
          <fieldset class="field" id="roles">
            <legend>役割</legend>
            {STAFF_ROLES.map((role) => (
              <Check name="roles" value={role} id={`role-${role}`}>
                {ROLE_NAMES[role]}
              </Check>
            ))}
          </fieldset>
          <div class="actions">
            <Button>招待のリンクを作る</Button>
          </div>
        </form>
      </Page>,
      shown.refusals ? 422 : 200,
    )
  }

  return new Hono<AppEnv>()
    .get('/people', (c) => show(c))
    .post('/people', async (c) => {
      const form = await c.req.formData()
      const outcome = await invite(deps, c.var.actor, c.var.organisation.id, form.getAll('roles').map(String))
      if (!outcome.ok) return show(c, { refusals: outcome.refusals })
      c.header('cache-control', 'no-store')
      // The browser's own idea of where it is: behind a proxy the request's address is another.
      return show(c, { link: `${c.req.header('origin') ?? new URL(c.req.url).origin}${outcome.value}` })
    })
    .post('/people/:person/remove', async (c) => {
      const outcome = await removePerson(deps, c.var.actor, c.var.organisation.id, c.req.param('person'))
      return outcome.ok ? c.redirect(`/${c.var.organisation.id}/people`, 303) : show(c, { refusals: outcome.refusals })
    })
}
