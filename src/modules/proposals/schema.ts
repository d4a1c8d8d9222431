import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { IsoDate } from '../../core/index.ts'
import type { Edit, EditedPaper } from '../../documents/index.ts'
import type { WrappedKey } from '../../platform/sealed.ts'
import type { JointInvitation, JointParties, ProposalContent } from './content.ts'

/** How a proposal on paper was taken in. */
export interface PaperIntake {
  receivedOn: IsoDate
  typedBy: string
  /** the case by which this proposer contracted the same made data before: what the fee depends on; it has no account to tell by */
  earlier?: string
}

/** A case (提案): its state is moved only by case.ts. */
export const proposals = sqliteTable(
  'proposals',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    proposerOrganisationId: text('proposer_organisation_id').notNull(),
    proposerName: text('proposer_name').notNull(),
    /** empty: a proposal for data already made needs no call */
    callId: text('call_id').notNull(),
    entryId: text('entry_id').notNull(),
    programmeId: text('programme_id').notNull(),
    programmeVersion: text('programme_version').notNull(),
    /** which kind of case of the programme; null: the first */
    kind: text('kind'),
    /** the made data that are proposed to be used (法118条) */
    madeDataId: text('made_data_id'),
    state: text('state').notNull(),
    /** number of events so far */
    version: integer('version').notNull(),
    /** given at submission: "2026-0001" */
    receiptNumber: text('receipt_number'),
    content: text('content', { mode: 'json' }).$type<ProposalContent>().notNull(),
    /** who proposes together with the proposer */
    joint: text('joint', { mode: 'json' }).$type<JointParties>().notNull().default({}),
    /** it came on paper: the day, and the official who typed it in; null: it was written here */
    paper: text('paper', { mode: 'json' }).$type<PaperIntake>(),
    /** the link by which one more may join; null: there is none */
    jointInvitation: text('joint_invitation', { mode: 'json' }).$type<JointInvitation>(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    index('proposals_organisation').on(t.organisationId, t.state),
    index('proposals_made_data').on(t.organisationId, t.madeDataId),
    index('proposals_proposer').on(t.proposerOrganisationId),
    uniqueIndex('proposals_receipt').on(t.organisationId, t.receiptNumber),
  ],
)

/** Every move of a case, in order. Replaying them gives the state. */
export const caseEvents = sqliteTable(
  'case_events',
  {
    caseId: text('case_id').notNull(),
    version: integer('version').notNull(),
    organisationId: text('organisation_id').notNull(),
    at: integer('at').notNull(),
    actorId: text('actor_id').notNull(),
    action: text('action').notNull(),
    event: text('event').notNull(),
    fromState: text('from_state').notNull(),
    toState: text('to_state').notNull(),
    /** shown to the proposer and the officials of the case */
    reason: text('reason'),
    data: text('data', { mode: 'json' }).$type<Record<string, unknown>>(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.version] })],
)

/** Who has an interest in a case (忌避・回避): that person neither sees it nor counts from then on. */
export const recusals = sqliteTable(
  'recusals',
  {
    caseId: text('case_id').notNull(),
    userId: text('user_id').notNull(),
    organisationId: text('organisation_id').notNull(),
    /** officials only: never a matter of a resident */
    reason: text('reason').notNull(),
    by: text('by').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.userId] }), index('recusals_user').on(t.organisationId, t.userId)],
)

/** Files of a case: sealed in the object store under a key of their own. */
export const attachments = sqliteTable(
  'attachments',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    caseId: text('case_id').notNull(),
    /** the joint party's organisation whose paper it is; "": the representative's */
    party: text('party').notNull().default(''),
    /** which paper it is, from the programme's list */
    kind: text('kind').notNull(),
    fileName: text('file_name').notNull(),
    mediaType: text('media_type').notNull(),
    bytes: integer('bytes').notNull(),
    sha256: text('sha256').notNull(),
    /** which of the papers that serve as this kind, from the programme's list; null: not said, or the kind is free */
    document: text('document'),
    /** the day that the paper bears */
    issuedOn: text('issued_on'),
    key: text('key', { mode: 'json' }).$type<WrappedKey>().notNull(),
    addedAt: integer('added_at').notNull(),
    addedBy: text('added_by').notNull(),
  },
  (t) => [index('attachments_case').on(t.caseId)],
)

/** Documents issued in a case: the model shown on the page and the sealed Word file. Frozen when issued. */
export const issuedDocuments = sqliteTable(
  'issued_documents',
  {
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    caseId: text('case_id').notNull(),
    form: text('form').notNull(),
    title: text('title').notNull(),
    number: text('number').notNull(),
    model: text('model', { mode: 'json' }).$type<unknown>().notNull(),
    /** of the Word file */
    sha256: text('sha256').notNull(),
    key: text('key', { mode: 'json' }).$type<WrappedKey>().notNull(),
    /** what the form said before officials worded it anew, and their changes; null: issued as made */
    edited: text('edited', { mode: 'json' }).$type<EditedPaper>(),
    issuedAt: integer('issued_at').notNull(),
    issuedBy: text('issued_by').notNull(),
  },
  (t) => [index('issued_documents_case').on(t.caseId), uniqueIndex('issued_documents_number').on(t.organisationId, t.number)],
)

/** Papers not yet issued that officials word anew: every saving is a row, the last one of a form counts. */
export const paperDrafts = sqliteTable(
  'paper_drafts',
  {
    /** case, form and version: whoever saves second finds it taken */
    id: text('id').primaryKey(),
    organisationId: text('organisation_id').notNull(),
    caseId: text('case_id').notNull(),
    form: text('form').notNull(),
    version: integer('version').notNull(),
    state: text('state', { enum: ['open', 'issued', 'discarded'] }).notNull(),
    paper: text('paper', { mode: 'json' }).$type<DraftPaper>().notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
  (t) => [index('paper_drafts_case').on(t.organisationId, t.caseId)],
)

export interface DraftPaper extends EditedPaper {
  title: string
  /** number that it would have been issued with */
  number: string
  /** earlier changes of texts that the form no longer says */
  dropped: Edit[]
  /** the form on the page that issues it, as it was filled in */
  posted: { path: string; fields: [name: string, value: string][] }
}
