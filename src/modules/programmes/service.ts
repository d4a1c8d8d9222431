import { sha256 } from '@noble/hashes/sha2.js'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import {
  type Actor,
  hex,
  InputError,
  type IsoDate,
  idFrom,
  japanDate,
  NotFound,
  ok,
  type Refusal,
  type Result,
  refused,
  unlessConflict,
} from '../../core/index.ts'
import {
  addProgramme,
  orderFaults,
  type Programme,
  type ProgrammeDocument,
  programme as programmeOf,
  programmes,
  readProgramme,
} from '../../programmes/index.ts'
import { casesOfOrganisation, eventsOfOrganisation } from '../proposals/index.ts'
import { entriesOf } from '../register/index.ts'
import { bodyOfDraft, readBody, type Typed } from './body-rules.ts'
import { touchedCases } from './impact.ts'
import type { CaseFacts, DraftChanges, ProgrammeDraft } from './model.ts'
import { checkMayKeepProgrammes, checkMayReadProgrammes } from './permissions.ts'
import { readQuestionnaire } from './questionnaire-rules.ts'
import { applyChanges, checkEffectiveFrom, readFee, readSettings, readWords, valueField, withEverySetting } from './rules.ts'
import { programmeDrafts, programmeVersions } from './schema.ts'
import { deleteDraft, draftsOf, findDraft, versionsOf } from './store.ts'

/** All programmes that the organisation can read: those that come with the product, its own versions, its drafts. */
export async function openProgrammes(deps: Deps, actor: Actor | undefined, organisationId: string) {
  checkMayReadProgrammes(actor, organisationId)
  const [versions, drafts] = await Promise.all([versionsOf(deps.db, organisationId), draftsOf(deps.db, organisationId)])
  return { shipped: programmes(), versions, drafts, today: japanDate(deps.clock()) }
}

/** One programme to read. @throws {NotFound} */
export async function openProgramme(
  deps: Deps,
  actor: Actor | undefined,
  organisationId: string,
  id: string,
  version: string,
): Promise<Programme> {
  checkMayReadProgrammes(actor, organisationId)
  await mustBeOwnOrShipped(deps, organisationId, id, version)
  return programmeOf(id, version)
}

/** What another organisation keeps does not exist here. @throws {NotFound} */
async function mustBeOwnOrShipped(deps: Deps, organisationId: string, id: string, version: string): Promise<void> {
  if (programmes().some((one) => one.id === id && one.version === version)) return
  const versions = await versionsOf(deps.db, organisationId)
  if (!versions.some((one) => one.programmeId === id && one.version === version)) throw new NotFound('programme')
}

/**
 * Copies a programme to change it: a shipped one becomes a new programme of this organisation, an own one its next version.
 *
 * @returns the draft's id. Refusals: required, too-long (title).
 */
export async function copyProgramme(
  deps: Deps,
  actor: Actor | undefined,
  organisationId: string,
  typed: { id: string; version: string; title: string },
): Promise<Result<string>> {
  checkMayKeepProgrammes(actor, organisationId)
  await mustBeOwnOrShipped(deps, organisationId, typed.id, typed.version)
  const title = typed.title.trim()
  if (title === '') return refused({ code: 'required', field: 'title' })
  if ([...title].length > 100) return refused({ code: 'too-long', field: 'title', facts: { max: 100 } })
  const isOwn = !programmes().some(({ id }) => id === typed.id)
  const id = idFrom(deps.random(20))
  const draft: ProgrammeDraft = {
    id,
    organisationId,
    programmeId: isOwn ? typed.id : `${organisationId}-${id.slice(0, 6)}`,
    fromId: typed.id,
    fromVersion: typed.version,
    changes: { title, settings: {}, fee: {}, words: {} },
    revision: 1,
    updatedAt: deps.clock(),
    updatedBy: actor.userId,
  }
  await saveDraft(deps, actor, draft, 'programme-copied')
  return ok(id)
}

async function saveDraft(deps: Deps, actor: Actor, draft: ProgrammeDraft, type: string): Promise<void> {
  await writeWithAudit(
    deps,
    [
      {
        organisationId: draft.organisationId,
        actorId: actor.userId,
        type,
        subject: `programme:${draft.programmeId}`,
        facts: { from: draft.fromId, fromVersion: draft.fromVersion, revision: draft.revision },
      },
    ],
    () => [deps.db.insert(programmeDrafts).values(draft)],
    { unique: ['programme_drafts.id'] },
  )
}

