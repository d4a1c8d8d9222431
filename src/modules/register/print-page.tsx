import type { Deps } from '../../app-env.ts'
import { eraDate, japanDate } from '../../core/index.ts'
import { Facts, Page, Table } from '../../views/index.ts'
import { entryFields } from './fields.ts'
import { byEntry, type C, frame, programmeOf, REGISTER } from './page-frame.ts'
import { listEntries, madeDataOf } from './store.ts'

/** The whole register in order, one entry a sheet: what the office keeps for viewing, to be printed or saved as PDF. @source 令21条 */
export async function showPrint(deps: Deps, c: C) {
  const { organisation } = c.var
  const base = `/${organisation.id}`
  const [entries, made] = await Promise.all([listEntries(deps.db, organisation.id), madeDataOf(deps.db, organisation.id)])
  const fields = entryFields(programmeOf(c))
  return c.html(
    <Page
      {...frame(deps, c, 'register')}
      title="事務所備付け用の印刷"
      crumbs={[
        { href: base, label: organisation.name },
        { href: `${base}/register`, label: REGISTER },
      ]}
    >
      <h1>{`${organisation.name}　${REGISTER}`}</h1>
      <p>{`${eraDate(japanDate(deps.clock()))}現在・${entries.length}件`}</p>
      <p class="screen-only">ブラウザの印刷から、紙に印刷するかPDFに保存してください。1ファイルごとに改ページします。</p>
      <Table
        caption="目次"
        head={['番号', '個人情報ファイルの名称', '所管する組織']}
        rows={entries.map((entry, i) => [String(i + 1), <a href={`#sheet-${entry.id}`}>{entry.name}</a>, entry.department])}
      />
      {entries.map((entry, i) => (
        <section class="sheet" aria-labelledby={`sheet-${entry.id}`}>
          <h2 id={`sheet-${entry.id}`}>{`${i + 1}　${entry.name}`}</h2>
          <Facts rows={fields.map((field) => [`${field.no}. ${field.label}`, field.text(entry, byEntry(made, entry.id))])} />
        </section>
      ))}
    </Page>,
  )
}
