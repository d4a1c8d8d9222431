import { sha256 } from '@noble/hashes/sha2.js'
import type { Deps } from '../../app-env.ts'
import { findOrganisation, type Organisation } from '../../auth/index.ts'
import { type Actor, eraDate, fiscalYear, hex, type IsoDate, idFrom, japanDate, NotFound } from '../../core/index.ts'
import {
  type EditedPaper,
  type FormData,
  type FormKey,
  type RenderedDocument,
  renderDocument,
  toDocx,
  withEdits,
} from '../../documents/index.ts'
import type { Statement } from '../../platform/database.ts'
import { seal, unseal } from '../../platform/sealed.ts'
import { findEntry } from '../register/index.ts'
import type { LoadedCase, SYSTEM_ACTOR } from './case.ts'
import { factsOf, type ProposalFacts } from './facts.ts'
import { maySeePaper } from './permissions.ts'
import { issuedDocuments } from './schema.ts'
import { countDocuments, findIssuedDocument } from './store.ts'

/** What most papers of a case need; `number` is that of the paper being issued. */
export interface PaperFacts {
  number: string
  /** today in Japan */
  date: IsoDate
  authority: string
  authorityAddress: string
  contact: { department: string; reach: string }
  proposer: { name: string; address: string; representative: string | null }
  receiptNumber: string
  submittedOn: IsoDate
  fileName: string
  persons: number
  proposal: ProposalFacts
}

/** One paper to issue: which form, and how it is filled from what is known. */
export interface Paper {
  form: FormKey
  fill: (facts: PaperFacts) => unknown
}

export const paper = <K extends FormKey>(form: K, fill: (facts: PaperFacts) => FormData<K>): Paper => ({ form, fill })

export interface Issued {
  documents: { id: string; form: string; title: string; number: string; sha256: string; bytes: Uint8Array }[]
  /** for the `effects` of the move that issues them; built anew for each try */
  statements: () => Statement[]
  /** for the move's `facts` */
  facts: Record<string, string>
  /** for the move's `unique`: another paper took the number first */
  unique: string[]
}

/** Papers that the proposer hands in carry a branch of the receipt number; those of the office its own running number. */
const PROPOSERS_PAPERS: ReadonlySet<FormKey> = new Set([
  'proposal',
  'pledge',
  'power-of-attorney',
  'receipt',
  'contract-application',
  'objection',
  'provision-receipt',
  'change-notice',
  'erasure-report',
])

const about = (organisationId: string, documentId: string) => `${organisationId}/document/${documentId}`

/** 令8砂公第 … 号: era and fiscal year, the office's mark, a running number. */
function numberPrefix(organisation: Organisation, date: IsoDate): string {
  const [, era, year] = /^(.).(\d+|元)年/.exec(eraDate(`${fiscalYear(date)}-05-01`)) ?? []
  return `${era ?? ''}${year ?? fiscalYear(date)}${organisation.profile.documentMark ?? ''}第`
}

/** A paper as the form makes it, and as officials worded it anew. */
export interface MadePaper extends Pick<RenderedDocument, 'title' | 'model'> {
  form: FormKey
  number: string
  edited: EditedPaper | null
}

/**
 * Renders papers of a case from their frozen wording and data.
 *
 * @param given - what is decided by the very move (receipt number, day of submission)
 */
export async function makePapers(
  deps: Deps,
  { theCase, events, programme }: LoadedCase,
  papers: Paper[],
  given: Partial<PaperFacts> = {},
): Promise<MadePaper[]> {
  const organisationId = theCase.organisationId
  const organisation = await findOrganisation(deps.db, organisationId)
  const entry = await findEntry(deps.db, organisationId, theCase.entryId)
  if (!organisation || !entry) throw new NotFound('organisation or entry of the case')
  const at = deps.clock()
  const date = japanDate(at)
  const { profile } = organisation
  const proposal = factsOf(programme, theCase.content, entry)
  const submitted = events.find(({ action }) => action === 'submit')
  const basics = {
    date,
    authority: profile.authority ?? organisation.name,
    authorityAddress: profile.address ?? organisation.name,
    contact: { department: profile.desk ?? organisation.name, reach: profile.phone ?? profile.address ?? organisation.name },
    proposer: proposal.party,
    receiptNumber: theCase.receiptNumber ?? '',
    submittedOn: theCase.paper?.receivedOn ?? japanDate(submitted?.at ?? at),
    fileName: entry.name,
    persons: proposal.persons ?? 0,
    proposal,
    ...given,
  }
  const prefix = numberPrefix(organisation, date)
  let letters = await countDocuments(deps.db, organisationId, prefix)
  let branches = await countDocuments(deps.db, organisationId, `${basics.receiptNumber}-`)
  return papers.map(({ form, fill }) => {
    const number = PROPOSERS_PAPERS.has(form) ? `${basics.receiptNumber}-${++branches}` : `${prefix}${++letters}号`
    const { title, model } = renderDocument(programme, form, fill({ ...basics, number }) as FormData<FormKey>)
    return { form, number, title, model, edited: null }
  })
}