/** A draft with the programme that it was copied from and the one that it would make. @throws {NotFound} */
export async function openDraft(deps: Deps, actor: Actor | undefined, organisationId: string, id: string) {
  checkMayKeepProgrammes(actor, organisationId)
  const draft = await findDraft(deps.db, organisationId, id)
  if (!draft) throw new NotFound('draft')
  const from = withEverySetting(programmeOf(draft.fromId, draft.fromVersion))
  const today = japanDate(deps.clock())
  return { draft, from, after: asProgramme(from, draft, today), today }
}

const asProgramme = (from: Programme, { programmeId, changes }: ProgrammeDraft, effectiveFrom: IsoDate, version = '下書き'): Programme =>
  readProgramme(applyChanges(from, programmeId, changes, effectiveFrom, version))

/** What a page of the form sends: one stage's settings, the fee, the words and the title, a body, or the questionnaire. */
export interface TypedDraft {
  revision: number
  /** keys of the settings on the page */
  settings: readonly string[]
  part: 'settings' | 'fee' | 'words' | 'body' | 'questionnaire'
  /** the body that is changed; of a new one the state in which it sits */
  body?: string
  /** takes the body, or the questionnaire, away */
  removes?: boolean
  typed: Typed
}

/** Keeps what was changed on one page of the form; refused as a whole if one value is. */
export async function changeDraft(
  deps: Deps,
  actor: Actor | undefined,
  organisationId: string,
  id: string,
  sent: TypedDraft,
): Promise<Result<unknown>> {
  checkMayKeepProgrammes(actor, organisationId)
  const { draft, from, after, today } = await openDraft(deps, actor, organisationId, id)
  if (sent.revision !== draft.revision) return refused({ code: 'changed-meanwhile' })
  const read =
    sent.part === 'body'
      ? // Never an id that a body had before: whoever sat on that one would sit on this.
        readBodies(after, draft.changes, sent, `body-${hex(deps.random(4))}`)
      : readPart(from, draft.changes, sent)
  if (read.refusals.length > 0) return refused(...read.refusals)
  const next = { ...draft, changes: read.changes, revision: draft.revision + 1, updatedAt: deps.clock(), updatedBy: actor.userId }
  try {
    asProgramme(from, next, today)
  } catch (error) {
    if (error instanceof InputError) return refused({ code: 'programme-faulty' })
    throw error
  }
  return unlessConflict({ code: 'changed-meanwhile' }, async () => {
    await saveDraft(deps, actor, next, 'programme-changed')
  })
}

function readBodies(after: Programme, before: DraftChanges, { body: asked = '', removes, typed }: TypedDraft, newId: string) {
  const old = bodyOfDraft(after, asked)
  if (removes) return { changes: { ...before, bodies: after.bodies.filter(({ id }) => id !== asked) }, refusals: [] }
  const { body, refusals } = readBody(after, old, typed)
  const bodies = old.id ? after.bodies.map((one) => (one.id === old.id ? body : one)) : [...after.bodies, { ...body, id: newId }]
  return { changes: { ...before, bodies }, refusals }
}

function readPart(
  from: Programme,
  before: DraftChanges,
  { part, settings, typed, removes }: TypedDraft,
): { changes: DraftChanges; refusals: Refusal[] } {
  if (part === 'questionnaire') {
    if (removes) return { changes: { ...before, questionnaire: null }, refusals: [] }
    const { questionnaire, refusals } = readQuestionnaire(
      before.questionnaire === undefined ? from.questionnaire : before.questionnaire,
      typed,
    )
    return { changes: { ...before, questionnaire }, refusals }
  }
  if (part === 'fee') {
    const { fee, refusals } = readFee(from, typed)
    return { changes: { ...before, fee }, refusals }
  }
  if (part === 'words') {
    const { words, refusals } = readWords(from, before.words, typed)
    const title = (typed.title ?? '').trim()
    if (title === '') refusals.push({ code: 'required', field: 'title' })
    if ([...title].length > 100) refusals.push({ code: 'too-long', field: 'title', facts: { max: 100 } })
    return { changes: { ...before, words, title }, refusals }
  }
  const { changes, refusals } = readSettings(from, settings, typed)
  const sent = new Set(settings.filter((key) => typed[valueField(key)] !== undefined))
  const others = Object.entries(before.settings).filter(([key]) => !sent.has(key))
  return { changes: { ...before, settings: { ...Object.fromEntries(others), ...changes } }, refusals }
}

