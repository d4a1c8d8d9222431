import { raw } from 'hono/html'
import type { Child, FC, PropsWithChildren } from 'hono/jsx'
import { type Actor, isStaffRole } from '../core/index.ts'
import { SITE_CSS_HASH } from './assets.gen.ts'

/** Three grains of one dune: the mark of the product. */
const Mark: FC = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" fill="#00118f" />
    <path d="M3 23c5-1 8-11 13-11s6 8 13 9v5H3z" fill="#ffd43d" />
    <circle cx="22" cy="8.5" r="2.5" fill="#fff" />
  </svg>
)

export interface PageProps {
  title: string
  actor?: Actor
  demonstration?: boolean
  /** of /{organisation}/… */
  organisation?: { id: string; name: string }
  /** path of the navigation entry that is open, without the organisation: "register" */
  section?: string
  crumbs?: { href: string; label: string }[]
  /** something runs: the page asks how far it is */
  hasProgress?: boolean
  head?: Child
}

const PUBLIC_NAV = [
  { path: 'register', label: '個人情報ファイル簿' },
  { path: 'calls', label: '提案の募集' },
  { path: 'provisions', label: '提供の記録' },
]

/** The rooms of an organisation that are somebody's by role, beside what everybody sees. */
export function ownRooms(actor: Actor | undefined, organisationId: string) {
  const roles = actor?.roles[organisationId] ?? []
  const staff = roles.some(isStaffRole) && !roles.includes('proposer')
  const isProposer = actor !== undefined && Object.values(actor.roles).some((held) => held.includes('proposer'))
  return [
    ...(isProposer
      ? [
          { path: 'proposals', label: '自分の提案' },
          { path: 'consultations', label: '事前相談' },
        ]
      : []),
    ...(staff ? [{ path: 'desk', label: '事務机' }] : []),
    ...(roles.includes('panel-member') ? [{ path: 'panels', label: '審査会' }] : []),
    ...(roles.some((role) => role === 'department-officer' || role === 'screening-officer' || role === 'administrator')
      ? [{ path: 'ledger', label: '帳簿の管理' }]
      : []),
    ...(roles.includes('processor') ? [{ path: 'orders', label: '加工指示' }] : []),
    ...(roles.includes('custodian') ? [{ path: 'vault', label: '保管庫' }] : []),
    ...(roles.includes('auditor') || roles.includes('administrator')
      ? [
          { path: 'audit', label: '監査' },
          { path: 'notices', label: '通知' },
        ]
      : []),
    ...(roles.includes('administrator')
      ? [
          { path: 'programmes', label: '提供制度' },
          { path: 'people', label: '職員' },
        ]
      : []),
  ]
}

/** Every page: head with who is signed in, navigation of the organisation, main, foot. Works without script. */
export const Page: FC<PropsWithChildren<PageProps>> = (props) => {
  const { title, actor, organisation, section, crumbs = [], demonstration, hasProgress, head, children } = props
  return (
    <>
      {raw('<!DOCTYPE html>')}
      <html lang="ja">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${title}｜${organisation?.name ?? '砂丘'}`}</title>
          <link rel="stylesheet" href={`/assets/site-${SITE_CSS_HASH}.css`} />
          <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
          <script type="module" src="/assets/forms.js" />
          {hasProgress ? <script type="module" src="/assets/progress.js" /> : null}
          {head}
        </head>
        <body>
          <a class="skip" href="#main">
            本文へ移動
          </a>
          {demonstration ? (
            <aside class="demo-bar" aria-label="実演の案内">
              <div class="wrap">これは実演です。登場する団体と人はすべて架空のもので、入力したものは公開されません。</div>
            </aside>
          ) : null}
          <header class="site-head">
            <div class="wrap">
              <a class="brand" href={organisation ? `/${organisation.id}` : '/'}>
                <Mark />
                <span>
                  {organisation?.name ?? '砂丘'}
                  <small>個人情報ファイルの公表と匿名加工情報の提供</small>
                </span>
              </a>
              <div class="account">
                {actor ? (
                  <>
                    <span>{actor.name}さん</span>
                    <form method="post" action="/sign-out">
                      <button class="link-button" type="submit">
                        ログアウト
                      </button>
                    </form>
                  </>
                ) : (
                  <>
                    <a href="/sign-in">ログイン</a>
                    <a href="/sign-up">提案者の登録</a>
                  </>
                )}
              </div>
            </div>
          </header>
          {organisation ? (
            <nav class="site-nav" aria-label="主なページ">
              <ul class="wrap">
                {[...PUBLIC_NAV, ...ownRooms(actor, organisation.id)].map(({ path, label }) => (
                  <li>
                    <a href={`/${organisation.id}/${path}`} aria-current={path === section ? 'page' : undefined}>
                      {label}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          ) : null}
          <main id="main" tabindex={-1}>
            <div class="wrap">
              {crumbs.length > 0 ? (
                <nav class="crumbs" aria-label="現在の位置">
                  <ol>
                    {crumbs.map(({ href, label }) => (
                      <li>
                        <a href={href}>{label}</a>
                      </li>
                    ))}
                    <li aria-current="page">{title}</li>
                  </ol>
                </nav>
              ) : null}
              {children}
            </div>
          </main>
          <footer class="site-foot">
            <div class="wrap">
              <p>
                砂丘（Sakyū）は、個人情報ファイル簿の公表から提案・審査・契約・加工・提供・廃棄までを一つにつなぐ仕組みです。
                {organisation ? (
                  <>
                    {' '}
                    <a href={`/${organisation.id}/log`}>公開の記録</a>
                  </>
                ) : null}
              </p>
            </div>
          </footer>
        </body>
      </html>
    </>
  )
}
