import { Hono } from 'hono'
import type { FC } from 'hono/jsx'
import type { AppEnv, Deps } from '../app-env.ts'
import { formText, type Refusal } from '../core/index.ts'
import { Button, ErrorSummary, Field, Page } from '../views/index.ts'
import { authenticate, type Registration, registerProposer } from './accounts.ts'
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD } from './demonstration.ts'

const SIGN_IN = { login: 'メールアドレス', password: 'パスワード' }
const SIGN_UP: Record<keyof Registration, string> = {
  organisationName: '法人・団体の名称（個人の場合は氏名）',
  representative: '代表者の氏名',
  address: '住所又は所在地',
  phone: '電話番号',
  name: '担当者の氏名',
  login: 'メールアドレス',
  password: 'パスワード',
}

/** Only paths of this site: never another host. */
const safePath = (path: string | undefined) => (path && /^\/(?![/\\])[^\s]*$/.test(path) ? path : '/')

const SignInPage: FC<{ demonstration: boolean; next: string; login?: string; refusals?: Refusal[] }> = ({
  demonstration,
  next,
  login,
  refusals,
}) => (
  <Page title="ログイン" demonstration={demonstration}>
    <div class="narrow">
      <h1>ログイン</h1>
      <ErrorSummary refusals={refusals} labels={SIGN_IN} />
      <form method="post" action="/sign-in">
        <input type="hidden" name="next" value={next} />
        <Field name="login" label={SIGN_IN.login} type="email" value={login} required autocomplete="username" refusals={refusals} />
        <Field name="password" label={SIGN_IN.password} type="password" required autocomplete="current-password" refusals={refusals} />
        <div class="actions">
          <Button>ログインする</Button>
          <a href="/sign-up">はじめて提案する方（提案者の登録）</a>
        </div>
      </form>
      {demonstration ? (
        <>
          <h2>実演用のアカウント</h2>
          <p>
            どれもパスワードは <code>{DEMONSTRATION_PASSWORD}</code> です。
          </p>
          <ul class="rows">
            {DEMONSTRATION_ACCOUNTS.map(({ login, name, organisationName, part }) => (
              <li>
                <code>{login}</code>
                <br />
                <span class="small muted">
                  {organisationName}・{part}（{name}）
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  </Page>
)

const SignUpPage: FC<{ demonstration: boolean; typed?: Partial<Registration>; refusals?: Refusal[] }> = ({
  demonstration,
  typed = {},
  refusals,
}) => (
  <Page title="提案者の登録" demonstration={demonstration}>
    <div class="narrow">
      <h1>提案者の登録</h1>
      <p>提案を書き、審査の結果を受け取り、契約してデータを受け取るための登録です。入力した内容は、提案先の団体の担当者だけが見ます。</p>
      <ErrorSummary refusals={refusals} labels={SIGN_UP} />
      <form method="post" action="/sign-up">
        <Field
          name="organisationName"
          label={SIGN_UP.organisationName}
          value={typed.organisationName}
          required
          autocomplete="organization"
          refusals={refusals}
        />
        <Field
          name="representative"
          label={SIGN_UP.representative}
          value={typed.representative}
          required
          hint="個人の場合は、もう一度氏名を入力してください。"
          refusals={refusals}
        />
        <Field name="address" label={SIGN_UP.address} value={typed.address} required autocomplete="street-address" refusals={refusals} />
        <Field name="phone" label={SIGN_UP.phone} type="tel" value={typed.phone} required autocomplete="tel" short refusals={refusals} />
        <Field name="name" label={SIGN_UP.name} value={typed.name} required autocomplete="name" refusals={refusals} />
        <Field name="login" label={SIGN_UP.login} type="email" value={typed.login} required autocomplete="username" refusals={refusals} />
        <Field
          name="password"
          label={SIGN_UP.password}
          type="password"
          required
          autocomplete="new-password"
          hint="12文字以上。長い文を使うと覚えやすく、破られにくくなります。"
          refusals={refusals}
        />
        <div class="actions">
          <Button>登録する</Button>
        </div>
      </form>
    </div>
  </Page>
)

/** Sign-in, sign-out and a proposer's registration. */
export const authPages = (deps: Deps) =>
  new Hono<AppEnv>()
    .get('/sign-in', (c) =>
      c.var.actor
        ? c.redirect(safePath(c.req.query('next')), 303)
        : c.html(<SignInPage demonstration={deps.demonstration} next={safePath(c.req.query('next'))} />),
    )
    .post('/sign-in', async (c) => {
      const form = await c.req.formData()
      const text = (name: string) => formText(form, name)
      const next = safePath(text('next'))
      const outcome = await authenticate(deps, text('login'), text('password'))
      if (!outcome.ok) {
        const status = outcome.refusals[0]?.code === 'too-many-attempts' ? 429 : 422
        return c.html(
          <SignInPage demonstration={deps.demonstration} next={next} login={text('login')} refusals={outcome.refusals} />,
          status,
        )
      }
      await deps.sessions.end(c.req.header('cookie')) // a new session at sign-in: an old id never gains rights
      c.header('set-cookie', await deps.sessions.start(outcome.value.userId))
      return c.redirect(next, 303)
    })
    // Forms ask before they go, so that an ended session swallows nothing that was typed.
    .get('/signed-in', (c) => c.body(null, c.var.actor ? 204 : 401, { 'cache-control': 'no-store' }))
    .post('/sign-out', async (c) => {
      c.header('set-cookie', await deps.sessions.end(c.req.header('cookie')))
      return c.redirect('/', 303)
    })
    .get('/sign-up', (c) => c.html(<SignUpPage demonstration={deps.demonstration} />))
    .post('/sign-up', async (c) => {
      const form = await c.req.formData()
      const typed = Object.fromEntries(Object.keys(SIGN_UP).map((name) => [name, formText(form, name)])) as unknown as Registration
      const outcome = await registerProposer(deps, typed)
      if (!outcome.ok) return c.html(<SignUpPage demonstration={deps.demonstration} typed={typed} refusals={outcome.refusals} />, 422)
      c.header('set-cookie', await deps.sessions.start(outcome.value.userId))
      return c.redirect('/', 303)
    })
