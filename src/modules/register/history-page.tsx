import type { Deps } from '../../app-env.ts'
import { peopleNames } from '../../auth/index.ts'
import { hasRole, japanDateTime, NotFound } from '../../core/index.ts'
import { Page, Table } from '../../views/index.ts'
import { day } from './call-body.tsx'
import { historyOf } from './differences.ts'
import { type C, frame, programmeOf, REGISTER } from './page-frame.ts'
import { findEntryBySlug } from './store.ts'
import { versionsOfEntry } from './versions.ts'

const KINDS = { published: '記載', amended: '修正', confirmed: '棚卸し', archived: '消除' } as const

/** What became of an entry, version by version, for everybody. */
export async function showHistory(deps: Deps, c: C) {
  const { organisation } = c.var
  const base = `/${organisation.id}`
  const entry = await findEntryBySlug(deps.db, organisation.id, c.req.param('entry') ?? '')
  if (!entry) throw new NotFound('entry')
  const history = historyOf(programmeOf(c), await versionsOfEntry(deps, organisation.id, entry.id))
  // Who wrote, approved and published is for the organisation's own officials.
  const isOfficial = hasRole(c.var.actor, organisation.id, 'department-officer', 'screening-officer', 'auditor', 'administrator')
  const people = isOfficial ? await peopleNames(deps.db) : new Map<string, string>()
  const who = (label: string, id: string | null) => (id && people.has(id) ? [`${label}：${people.get(id)}`] : [])
  return c.html(
    <Page
      {...frame(deps, c, 'register')}
      title="記載の履歴"
      crumbs={[
        { href: base, label: organisation.name },
        { href: `${base}/register`, label: REGISTER },
        { href: `${base}/register/${entry.slug}`, label: entry.name },
      ]}
    >
      <h1>{`「${entry.name}」の記載の履歴`}</h1>
      {history.length === 0 ? <p class="muted">履歴の記録はありません。</p> : null}
      {history.map(({ version, kind, publishedAt, effectiveOn, reason, differences, writtenBy, approvedBy, publishedBy }) => (
        <section class="setting" aria-labelledby={`version-${version}`}>
          <h2 id={`version-${version}`}>{`第${version}版　${KINDS[kind]}`}</h2>
          <p>{`${japanDateTime(publishedAt)}に公表・${day(effectiveOn)}から・${reason}`}</p>
          {isOfficial ? (
            <p class="small muted">
              {[...who('書いた人', writtenBy), ...who('承認した人', approvedBy), ...who('公表した人', publishedBy)].join('　')}
            </p>
          ) : null}
          {differences.length > 0 ? (
            <Table
              caption="変わったところ"
              head={['項目', '前', '後']}
              rows={differences.map(({ label, before, after }) => [
                label,
                <span class="pre">{before || 'なし'}</span>,
                <span class="pre">{after || 'なし'}</span>,
              ])}
            />
          ) : null}
        </section>
      ))}
    </Page>,
  )
}
