import type { Deps } from '../../app-env.ts'
import { eraDate, japanDate } from '../../core/index.ts'
import { type Block, toDocx } from '../../documents/index.ts'
import { csvOf } from './csv.ts'
import { entryFields, NONE, publicEntry } from './fields.ts'
import { atomFeed, dcatCatalogue, type Publisher, sitemap } from './open-data.ts'
import { byEntry, type C, programmeOf, REGISTER } from './page-frame.ts'
import { callsOf, entriesOf, listEntries, madeDataOf, newestVersions } from './store.ts'

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

const publisherOf = (c: C): Publisher => {
  const { id, name } = c.var.organisation
  return { id, name, home: `${new URL(c.req.url).origin}/${id}` }
}

/** The register as a DCAT-AP catalogue in JSON-LD. */
export async function registerDcat(deps: Deps, c: C) {
  const { organisation } = c.var
  const [entries, made] = await Promise.all([listEntries(deps.db, organisation.id), madeDataOf(deps.db, organisation.id)])
  return c.body(JSON.stringify(dcatCatalogue(publisherOf(c), entries, made, programmeOf(c))), 200, {
    'content-type': 'application/ld+json; charset=utf-8',
  })
}

const NEWEST = 100

/** The newest changes of the register as an Atom feed. */
export async function registerAtom(deps: Deps, c: C) {
  const { organisation } = c.var
  const versions = await newestVersions(deps.db, organisation.id, NEWEST)
  const entries = new Map(
    (await entriesOf(deps.db, organisation.id, [...new Set(versions.map(({ entryId }) => entryId))])).map((one) => [one.id, one]),
  )
  const changes = versions.flatMap((version) => {
    const entry = entries.get(version.entryId)
    return entry && entry.ledger === 'register' ? [{ ...version, entry }] : []
  })
  return c.body(atomFeed(publisherOf(c), changes), 200, { 'content-type': 'application/atom+xml; charset=utf-8' })
}

/** The addresses of the organisation's public pages. */
export async function showSitemap(deps: Deps, c: C) {
  const { organisation } = c.var
  const { home } = publisherOf(c)
  const [entries, calls] = await Promise.all([listEntries(deps.db, organisation.id), callsOf(deps.db, organisation.id)])
  const pages = [
    ...['', '/register', '/calls', '/provisions'].map((path) => ({ url: `${home}${path}` })),
    ...entries.map(({ slug, updatedAt }) => ({ url: `${home}/register/${slug}`, at: updatedAt })),
    ...calls.map(({ id, createdAt }) => ({ url: `${home}/calls/${id}`, at: createdAt })),
  ]
  return c.body(sitemap(pages), 200, { 'content-type': 'application/xml; charset=utf-8' })
}

/** The whole register as a Word file, one entry a page: what the office keeps for viewing. @source 令21条 */
export async function registerWord(deps: Deps, c: C) {
  const { organisation } = c.var
  const [entries, made] = await Promise.all([listEntries(deps.db, organisation.id), madeDataOf(deps.db, organisation.id)])
  const fields = entryFields(programmeOf(c))
  const blocks = entries.flatMap((entry, i): Block[] => [
    ...(i > 0 ? [{ kind: 'page-break' } as const] : []),
    { kind: 'heading', text: `${i + 1}　${entry.name}` },
    {
      kind: 'fields',
      rows: fields.map((field) => ({ label: `${field.no}. ${field.label}`, value: field.text(entry, byEntry(made, entry.id)) || NONE })),
    },
  ])
  const word = await toDocx({
    title: REGISTER,
    ...{ form: null, number: null, addressee: [], sender: [organisation.name] },
    date: eraDate(japanDate(deps.clock())),
    blocks:
      blocks.length > 0
        ? blocks
        : [{ kind: 'paragraph', text: '記載している個人情報ファイルはありません。', align: 'left', indent: false }],
  })
  return c.body(word as Uint8Array<ArrayBuffer>, 200, {
    'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'content-disposition': `attachment; filename="register-${organisation.id}.docx"`,
  })
}
