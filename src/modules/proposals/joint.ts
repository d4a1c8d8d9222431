import { sha256 } from '@noble/hashes/sha2.js'
import { hex, type IsoDate, type Refusal } from '../../core/index.ts'
import type { AttachmentKind, Programme } from '../../programmes/index.ts'
import { canonical, type JointParties, type JointParty, type ProposalContent } from './content.ts'
import { type AttachedPaper, paperProblem } from './papers.ts'

/** How a party is called before it is typed in. */
export const UNNAMED = '（共同提案者）'

/** Where a page speaks of those who propose together. */
export const JOINT_FIELD = 'joint'

/** The parties in the order in which they joined. */
export const partiesOf = ({ joint }: { joint: JointParties }): (JointParty & { id: string })[] =>
  Object.entries(joint)
    .map(([id, party]) => ({ id, ...party }))
    .sort((a, b) => a.joinedAt - b.joinedAt || (a.id < b.id ? -1 : 1))

/** A paper and whose it is; "": the representative's. */
export type OwnedPaper = AttachedPaper & { party: string; sha256: string }

/** Papers by which each party proves who it is. */
const ownKinds = (programme: Programme, kind: JointParty['kind']): AttachmentKind[] =>
  programme.attachments.filter(({ appliesTo, documents }) => appliesTo === kind && documents.length > 0)

/** Papers that each party hands in: who it is, and on paper also its pledge. */
export const partyKinds = (programme: Programme, kind: JointParty['kind'], onPaper: boolean): AttachmentKind[] => [
  ...ownKinds(programme, kind),
  ...(onPaper ? programme.attachments.filter(({ id }) => id === programme.pledge.form) : []),
]

/** SHA-256 of everything that a joint party agrees to: the proposal, who proposes, and the representative's papers. */
export function confirmationMark(content: ProposalContent, attached: readonly OwnedPaper[]): string {
  const { answers, persons, joint } = content
  const papers = attached.filter(({ party }) => party === '').map(({ kind, sha256 }) => `${kind} ${sha256}`)
  return hex(sha256(new TextEncoder().encode(JSON.stringify(canonical({ answers, persons, joint, papers: papers.sort() })))))
}

/** What a party has still to do before the proposal can be handed in. */
export function openSteps(
  programme: Programme,
  [id, party]: [string, JointParty],
  {
    mark,
    attached,
    proposedOn,
    today,
    onPaper = false,
  }: { mark: string; attached: readonly OwnedPaper[]; proposedOn: IsoDate; today: IsoDate; onPaper?: boolean },
): Refusal[] {
  const { kind } = party
  const name = party.name || UNNAMED
  const own = attached.filter((paper) => paper.party === id)
  const refusal = (code: string, facts = {}) => ({ code, field: JOINT_FIELD, facts: { name, ...facts } })
  return [
    ...(party.address === '' ? [refusal('joint-untyped')] : []),
    ...partyKinds(programme, kind, onPaper)
      .filter((one) => one.required && !own.some((paper) => paper.kind === one.id))
      .map(({ label }) => refusal('joint-paper-missing', { paper: label })),
    ...own.flatMap((paper) => {
      const problem = paperProblem(programme, paper, proposedOn, today)
      return problem ? [{ ...problem, field: JOINT_FIELD }] : []
    }),
    ...(onPaper || party.pledgedAt > 0 ? [] : [refusal('joint-not-pledged')]),
    // On paper the proposal itself names them all.
    ...(onPaper || party.confirmed === mark ? [] : [refusal(party.confirmedAt === 0 ? 'joint-not-confirmed' : 'joint-changed')]),
  ]
}
