import { sha256 } from '@noble/hashes/sha2.js'
import { and, asc, eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, hex, ok, type Refusal, type Result, refused, unlessConflict } from '../../core/index.ts'
import { changedFigures, type Edit, editsFrom, placesOf, staleEdits, typedAmounts } from '../../documents/index.ts'
import { type Db, inOrganisation, type Statement } from '../../platform/database.ts'
import { availableMoves, type LoadedCase } from './case.ts'
import type { MadePaper } from './dossier.ts'
import { type DraftPaper, paperDrafts } from './schema.ts'

export type PaperDraft = typeof paperDrafts.$inferSelect

/** How the papers of a request are to be made: kept for wording anew, or issued as they were worded. */
export interface PaperRequest {
  intent: 'edit' | 'issue'
  /** version of the wording that the official had before them; null: none */
  version: number | null
  /** the official has looked at figures that the wording changes */
  figuresChecked: boolean
  posted: DraftPaper['posted']
}

/** What a request brings along for the papers that it issues (paper-request.ts). */
export interface PaperDeps extends Deps {
  paperRequest?: PaperRequest
}

/** The paper is kept for wording anew and nothing was issued: the answer is that page. */
export class PaperHeld extends Error {
  readonly path: string
  constructor(path: string) {
    super('paper held for editing')
    this.name = 'PaperHeld'
    this.path = path
  }
}

const LONGEST = 5_000

/** The last row of every form of a case. */
export async function lastDrafts(db: Db, organisationId: string, caseId: string): Promise<Map<string, PaperDraft>> {
  const rows = await db
    .select()
    .from(paperDrafts)
    .where(inOrganisation(paperDrafts, organisationId, and(eq(paperDrafts.caseId, caseId))))
    .orderBy(asc(paperDrafts.version))
  return new Map(rows.map((row) => [row.form, row]))
}

/** The act by which the actor may issue that form now; undefined: none. */
export const issuingMove = (actor: Actor, loaded: LoadedCase, form: string) =>
  availableMoves(actor, loaded).find(({ document }) => document === form)

/** Words that stand for themselves in a case's papers. */
const namesIn = ({ theCase }: LoadedCase): string[] => [theCase.receiptNumber ?? '', theCase.proposerName]

/** Edits that change amounts, articles, days, numbers or names. */
export const figureChanges = (loaded: LoadedCase, edits: readonly Edit[]) =>
  edits.map((edit) => ({ edit, ...changedFigures(edit, namesIn(loaded)) })).filter(({ gone, come }) => gone.length > 0 || come.length > 0)

const renumbered = (edits: readonly Edit[], from: string, to: string): Edit[] =>
  edits.map(({ place, was, now }) => ({ place, was: was.replaceAll(from, to), now: now.replaceAll(from, to) }))

/** The row of the next version. Its id is taken if another was first. */
const rowAfter = (
  deps: Deps,
  actor: Pick<Actor, 'userId'>,
  { theCase }: LoadedCase,
  form: string,
  last: PaperDraft | undefined,
  state: PaperDraft['state'],
  paper: DraftPaper,
): PaperDraft => {
  const version = (last?.version ?? 0) + 1
  return {
    id: `${theCase.id}/${form}/${version}`,
    ...{ organisationId: theCase.organisationId, caseId: theCase.id, form, version, state, paper },
    ...{ at: deps.clock(), by: actor.userId },
  }
}

async function write(deps: Deps, row: PaperDraft, type: string): Promise<Result<PaperDraft>> {
  const { edits, dropped } = row.paper
  const facts = { form: row.form, version: row.version, reworded: edits.length, dropped: dropped.length, wording: fingerprint(edits) }
  return unlessConflict({ code: 'paper-saved-elsewhere' }, async () => {
    await writeWithAudit(
      deps,
      [{ organisationId: row.organisationId, actorId: row.by, type, subject: `proposal:${row.caseId}`, facts }],
      () => [deps.db.insert(paperDrafts).values(row)],
      { unique: ['paper_drafts.id'] },
    )
    return row
  })
}

/** SHA-256 of the changes: the log tells which wording it was, and no word of it. */
const fingerprint = (edits: readonly Edit[]) => hex(sha256(new TextEncoder().encode(JSON.stringify(edits))))

/** Keeps a paper for wording anew. Changes made before stay where the form still says what they were written for. */
export async function holdPaper(
  deps: Deps,
  actor: Actor,
  loaded: LoadedCase,
  { form, title, number, model }: MadePaper,
  posted: DraftPaper['posted'],
): Promise<Result<PaperDraft>> {
  const { organisationId, id } = loaded.theCase
  const last = (await lastDrafts(deps.db, organisationId, id)).get(form)
  const kept = last?.state === 'open' ? renumbered(last.paper.edits, last.paper.number, number) : []
  const dropped = staleEdits(model, kept)
  const paper = { title, number, model, edits: kept.filter((edit) => !dropped.includes(edit)), dropped, posted }
  return write(deps, rowAfter(deps, actor, loaded, form, last, 'open', paper), 'paper-held')
}

