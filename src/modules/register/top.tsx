import { Hono } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { listGovernments } from '../../auth/index.ts'
import { Button, Notice, Page } from '../../views/index.ts'
import { EligibleTag, SearchField } from './parts.tsx'
import { searchWords } from './rules.ts'
import { countEntries, listEntries } from './store.ts'

const PER_ORGANISATION = 20

/** The first page: every organisation, and a search through all of their registers. */
export const topPages = (deps: Deps) =>
  new Hono<AppEnv>().get('/', async (c) => {
    const q = (c.req.query('q') ?? '').slice(0, 200)
    const words = searchWords(q)
    const governments = await listGovernments(deps.db)
    const found =
      words.length === 0
        ? []
        : (
            await Promise.all(
              governments.map(async ({ id, name }) => ({
                id,
                name,
                count: await countEntries(deps.db, id, { words }),
                entries: await listEntries(deps.db, id, { words }, { limit: PER_ORGANISATION, offset: 0 }),
              })),
            )
          ).filter(({ count }) => count > 0)
    const total = found.reduce((sum, { count }) => sum + count, 0)
    return c.html(
      <Page title={q ? '個人情報ファイルを調べる' : '団体の一覧'} actor={c.var.actor} demonstration={deps.demonstration}>
        <h1>{q ? '個人情報ファイルを調べる' : '団体の一覧'}</h1>
        <p>個人情報ファイル簿と、匿名加工情報の提案の募集を、団体ごとに公表しています。</p>
        <search>
          <form method="get" action="/" class="inline-form">
            <SearchField q={q} label="すべての団体の個人情報ファイル簿を調べる" />
            <Button>調べる</Button>
          </form>
        </search>
        {words.length > 0 ? <p role="status">{`${total}件（「${q}」で調べた結果）`}</p> : null}
        {words.length > 0 && total === 0 ? (
          <Notice>
            <p>当てはまる個人情報ファイルはありません。言葉を短くするか、減らして、もう一度調べてください。</p>
          </Notice>
        ) : null}
        {found.map(({ id, name, count, entries }) => (
          <section aria-labelledby={`found-${id}`}>
            <h2 id={`found-${id}`}>{name}</h2>
            <ul class="rows">
              {entries.map((entry) => (
                <li>
                  <div class="title-line">
                    <a href={`/${id}/register/${entry.slug}`}>{entry.name}</a>
                    <EligibleTag entry={entry} />
                  </div>
                  <p class="small muted">{`${entry.content.authority}・${entry.department}`}</p>
                </li>
              ))}
            </ul>
            {count > entries.length ? <a href={`/${id}/register?${new URLSearchParams({ q })}`}>{`${count}件すべてを見る`}</a> : null}
          </section>
        ))}
        {words.length > 0 ? null : (
          <ul class="cards">
            {governments.map(({ id, name }) => (
              <li class="card">
                <h2>
                  <a href={`/${id}`}>{name}</a>
                </h2>
                <p>
                  <a href={`/${id}/register`}>個人情報ファイル簿</a>・<a href={`/${id}/calls`}>提案の募集</a>・
                  <a href={`/${id}/provisions`}>提供の記録</a>
                </p>
              </li>
            ))}
          </ul>
        )}
      </Page>,
    )
  })
