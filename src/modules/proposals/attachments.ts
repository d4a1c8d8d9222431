import { sha256 } from '@noble/hashes/sha2.js'
import { and, eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, hex, idFrom, NotFound, PermissionDenied, type Refusal } from '../../core/index.ts'
import { inOrganisation } from '../../platform/database.ts'
import { seal, unseal } from '../../platform/sealed.ts'
import type { LoadedCase } from './case.ts'
import { maskProblem } from './my-number.ts'
import { documentsOf, keptWords, type PaperWords } from './papers.ts'
import { isRepresentative, jointIdOf, rolesInCase } from './permissions.ts'
import { attachmentField, attachmentKinds, checkFile, MAX_ATTACHMENTS, OFFICE_SCANS, OFFICIALS_ONLY, type SentFile } from './rules.ts'
import { attachments } from './schema.ts'
import { attachmentsOf, findAttachment } from './store.ts'

const about = (organisationId: string, id: string) => `${organisationId}/attachment/${id}`

/**
 * Seals files into the store and adds them to the case; those that may not be kept are refused, the others stay. A file that the
 * case has already (the form was sent twice) is not added again; what is said of it now is kept.
 */
export async function addAttachments(
  deps: Deps,
  actor: Actor,
  loaded: LoadedCase,
  files: SentFile[],
  party = jointIdOf(actor, loaded.theCase) ?? '',
): Promise<Refusal[]> {
  const { theCase, programme } = loaded
  const kinds = new Set([...attachmentKinds(programme, theCase.content).map(({ id }) => id), ...Object.keys(OFFICE_SCANS)])
  const refusals: Refusal[] = []
  if (files.length === 0) return refusals
  const kept: { file: SentFile; name: string; mediaType: string; digest: string }[] = []
  const said: Record<string, PaperWords> = {}
  const there = await attachmentsOf(deps.db, theCase.organisationId, theCase.id)
  let room = MAX_ATTACHMENTS - there.length
  for (const file of files.filter(({ kind }) => kinds.has(kind))) {
    const checked = checkFile(programme, file)
    const digest = hex(sha256(file.bytes))
    const shown = checked.ok ? maskProblem(programme, { ...file, name: checked.name }, checked.type.mediaType) : undefined
    const same =
      checked.ok &&
      there.find((one) => one.party === party && one.kind === file.kind && one.fileName === checked.name && one.sha256 === digest)
    if (same) said[same.id] = file
    else if (!checked.ok) refusals.push(checked.refusal)
    else if (shown) refusals.push({ field: attachmentField(file.kind), ...shown })
    else if (room-- <= 0) refusals.push({ code: 'too-many-attachments', facts: { max: MAX_ATTACHMENTS } })
    else kept.push({ file, name: checked.name, mediaType: checked.type.mediaType, digest })
  }
  await describeAttachments(deps, actor, loaded, said, party)
  if (kept.length === 0) return refusals
  const rows: (typeof attachments.$inferInsert)[] = []
  for (const { file, name, mediaType, digest } of kept) {
    const id = idFrom(deps.random(20))
    const { sealed, key } = seal(file.bytes, about(theCase.organisationId, id), deps.keys, deps.random)
    await deps.objects.put(about(theCase.organisationId, id), sealed)
    rows.push({
      id,
      organisationId: theCase.organisationId,
      caseId: theCase.id,
      party,
      kind: file.kind,
      fileName: name,
      mediaType,
      bytes: file.bytes.length,
      sha256: digest,
      ...keptWords(programme, file.kind, file),
      key,
      addedAt: deps.clock(),
      addedBy: actor.userId,
    })
  }
  await writeWithAudit(
    deps,
    rows.map(({ id, kind, bytes, sha256, document = null, issuedOn = null }) => ({
      organisationId: theCase.organisationId,
      actorId: actor.userId,
      type: 'attachment-added',
      subject: `proposal:${theCase.id}`,
      facts: { attachment: id, kind, bytes, sha256, document, issuedOn },
    })),
    () => rows.map((row) => deps.db.insert(attachments).values(row)),
  )
  return refusals
}

