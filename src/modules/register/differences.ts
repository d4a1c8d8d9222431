import type { Programme } from '../../programmes/index.ts'
import { entryFields } from './fields.ts'
import type { EntryDraft, EntryVersion, RegisterEntry } from './model.ts'

export interface Difference {
  label: string
  before: string
  after: string
}

/** What the public sees differ between two versions of an entry, field by field; reasons kept for officials are no part of it. */
export function publicDifferences(programme: Programme, before: EntryDraft | undefined, after: EntryDraft): Difference[] {
  const texts = (draft: EntryDraft) => {
    const entry = asEntry(draft)
    return new Map([
      ...entryFields(programme)
        .filter(({ id }) => !id.startsWith('madeData'))
        .map((field): [string, string] => [field.label, field.text(entry, [])]),
      ['該当・非該当とした理由', draft.judgment.publicReason] as [string, string],
    ])
  }
  const was = before ? texts(before) : new Map<string, string>()
  return [...texts(after)].flatMap(([label, text]) =>
    (was.get(label) ?? '') === text ? [] : [{ label, before: was.get(label) ?? '', after: text }],
  )
}

/** A draft as the functions of the published form read entries. */
export const asEntry = (draft: EntryDraft): RegisterEntry => ({
  ...{ id: '', organisationId: '', slug: draft.slug, name: draft.name, department: draft.department, persons: draft.persons },
  ...{ isEligible: draft.isEligible, content: draft, version: 0, publishedAt: 0, updatedAt: 0 },
  ...{ ledger: draft.ledger ?? 'register', archivedAt: null, stockTakenOn: null },
})

/** The versions of an entry as the public may read them, newest first, each with what it changed. */
export const historyOf = (programme: Programme, versions: readonly EntryVersion[]) =>
  versions
    .map((version, i) => ({
      ...version,
      differences:
        version.kind === 'published' || version.kind === 'archived'
          ? []
          : publicDifferences(programme, versions[i - 1]?.snapshot, version.snapshot),
    }))
    .reverse()
