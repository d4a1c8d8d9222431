import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import type { AppEnv, Deps } from '../app-env.ts'
import { formText, type Refusal } from '../core/index.ts'
import { programmesInUse } from '../programmes/index.ts'
import { Button, ErrorSummary, Field, Notice, Page, ROLE_NAMES } from '../views/index.ts'
import type { TypedPerson } from './accounts.ts'
import { acceptInvitation, type Invitation, openInvitation, type TypedOrganisation } from './invitations.ts'

const PERSON: Record<keyof TypedPerson, string> = { name: '氏名', login: 'メールアドレス', password: 'パスワード' }
const ORGANISATION: Record<keyof TypedOrganisation, string> = {
  organisationName: '団体の名称',
  organisationId: 'アドレスに使う名前',
  programmeId: '提供の制度',
  authority: '行政機関の長等',
  desk: '提案を受ける組織',
  address: '所在地',
  phone: '電話番号',
  documentMark: '文書番号の記号',
}

interface Shown {
  invitation: Invitation
  token: string
  typed?: Partial<TypedPerson & TypedOrganisation>
  refusals?: Refusal[]
}

const InvitationPage: FC<Shown> = ({ invitation, token, typed = {}, refusals }) => {
  const { organisation, roles } = invitation
  const title = organisation ? `${organisation.name}の職員の登録` : '団体と最初の管理者の登録'
  const labels = { ...ORGANISATION, ...PERSON }
  const field = (name: keyof typeof labels) => ({ name, label: labels[name], value: typed[name], required: true, refusals })
  return (
    <Page title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        <Notice>
          {organisation
            ? `登録すると、${roles.map((role) => ROLE_NAMES[role]).join('・')}として仕事ができます。このリンクは一度だけ使えます。`
            : '団体を作り、あなたを管理者として登録します。ほかの職員は、登録のあと「職員」のページから招けます。このリンクは一度だけ使えます。'}
        </Notice>
        <ErrorSummary refusals={refusals} labels={labels} />
        <form method="post" action="/invitation">
          <input type="hidden" name="token" value={token} />
          {organisation ? null : (
            <>
              <h2>団体</h2>
              <Field {...field('organisationName')} hint="例：砂丘県" />
              <Field {...field('organisationId')} hint="半角の英小文字・数字・ハイフン。あとから変えられません。例：sakyu-ken" short />
              <Field
                {...field('programmeId')}
                options={programmesInUse().map(({ id, title, law }) => ({ value: id, label: `${title}（${law.name}）` }))}
              />
              <Field {...field('authority')} hint="通知書などの名義になります。例：砂丘県知事" />
              <Field {...field('desk')} hint="例：総務部 情報公開課" />
              <Field {...field('address')} />
              <Field {...field('phone')} type="tel" short />
              <Field {...field('documentMark')} hint="「令8砂公第3号」の「砂公」の部分です。" short />
              <h2>管理者</h2>
            </>
          )}
          <Field {...field('name')} autocomplete="name" />
          <Field {...field('login')} type="email" autocomplete="username" />
          <Field
            {...field('password')}
            value={undefined}
            type="password"
            autocomplete="new-password"
            hint="12文字以上。長い文を使うと覚えやすく、破られにくくなります。"
          />
          <div class="actions">
            <Button>登録する</Button>
          </div>
        </form>
      </div>
    </Page>
  )
}

/** What a one-time link opens: the first administrator founds the organisation, a colleague joins it. */
export const invitationPages = (deps: Deps) =>
  new Hono<AppEnv>()
    .use('/invitation', async (c, next) => {
      await next()
      c.header('cache-control', 'no-store')
    })
    .get('/invitation', async (c) => {
      const token = c.req.query('token') ?? ''
      return c.html(<InvitationPage invitation={await openInvitation(deps, token)} token={token} />)
    })
    .post('/invitation', async (c) => {
      const form = await c.req.formData()
      const texts = <Name extends string>(names: Record<Name, string>) =>
        Object.fromEntries(Object.keys(names).map((name) => [name, formText(form, name)])) as Record<Name, string>
      const token = formText(form, 'token')
      const person = texts(PERSON)
      const organisation = texts(ORGANISATION)
      const outcome = await acceptInvitation(deps, token, person, {
        organisation,
        programmeIds: programmesInUse().map(({ id }) => id),
      })
      if (!outcome.ok) {
        const typed = { ...organisation, ...person, password: undefined }
        const invitation = await openInvitation(deps, token)
        return c.html(<InvitationPage invitation={invitation} token={token} typed={typed} refusals={outcome.refusals} />, 422)
      }
      await deps.sessions.end(c.req.header('cookie'))
      c.header('set-cookie', await deps.sessions.start(outcome.value.userId))
      return c.redirect(`/${outcome.value.organisationId}/desk`, 303)
    })
