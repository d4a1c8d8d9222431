import type { Deps } from '../../app-env.ts'
import { csvOf } from './csv.ts'
import { entryFields, NONE, publicEntry } from './fields.ts'
import { byEntry, type C, programmeOf } from './page-frame.ts'
import { listEntries, madeDataOf } from './store.ts'

/** The whole register as CSV: one row per file, the form's labels as heads. */
export async function registerCsv(deps: Deps, c: C) {
  const { organisation } = c.var
  const [entries, made] = await Promise.all([listEntries(deps.db, organisation.id), madeDataOf(deps.db, organisation.id)])
  const fields = entryFields(programmeOf(c))
  const origin = new URL(c.req.url).origin
  const rows = entries.map((entry) => [
    ...fields.map((field) => field.text(entry, byEntry(made, entry.id)) || NONE),
    `${origin}/${organisation.id}/register/${entry.slug}`,
  ])
  return c.body(csvOf([[...fields.map(({ label }) => label), 'ページ'], ...rows]), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="register-${organisation.id}.csv"`,
  })
}

/** The whole register as JSON. */
export async function registerJson(deps: Deps, c: C) {
  const { organisation } = c.var
  const [entries, made] = await Promise.all([listEntries(deps.db, organisation.id), madeDataOf(deps.db, organisation.id)])
  const origin = new URL(c.req.url).origin
  return c.json({
    organisation: { id: organisation.id, name: organisation.name },
    entries: entries.map((entry) => publicEntry(entry, byEntry(made, entry.id), `${origin}/${organisation.id}/register/${entry.slug}`)),
  })
}
