import { sha256 } from '@noble/hashes/sha2.js'
import { and, eq, sql } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { findOrganisation } from '../../auth/index.ts'
import { type Actor, hex, idFrom, NotFound, ok, PermissionDenied, type Refusal, type Result, refused } from '../../core/index.ts'
import { inOrganisation } from '../../platform/database.ts'
import { addAttachments, describeAttachments, removeAttachment } from './attachments.ts'
import { type LoadedCase, loadCaseForSystem } from './case.ts'
import type { JointInvitation, JointParty } from './content.ts'
import { confirmationMark, openSteps, partiesOf } from './joint.ts'
import type { Case } from './model.ts'
import { type PaperWords, proposedOn } from './papers.ts'
import { isRepresentative, mayWrite, proposerOrganisations, writtenParty } from './permissions.ts'
import { isWritable, PLEDGE_FIELD, type SentFile } from './rules.ts'
import { proposals } from './schema.ts'
import { attachmentsOf } from './store.ts'

const INVITATION_MS = 14 * 24 * 3_600_000
const MOST_PARTIES = 20
const LONGEST = 200

const hashOf = (token: string) => hex(sha256(new TextEncoder().encode(token)))

type JointPatch = Record<string, Partial<JointParty> | null>

/** Changes parties by RFC 7396, in the database itself: two who write at once both count. A party that left stays away. */
async function patchJoint(
  deps: Deps,
  actor: Actor,
  theCase: Case,
  type: string,
  patch: JointPatch,
  more: { set?: { jointInvitation: JointInvitation | null }; joins?: boolean; facts?: Record<string, string> } = {},
): Promise<void> {
  const ids = Object.keys(patch)
  const are = more.joins ? [] : ids.map((id) => sql`json_type(${proposals.joint}, ${`$."${id}"`}) IS NOT NULL`)
  await writeWithAudit(
    deps,
    [
      {
        organisationId: theCase.organisationId,
        actorId: actor.userId,
        type,
        subject: `proposal:${theCase.id}`,
        facts: { ...(ids[0] ? { party: ids[0] } : {}), ...more.facts },
      },
    ],
    () => [
      deps.db
        .update(proposals)
        .set({ joint: sql`json_patch(${proposals.joint}, ${JSON.stringify(patch)})`, ...more.set })
        .where(
          inOrganisation(
            proposals,
            theCase.organisationId,
            and(eq(proposals.id, theCase.id), eq(proposals.version, theCase.version), ...are),
          ),
        ),
    ],
  )
}

function checkRepresents(actor: Actor, { theCase }: LoadedCase): void {
  if (!isRepresentative(actor, theCase)) throw new PermissionDenied('represent-proposers')
}

/** Makes a link for one more party; one made before stops working. @returns the secret, shown once */
export async function inviteJoint(deps: Deps, actor: Actor, loaded: LoadedCase): Promise<Result<string>> {
  checkRepresents(actor, loaded)
  const { theCase } = loaded
  if (theCase.state !== 'draft') return refused({ code: 'wrong-state' })
  if (Object.keys(theCase.joint).length >= MOST_PARTIES) return refused({ code: 'joint-too-many', facts: { max: MOST_PARTIES } })
  const token = idFrom(deps.random(20)) + idFrom(deps.random(20))
  await patchJoint(
    deps,
    actor,
    theCase,
    'joint-invited',
    {},
    {
      set: { jointInvitation: { hash: hashOf(token), expiresAt: deps.clock() + INVITATION_MS } },
    },
  )
  return ok(token)
}

/** Adds one more party to a proposal on paper, for the desk to type in. @returns its id: no organisation stands behind it */
export async function addPaperParty(deps: Deps, actor: Actor, loaded: LoadedCase): Promise<Result<string>> {
  const { theCase } = loaded
  if (theCase.paper === null || !mayWrite(actor, theCase)) throw new PermissionDenied('write-joint')
  if (theCase.state !== 'draft') return refused({ code: 'wrong-state' })
  if (Object.keys(theCase.joint).length >= MOST_PARTIES) return refused({ code: 'joint-too-many', facts: { max: MOST_PARTIES } })
  const id = `paper-${idFrom(deps.random(20))}`
  const party: JointParty = {
    ...{ kind: 'body', name: '', address: '', representative: '', joinedAt: nextPlace(deps, theCase) },
    ...{ pledgedAt: 0, confirmedAt: 0, confirmed: '' },
  }
  await patchJoint(deps, actor, theCase, 'joint-joined', { [id]: party }, { joins: true })
  return ok(id)
}

/** After the last, even within one millisecond: papers name them in this order. */
const nextPlace = (deps: Deps, theCase: Case) => Math.max(deps.clock(), (partiesOf(theCase).at(-1)?.joinedAt ?? 0) + 1)

/** The draft that a link opens, for a proposer who is not yet one of its parties. @throws {NotFound} if the link is spent, expired or wrong */
export async function openJointLink(deps: Deps, actor: Actor, organisationId: string, caseId: string, token: string) {
  const loaded = await loadCaseForSystem(deps, organisationId, caseId)
  const { jointInvitation, state } = loaded.theCase
  const holds = jointInvitation !== null && jointInvitation.hash === hashOf(token) && jointInvitation.expiresAt > deps.clock()
  if (!holds || state !== 'draft') throw new NotFound('invitation')
  const [mine] = proposerOrganisations(actor)
  const organisation = mine === undefined ? undefined : await findOrganisation(deps.db, mine)
  return { loaded, organisation }
}