/**
 * Seals the Word files of papers into the object store, and gives the rows to write with the move. Nothing refers to the
 * files until those rows are written.
 */
export async function sealPapers(
  deps: Deps,
  actor: Actor | typeof SYSTEM_ACTOR,
  { theCase }: LoadedCase,
  made: readonly MadePaper[],
): Promise<Issued> {
  const { organisationId, id: caseId } = theCase
  const rows: (typeof issuedDocuments.$inferInsert)[] = []
  const files: Uint8Array[] = []
  for (const { form, number, title, model: asMade, edited } of made) {
    const model = edited ? withEdits(asMade, edited.edits) : asMade
    const bytes = await toDocx(model)
    const id = idFrom(deps.random(20))
    const { sealed, key } = seal(bytes, about(organisationId, id), deps.keys, deps.random)
    await deps.objects.put(about(organisationId, id), sealed)
    files.push(bytes)
    rows.push({
      ...{ id, organisationId, caseId, form, title, number, model, edited, key },
      sha256: hex(sha256(bytes)),
      issuedAt: deps.clock(),
      issuedBy: typeof actor === 'string' ? actor : actor.userId,
    })
  }
  return {
    documents: rows.map(({ id, form, title, number, sha256 }, i) => ({ id, form, title, number, sha256, bytes: files[i]! })),
    statements: () => rows.map((row) => deps.db.insert(issuedDocuments).values(row)),
    facts: Object.fromEntries(
      rows.flatMap(({ form, sha256, edited }) => [
        [`document-${form}`, sha256],
        ...(edited ? [[`reworded-${form}`, `${edited.edits.length}`] as const] : []),
      ]),
    ),
    unique: ['issued_documents.number'],
  }
}

/** Makes and seals papers of a case: as makePapers and sealPapers. */
export const issueDocuments = async (
  deps: Deps,
  actor: Actor | typeof SYSTEM_ACTOR,
  loaded: LoadedCase,
  papers: Paper[],
  given?: Partial<PaperFacts>,
): Promise<Issued> => sealPapers(deps, actor, loaded, await makePapers(deps, loaded, papers, given))

const BLANK = '　　年　　月　　日'

/**
 * A form of the proposer's, filled as far as the case goes, for one who signs it on paper: without number, day and what stands
 * under these labels. Nothing is issued by it.
 */
export async function blankForm(
  deps: Deps,
  loaded: LoadedCase,
  form: Paper,
  days: readonly string[] = [],
): Promise<{ bytes: Uint8Array; title: string }> {
  const [made] = await makePapers(deps, loaded, [form])
  const { model, title } = made!
  const blocks = model.blocks.map((block) =>
    block.kind === 'fields'
      ? { ...block, rows: block.rows.map((row) => (days.includes(row.label) ? { ...row, value: BLANK } : row)) }
      : block,
  )
  return { bytes: await toDocx({ ...model, number: null, date: BLANK, blocks }), title }
}

/** The Word file of an issued document of this case. @throws {NotFound} */
export async function openDocument(deps: Deps, loaded: LoadedCase, documentId: string, isOfficial: boolean) {
  const { organisationId, id: caseId } = loaded.theCase
  const document = await findIssuedDocument(deps.db, organisationId, caseId, documentId)
  if (!document || !maySeePaper(loaded, document.form, isOfficial)) throw new NotFound('document')
  const sealed = await deps.objects.get(about(organisationId, document.id))
  if (!sealed) throw new NotFound('document')
  return { document, bytes: unseal(sealed, about(organisationId, document.id), document.key, deps.keys) }
}