/** The open cases that the draft would have touched, had they been filed under it. */
export async function openImpact(deps: Deps, actor: Actor | undefined, organisationId: string, id: string) {
  const opened = await openDraft(deps, actor, organisationId, id)
  const [cases, events] = await Promise.all([casesOfOrganisation(deps.db, organisationId), eventsOfOrganisation(deps.db, organisationId)])
  const entries = await entriesOf(deps.db, organisationId, [...new Set(cases.map(({ entryId }) => entryId))])
  const names = new Map(entries.map(({ id, name }) => [id, name]))
  const facts = cases.map(
    (theCase): CaseFacts => ({
      ...{ id: theCase.id, receiptNumber: theCase.receiptNumber, state: theCase.state },
      ...{ programmeId: theCase.programmeId, programmeVersion: theCase.programmeVersion },
      fileName: names.get(theCase.entryId) ?? '',
      persons: theCase.content.persons,
      moves: events
        .filter(({ caseId }) => caseId === theCase.id)
        .map(({ action, at, toState }) => ({ action, on: japanDate(at), toState })),
    }),
  )
  const touched = touchedCases(facts, (one) => programmeOf(one.programmeId, one.programmeVersion), opened.after, opened.today)
  return { ...opened, touched }
}

/**
 * Publishes a draft as a version that holds from a day on. Cases and calls that exist keep theirs.
 *
 * Refusals: not-a-date, effective-in-past, changed-meanwhile, programme-faulty.
 */
export async function publishDraft(
  deps: Deps,
  actor: Actor | undefined,
  organisationId: string,
  id: string,
  typed: { effectiveFrom: string; revision: number },
): Promise<Result<{ id: string; version: string }>> {
  checkMayKeepProgrammes(actor, organisationId)
  const { draft, from, today } = await openDraft(deps, actor, organisationId, id)
  if (typed.revision !== draft.revision) return refused({ code: 'changed-meanwhile' })
  const day = checkEffectiveFrom(typed.effectiveFrom, today)
  if (!day.ok) return day
  const version = versionOf(applyChanges(from, draft.programmeId, draft.changes, day.value, '-'))
  const document: ProgrammeDocument = applyChanges(from, draft.programmeId, draft.changes, day.value, version)
  let whole: Programme
  try {
    whole = readProgramme(document)
    if (orderFaults(whole).length > 0) return refused({ code: 'order-not-kept', field: 'value.contract.order' })
  } catch (error) {
    if (error instanceof InputError) return refused({ code: 'programme-faulty' })
    throw error
  }
  return unlessConflict({ code: 'changed-meanwhile' }, async () => {
    await writeWithAudit(
      deps,
      [
        {
          organisationId,
          actorId: actor.userId,
          type: 'programme-published',
          subject: `programme:${draft.programmeId}`,
          facts: { programme: draft.programmeId, version, effectiveFrom: day.value, from: draft.fromId, fromVersion: draft.fromVersion },
          isPublic: true,
        },
      ],
      () => [
        deps.db.insert(programmeVersions).values({
          id: idFrom(deps.random(20)),
          organisationId,
          programmeId: draft.programmeId,
          version,
          title: whole.title,
          effectiveFrom: day.value,
          document,
          publishedAt: deps.clock(),
          publishedBy: actor.userId,
        }),
        deleteDraft(deps.db, organisationId, id),
      ],
      { unique: ['programme_versions.version'] },
    )
    addProgramme(whole)
    return { id: draft.programmeId, version }
  })
}

/** Names its content, so that what is read once may be kept: no two documents share a version. */
const versionOf = (document: ProgrammeDocument): string =>
  `${document.effectiveFrom}.${hex(sha256(new TextEncoder().encode(JSON.stringify(document)))).slice(0, 12)}`

/** Takes a draft away. */
export async function discardDraft(deps: Deps, actor: Actor | undefined, organisationId: string, id: string): Promise<void> {
  checkMayKeepProgrammes(actor, organisationId)
  const { draft } = await openDraft(deps, actor, organisationId, id)
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'programme-draft-discarded',
        subject: `programme:${draft.programmeId}`,
        facts: { revision: draft.revision },
      },
    ],
    () => [deleteDraft(deps.db, organisationId, id)],
  )
}