/** Who a party is, as typed. */
function typedParty(typed: Readonly<Record<string, string>>): Result<Pick<JointParty, 'kind' | 'name' | 'address' | 'representative'>> {
  const at = (name: string) => typed[`joint-${name}`]?.trim() ?? ''
  const kind = at('kind') === 'person' ? 'person' : 'body'
  const needed = ['name', 'address', ...(kind === 'body' ? ['representative'] : [])]
  const refusals: Refusal[] = [
    ...needed.filter((name) => at(name) === '').map((name) => ({ code: 'required', field: `joint-${name}` })),
    ...['name', 'address', 'representative']
      .filter((name) => [...at(name)].length > LONGEST)
      .map((name) => ({ code: 'too-long', field: `joint-${name}`, facts: { max: LONGEST } })),
  ]
  if (refusals.length > 0) return refused(...refusals)
  return ok({ kind, name: at('name'), address: at('address'), representative: kind === 'person' ? '' : at('representative') })
}

/** Joins a draft by its link: from then on the case is also this organisation's. */
export async function joinProposal(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: Readonly<Record<string, string>>,
): Promise<Result<undefined>> {
  const { loaded, organisation } = await openJointLink(deps, actor, organisationId, caseId, typed.token ?? '')
  const { theCase } = loaded
  if (!organisation) throw new PermissionDenied('propose')
  if (organisation.id === theCase.proposerOrganisationId || theCase.joint[organisation.id]) return refused({ code: 'joint-already' })
  const party = typedParty(typed)
  if (!party.ok) return party
  const joinedAt = nextPlace(deps, theCase)
  await patchJoint(
    deps,
    actor,
    theCase,
    'joint-joined',
    { [organisation.id]: { ...party.value, joinedAt, pledgedAt: 0, confirmedAt: 0, confirmed: '' } },
    { joins: true, set: { jointInvitation: null } },
  )
  return ok(undefined)
}

export interface SentJoint {
  answers: Readonly<Record<string, string>>
  files: SentFile[]
  papers?: Readonly<Record<string, PaperWords>>
}

/** What a joint party keeps for itself: who it is, its papers, its pledge; with `agrees` also that it agrees to the proposal as it stands. */
export async function saveJoint(
  deps: Deps,
  actor: Actor,
  loaded: LoadedCase,
  sent: SentJoint,
  agrees: boolean,
  named?: string,
): Promise<Result<undefined>> {
  const { theCase, programme, today } = loaded
  const id = writtenParty(actor, theCase, named)
  const before = id === undefined ? undefined : theCase.joint[id]
  if (id === undefined || !before) throw new PermissionDenied('write-joint')
  if (!isWritable(theCase.state)) return refused({ code: 'wrong-state' })
  await describeAttachments(deps, actor, loaded, sent.papers ?? {}, id)
  const refusals = await addAttachments(deps, actor, loaded, sent.files, id)
  let now = before
  if (theCase.state === 'draft') {
    const party = typedParty(sent.answers)
    if (!party.ok) return refused(...party.refusals, ...refusals)
    const pledgedAt = sent.answers[PLEDGE_FIELD] === 'yes' ? before.pledgedAt || deps.clock() : 0
    now = { ...before, ...party.value, pledgedAt }
    if (JSON.stringify(now) !== JSON.stringify(before))
      await patchJoint(
        deps,
        actor,
        theCase,
        'joint-written',
        { [id]: { ...party.value, pledgedAt } },
        { facts: { pledged: pledgedAt > 0 ? 'yes' : 'no' } },
      )
  }
  if (refusals.length > 0) return refused(...refusals)
  if (!agrees) return ok(undefined)
  // What was written a moment ago belongs to what is agreed to.
  const saved = await loadCaseForSystem(deps, theCase.organisationId, theCase.id)
  const attached = await attachmentsOf(deps.db, theCase.organisationId, theCase.id)
  const mark = confirmationMark(saved.theCase.content, attached)
  const seen = sent.answers.agreed
  if (seen !== confirmationMark(theCase.content, attached)) return refused({ code: 'joint-changed-meanwhile' })
  const open = openSteps(programme, [id, { ...now, confirmed: mark }], { mark, attached, proposedOn: proposedOn(loaded), today })
  if (open.length > 0) return refused(...open)
  await patchJoint(deps, actor, theCase, 'joint-confirmed', { [id]: { confirmedAt: deps.clock(), confirmed: mark } }, { facts: { mark } })
  return ok(undefined)
}

/** Takes a party out of a draft: the representative anyone, a party itself. Its papers go with it. */
export async function leaveJoint(deps: Deps, actor: Actor, loaded: LoadedCase, id: string): Promise<Result<undefined>> {
  const { theCase } = loaded
  if (!isRepresentative(actor, theCase) && writtenParty(actor, theCase, id) !== id) throw new PermissionDenied('write-joint')
  if (theCase.state !== 'draft') return refused({ code: 'wrong-state' })
  const papers = (await attachmentsOf(deps.db, theCase.organisationId, theCase.id)).filter(({ party }) => party === id)
  for (const paper of papers) await removeAttachment(deps, actor, loaded, paper.id, id)
  if (theCase.joint[id]) await patchJoint(deps, actor, theCase, 'joint-left', { [id]: null })
  return ok(undefined)
}
