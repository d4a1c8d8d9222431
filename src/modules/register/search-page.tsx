import { inArray } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { listGovernments } from '../../auth/index.ts'
import { Page } from '../../views/index.ts'
import { EntryRow } from './entry-row.tsx'
import { type C, openByEntry } from './page-frame.ts'
import { madeData } from './schema.ts'
import { searchEntries } from './search.ts'
import { asksNothing, countText, ItemAsked, isAsked, NothingFound, Pages, readAsked, SearchForm, searchOf } from './search-form.tsx'

const PAGE_SIZE = 20

/** The search through the registers of all organisations. */
export async function showSearch(deps: Deps, c: C) {
  const asked = readAsked(c)
  const search = searchOf(deps, asked)
  const isEmpty = !isAsked(asked) || asksNothing(asked, search)
  const [governments, { entries, count }] = await Promise.all([
    listGovernments(deps.db),
    isEmpty ? { entries: [], count: 0 } : searchEntries(deps.db, search, { limit: PAGE_SIZE, offset: (asked.page - 1) * PAGE_SIZE }),
  ])
  const names = new Map(governments.map(({ id, name }) => [id, name]))
  const ids = entries.map(({ id }) => id)
  const [made, ...open] = await Promise.all([
    ids.length === 0 ? [] : deps.db.select({ entryId: madeData.entryId }).from(madeData).where(inArray(madeData.entryId, ids)),
    ...[...new Set(entries.map(({ organisationId }) => organisationId))].map((id) => openByEntry(deps, id)),
  ])
  return c.html(
    <Page title="個人情報ファイルを調べる" actor={c.var.actor} demonstration={deps.demonstration}>
      <h1>個人情報ファイルを調べる</h1>
      <p>すべての団体の帳簿から、名称、記録項目、利用目的、組織の名前などにその言葉があるファイルを探します。</p>
      <SearchForm action="/search" asked={asked} organisations={governments} label="言葉（空白で区切ると、すべてを含むもの）" />
      <ItemAsked path="/search" asked={asked} />
      {isAsked(asked) ? <p role="status">{countText(count, asked.q)}</p> : null}
      {isAsked(asked) && entries.length === 0 ? <NothingFound /> : null}
      <ul class="rows">
        {entries.map((entry) => (
          <EntryRow
            entry={entry}
            base={`/${entry.organisationId}`}
            words={search.words}
            item={search.item}
            organisation={names.get(entry.organisationId) ?? ''}
            isOpen={open.some((calls) => calls.has(entry.id))}
            made={made.filter(({ entryId }) => entryId === entry.id).length}
          />
        ))}
      </ul>
      <Pages path="/search" asked={asked} count={count} size={PAGE_SIZE} />
    </Page>,
  )
}