/** Keeps what is said of papers that are attached and not handed in yet: by id, which paper it is and the day on it. */
export async function describeAttachments(
  deps: Deps,
  actor: Actor,
  loaded: LoadedCase,
  words: Readonly<Record<string, PaperWords>>,
  party = jointIdOf(actor, loaded.theCase) ?? '',
): Promise<void> {
  const { organisationId, id: caseId } = loaded.theCase
  if (Object.keys(words).length === 0) return
  const changed = (await attachmentsOf(deps.db, organisationId, caseId)).flatMap((one) => {
    const said = words[one.id] ?? {}
    const kept = keptWords(loaded.programme, one.kind, said)
    const now = {
      document: kept.document ?? (said.document === '' ? null : one.document),
      issuedOn: kept.issuedOn ?? (said.issuedOn === '' ? null : one.issuedOn),
    }
    return mayRemove(loaded, one) && one.party === party && (now.document !== one.document || now.issuedOn !== one.issuedOn)
      ? [{ id: one.id, ...now }]
      : []
  })
  if (changed.length === 0) return
  await writeWithAudit(
    deps,
    changed.map(({ id, ...facts }) => ({
      organisationId,
      actorId: actor.userId,
      type: 'attachment-described',
      subject: `proposal:${caseId}`,
      facts: { attachment: id, ...facts },
    })),
    () =>
      changed.map(({ id, ...now }) =>
        deps.db
          .update(attachments)
          .set(now)
          .where(inOrganisation(attachments, organisationId, and(eq(attachments.caseId, caseId), eq(attachments.id, id)))),
      ),
  )
}

/** Whether the proposer may still take this file back: not what was there when the proposal was handed in. */
export const mayRemove = (loaded: LoadedCase, attachment: { addedAt: number }): boolean => {
  const { state } = loaded.theCase
  if (state === 'draft') return true
  const returned = loaded.events.findLast(({ toState }) => toState === 'returned')
  return state === 'returned' && returned !== undefined && attachment.addedAt > returned.at
}

/** Takes a file back: its row and key, then the sealed object. @throws {NotFound} if there is none, or it was handed in */
export async function removeAttachment(
  deps: Deps,
  actor: Actor,
  loaded: LoadedCase,
  id: string,
  party = jointIdOf(actor, loaded.theCase) ?? '',
): Promise<void> {
  const { organisationId, id: caseId } = loaded.theCase
  const attachment = await findAttachment(deps.db, organisationId, caseId, id)
  if (attachment?.party !== party || !mayRemove(loaded, attachment)) throw new NotFound('attachment')
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'attachment-removed',
        subject: `proposal:${caseId}`,
        facts: { attachment: id, kind: attachment.kind, sha256: attachment.sha256 },
      },
    ],
    () => [
      deps.db
        .delete(attachments)
        .where(inOrganisation(attachments, organisationId, and(eq(attachments.caseId, caseId), eq(attachments.id, id)))),
    ],
  )
  await deps.objects.delete(about(organisationId, id))
}

/** Identity papers are for those who screen and contract, not for everyone in the organisation. */
const mayReadAttachments = (actor: Actor, loaded: LoadedCase): boolean =>
  rolesInCase(actor, loaded.theCase).some((role) =>
    ['proposer', 'department-officer', 'screening-officer', 'contract-officer'].includes(role),
  )

/** Whether the paper is there at all for this reader: what the screening rests on is for officials. */
export const maySeeAttachment = (actor: Actor, { theCase }: LoadedCase, { kind }: { kind: string }): boolean =>
  !OFFICIALS_ONLY.has(kind) || !rolesInCase(actor, theCase).includes('proposer')

/** Of those who propose together, each reads its own papers of identity, and all read the rest. */
export function mayReadAttachment(actor: Actor, loaded: LoadedCase, { kind, party }: { kind: string; party: string }): boolean {
  const { theCase, programme } = loaded
  const mine = isRepresentative(actor, theCase) ? '' : jointIdOf(actor, theCase)
  const isOwn = mine === undefined || mine === party || documentsOf(programme, kind).length === 0
  return isOwn && mayReadAttachments(actor, loaded)
}

/** A file of the case, opened; an official's reading is logged. @throws {NotFound}, {PermissionDenied} */
export async function openAttachment(deps: Deps, actor: Actor, loaded: LoadedCase, id: string) {
  const { organisationId, id: caseId } = loaded.theCase
  const attachment = await findAttachment(deps.db, organisationId, caseId, id)
  if (!attachment || !maySeeAttachment(actor, loaded, attachment)) throw new NotFound('attachment')
  if (!mayReadAttachment(actor, loaded, attachment)) throw new PermissionDenied('read-attachment')
  const sealed = await deps.objects.get(about(organisationId, id))
  if (!sealed) throw new NotFound('attachment')
  const bytes = unseal(sealed, about(organisationId, id), attachment.key, deps.keys)
  if (!rolesInCase(actor, loaded.theCase).includes('proposer'))
    await writeWithAudit(
      deps,
      [{ organisationId, actorId: actor.userId, type: 'attachment-read', subject: `proposal:${caseId}`, facts: { attachment: id } }],
      () => [],
    )
  return { attachment, bytes }
}
