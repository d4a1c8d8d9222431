import type { Deps } from '../../app-env.ts'
import { Page } from '../../views/index.ts'
import { EntryRow } from './entry-row.tsx'
import { byEntry, type C, frame, openByEntry, REGISTER } from './page-frame.ts'
import { searchEntries } from './search.ts'
import { askedAgain, countText, ItemAsked, NothingFound, Pages, readAsked, SearchForm, searchOf } from './search-form.tsx'
import { countEntries, departmentsOf, listEntries, madeDataOf } from './store.ts'

const PAGE_SIZE = 50

/** The register of one organisation: by department, or what a search in it found. */
export async function showList(deps: Deps, c: C) {
  const { organisation } = c.var
  const base = `/${organisation.id}`
  const asked = { ...readAsked(c), organisation: '' }
  const ledger = asked.ledger === 'ordinance' ? ('ordinance' as const) : ('register' as const)
  const department = asked.department || undefined
  const search = { ...searchOf(deps, asked), organisationId: organisation.id, ledger, department, departmentWords: [] }
  const page = { limit: PAGE_SIZE, offset: (asked.page - 1) * PAGE_SIZE }
  const isPlain =
    [asked.q.trim(), asked.kind, asked.sensitive, asked.item].every((one) => one === '') && ['', 'yes', 'no'].includes(asked.eligible)
  const isEmpty = asked.q.trim() !== '' && search.words.length === 0
  const filter = { ledger, isEligible: search.isEligible, department }
  const [{ entries, count }, second, departments, made, open] = await Promise.all([
    isEmpty
      ? { entries: [], count: 0 }
      : isPlain
        ? Promise.all([listEntries(deps.db, organisation.id, filter, page), countEntries(deps.db, organisation.id, filter)]).then(
            ([entries, count]) => ({ entries, count }),
          )
        : searchEntries(deps.db, search, page),
    countEntries(deps.db, organisation.id, { ledger: 'ordinance' }),
    departmentsOf(deps.db, organisation.id, ledger),
    madeDataOf(deps.db, organisation.id),
    openByEntry(deps, organisation.id),
  ])
  const elsewhere = askedAgain(asked, { page: 1, ledger: '' })
  return c.html(
    <Page {...frame(deps, c, 'register')} title={REGISTER} crumbs={[{ href: base, label: organisation.name }]}>
      <h1>{ledger === 'ordinance' ? '条例による帳簿' : REGISTER}</h1>
      <SearchForm action={`${base}/register`} asked={asked} departments={departments} />
      <ItemAsked path={`${base}/register`} asked={asked} />
      <p>
        <a href={`/search${elsewhere === '' ? '' : `?${elsewhere}`}`}>すべての団体の帳簿を調べる</a>
      </p>
      <p role="status">{countText(count, asked.q)}</p>
      {entries.length === 0 ? (
        <NothingFound />
      ) : (
        <ul class="rows">
          {entries.map((entry) => (
            <EntryRow
              entry={entry}
              base={base}
              words={search.words}
              item={search.item}
              isOpen={open.has(entry.id)}
              made={byEntry(made, entry.id).length}
            />
          ))}
        </ul>
      )}
      <Pages path={`${base}/register`} asked={asked} count={count} size={PAGE_SIZE} />
      {ledger === 'ordinance' ? (
        <p>
          {'条例による帳簿です。提案の募集の対象にはなりません。'}
          <a href={`${base}/register`}>個人情報ファイル簿を見る</a>
        </p>
      ) : second > 0 ? (
        <p>
          <a href={`${base}/register?ledger=ordinance`}>{`条例による帳簿（${second}件）を見る`}</a>
        </p>
      ) : null}
      <h2>データで受け取る</h2>
      <p>
        <a href={`${base}/register.csv`}>CSV（UTF-8）</a>・<a href={`${base}/register.json`}>JSON</a>・
        <a href={`${base}/register.jsonld`}>DCAT（JSON-LD）</a>・<a href={`${base}/register.atom`}>変更の知らせ（Atom）</a>・
        <a href={`${base}/register-print`}>印刷用</a>・<a href={`${base}/register.docx`}>Word</a>
        <span class="small muted">　すべての個人情報ファイル簿を、1ファイル1行で収めています。</span>
      </p>
    </Page>,
  )
}
