import { Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { listGovernments } from '../../auth/index.ts'
import { Button, ownRooms, Page } from '../../views/index.ts'
import { SearchField } from './parts.tsx'
import { showSearch } from './search-page.tsx'

/** The first page: every organisation, and the way to the search through all of their registers. */
export const topPages = (deps: Deps) =>
  new Hono<AppEnv>()
    .get('/search', (c) => showSearch(deps, c))
    .get('/', async (c) => {
      const { actor } = c.var
      const all = (await listGovernments(deps.db)).map(({ id, name }) => ({ id, name, own: ownRooms(actor, id) }))
      // Where somebody works stands first.
      const governments = all.sort((a, b) => b.own.length - a.own.length)
      return c.html(
        <Page title="団体の一覧" actor={actor} demonstration={deps.demonstration}>
          <h1>団体の一覧</h1>
          <p>個人情報ファイル簿と、匿名加工情報の提案の募集を、団体ごとに公表しています。</p>
          <search>
            <form method="get" action="/search" class="inline-form">
              <SearchField q="" label="すべての団体の個人情報ファイル簿を調べる" />
              <Button>調べる</Button>
            </form>
          </search>
          <p>
            <a href="/search">条件で絞り込んで調べる</a>
          </p>
          <ul class="cards">
            {governments.map(({ id, name, own }) => (
              <li class="card">
                <h2>
                  <a href={`/${id}`}>{name}</a>
                </h2>
                <p>
                  <a href={`/${id}/register`}>個人情報ファイル簿</a>・<a href={`/${id}/calls`}>提案の募集</a>・
                  <a href={`/${id}/provisions`}>提供の記録</a>
                </p>
                {own.length > 0 ? (
                  <p>
                    <strong>あなたのページ</strong>：
                    {own.map(({ path, label }, i) => (
                      <>
                        {i > 0 ? '・' : null}
                        <a href={`/${id}/${path}`}>{label}</a>
                      </>
                    ))}
                  </p>
                ) : null}
              </li>
            ))}
          </ul>
        </Page>,
      )
    })
