import type { Organisation } from '../../auth/index.ts'
import { type Edit, editsFrom, placesOf, type RenderedDocument, renderDocument } from '../../documents/index.ts'
import type { Programme } from '../../programmes/index.ts'
import type { CallDraft, RegisterEntry } from './model.ts'

/** The call as the paper that is posted (公示), as the form makes it. */
export const makeNotice = (
  { profile, name }: Pick<Organisation, 'profile' | 'name'>,
  its: Programme,
  { announcedOn, title, opensOn, closesOn, terms }: Pick<CallDraft, 'announcedOn' | 'title' | 'opensOn' | 'closesOn' | 'terms'>,
  entries: readonly RegisterEntry[],
): RenderedDocument =>
  renderDocument(its, 'call-notice', {
    ...{ announcedOn, title, opensOn, closesOn, authority: profile.authority ?? name },
    files: entries.map(({ name, department, persons }) => ({ name, department, persons })),
    items: its.proposalItems.map(({ label }) => label),
    attachments: its.attachments.map(({ label }) => label),
    terms: Object.entries(terms).map(([label, text]) => ({ label, text })),
    contact: { department: profile.desk ?? name, reach: profile.phone ?? profile.address ?? name },
  })

const LONGEST = 5_000

/** What was written on the page for the texts of a notice. A text that must stay and was emptied stays as it is. */
export function writtenEdits({ model }: RenderedDocument, written: (name: string) => string | undefined): Edit[] {
  const mustStay = new Set(placesOf(model).flatMap(({ id, mayGo }) => (mayGo ? [] : [id])))
  return editsFrom(model, (id) => written(`text:${id}`)?.slice(0, LONGEST)).filter(({ place, now }) => now !== '' || !mustStay.has(place))
}

/** Edits that came back in a form; what is none of them is left out. */
export function returnedEdits(text: string | undefined): Edit[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(list)
      ? list.flatMap((one): Edit[] =>
          typeof one?.place === 'string' && typeof one.was === 'string' && typeof one.now === 'string'
            ? [{ place: one.place, was: one.was, now: one.now }]
            : [],
        )
      : []
  } catch {
    return []
  }
}