/**
 * Saves a wording.
 *
 * Refusals: paper-saved-elsewhere (another wording was saved, or the paper was issued); required, too-long, amount-typed by `text:place`.
 */
export async function saveWording(
  deps: Deps,
  actor: Actor,
  loaded: LoadedCase,
  form: string,
  version: number,
  written: (place: string) => string | undefined,
): Promise<Result<PaperDraft>> {
  const last = (await lastDrafts(deps.db, loaded.theCase.organisationId, loaded.theCase.id)).get(form)
  if (last?.state !== 'open' || last.version !== version) return refused({ code: 'paper-saved-elsewhere' })
  const { model } = last.paper
  const edits = editsFrom(model, written)
  const mustStay = new Set(placesOf(model).flatMap(({ id, mayGo }) => (mayGo ? [] : [id])))
  const refusals = edits.flatMap((edit): Refusal[] => {
    const { place, now } = edit
    const amounts = typedAmounts(model, edit)
    if (amounts.length > 0) return [{ code: 'amount-typed', field: `text:${place}`, facts: { amounts: amounts.join('、') } }]
    if (now === '' && mustStay.has(place)) return [{ code: 'required', field: `text:${place}` }]
    return [...now].length > LONGEST ? [{ code: 'too-long', field: `text:${place}`, facts: { max: LONGEST } }] : []
  })
  if (refusals.length > 0) return refused(...refusals)
  return write(deps, rowAfter(deps, actor, loaded, form, last, 'open', { ...last.paper, edits, dropped: [] }), 'paper-reworded')
}

/** Gives up a wording: the paper will be issued as the form makes it. */
export async function discardWording(
  deps: Deps,
  actor: Actor,
  loaded: LoadedCase,
  form: string,
  version: number,
): Promise<Result<PaperDraft>> {
  const last = (await lastDrafts(deps.db, loaded.theCase.organisationId, loaded.theCase.id)).get(form)
  if (last?.state !== 'open' || last.version !== version) return refused({ code: 'paper-saved-elsewhere' })
  return write(
    deps,
    rowAfter(deps, actor, loaded, form, last, 'discarded', { ...last.paper, edits: [], dropped: [] }),
    'paper-wording-discarded',
  )
}

export interface WordedPapers {
  made: MadePaper[]
  /** writes that close the wording; their ids are taken if it was changed meanwhile */
  statements: () => Statement[]
}

/**
 * Puts the saved wording into papers that are about to be issued.
 *
 * Refusals: paper-being-worded (a wording is open that the request does not know), paper-saved-elsewhere (it knows another),
 * paper-text-stale (the form says something else by now), paper-figures-unchecked.
 */
export async function withWording(
  deps: PaperDeps,
  actor: Pick<Actor, 'userId'>,
  loaded: LoadedCase,
  made: readonly MadePaper[],
): Promise<Result<WordedPapers>> {
  const { theCase } = loaded
  const { paperRequest } = deps
  const drafts = await lastDrafts(deps.db, theCase.organisationId, theCase.id)
  const refusals: Refusal[] = []
  const rows: PaperDraft[] = []
  const worded = made.map((paper): MadePaper => {
    const draft = drafts.get(paper.form)
    const known = paperRequest?.version ?? null
    if (draft?.state !== 'open') {
      if (known !== null) refusals.push({ code: 'paper-saved-elsewhere' })
      return paper
    }
    const edits = renumbered(draft.paper.edits, draft.paper.number, paper.number)
    if (known === null) refusals.push({ code: 'paper-being-worded', facts: { paper: paper.title } })
    else if (known !== draft.version) refusals.push({ code: 'paper-saved-elsewhere' })
    else if (staleEdits(paper.model, edits).length > 0) refusals.push({ code: 'paper-text-stale', facts: { paper: paper.title } })
    else if (!paperRequest?.figuresChecked && figureChanges(loaded, edits).length > 0) refusals.push({ code: 'paper-figures-unchecked' })
    rows.push(
      rowAfter(deps, actor, loaded, paper.form, draft, 'issued', { ...draft.paper, model: paper.model, edits, number: paper.number }),
    )
    return edits.length === 0 ? paper : { ...paper, edited: { model: paper.model, edits } }
  })
  return refusals.length > 0
    ? refused(...refusals)
    : ok({ made: worded, statements: () => rows.map((row) => deps.db.insert(paperDrafts).values(row)) })
}
