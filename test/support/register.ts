import { findOrganisation } from '../../src/auth/index.ts'
import type { Role } from '../../src/core/index.ts'
import { announceCall, type CallDraft, type EntryDraft, publishEntries } from '../../src/modules/register/index.ts'
import type { TestSite, Visitor } from './site-client.ts'

/** Who acts for an organisation where a test needs an official before anyone has signed in. */
export const official = (organisationId: string, ...roles: Role[]) => ({
  userId: 'test-official',
  name: '試験の職員',
  roles: { [organisationId]: roles },
})

/** Publishes entries; returns slug → id. */
export async function withEntries(site: TestSite, organisationId: string, drafts: EntryDraft[]): Promise<Record<string, string>> {
  const published = await publishEntries(site.deps, official(organisationId, 'department-officer'), organisationId, drafts)
  if (!published.ok) throw new Error(`entries refused: ${JSON.stringify(published.refusals)}`)
  return Object.fromEntries(drafts.map(({ slug }, i) => [slug, published.value[i]!]))
}

/** Announces a call; returns its id. Open from 2026-04-10 to 2026-05-20 unless given. */
export async function withCall(site: TestSite, organisationId: string, entryIds: string[], over: Partial<CallDraft> = {}): Promise<string> {
  const organisation = await findOrganisation(site.deps.db, organisationId)
  const announced = await announceCall(site.deps, official(organisationId, 'screening-officer'), organisation!, {
    title: '試験の募集',
    announcedOn: '2026-04-01',
    opensOn: '2026-04-10',
    closesOn: '2026-05-20',
    entryIds,
    terms: { 問合せ先: '試験窓口 000-000-0000' },
    ...over,
  })
  if (!announced.ok) throw new Error(`call refused: ${JSON.stringify(announced.refusals)}`)
  return announced.value
}

export const pdf = (size = 200): Blob => {
  const bytes = new Uint8Array(size).fill(0x20)
  bytes.set(new TextEncoder().encode('%PDF-1.7\n'))
  return new File([bytes], '書面.pdf', { type: 'application/pdf' })
}

/** Everything a complete proposal says; items 2 and 3 are wanted. */
export const completeAnswers = (): Record<string, string | Blob> => ({
  'party-kind': 'body',
  'party-name': '提案社A',
  'party-address': '試験県試験市3',
  'party-representative': '代表者A',
  'party-contact': '提案者A 000-000-0000',
  'party-agent-name': '',
  'party-agent-address': '',
  'party-agent-representative': '',
  persons: '2,000人',
  'method-want-2': 'yes',
  'method-fine-2': '5歳ごと',
  'method-want-3': 'yes',
  'method-fine-3': '市町村まで',
  'method-fine-4': '',
  'method-records': '全員から半数を選ぶ。',
  'purpose-purpose': '試験の目的',
  'purpose-use': '試験の方法',
  'purpose-business': '試験の事業',
  'period-from': '2026-09-01',
  'period-to': '2027-08-31',
  'period-reason': '試験の期間',
  'measures-organisation': '組織の措置',
  'measures-people': '人の措置',
  'measures-place': '場所の措置',
  'measures-technology': '技術の措置',
  'provision-format': 'csv',
  pledged: 'yes',
})

/** A paper of a kind that asks which it is and of which day. */
export const datedPaper = (kind: string, document: string, issuedOn = '2026-04-01'): Record<string, string | Blob> => ({
  [`attachment-${kind}`]: pdf(),
  [`document-${kind}`]: document,
  [`issued-${kind}`]: issuedOn,
  [`masked-${kind}`]: 'yes',
})

export const completePapers = (): Record<string, string | Blob> => ({
  'attachment-benefit': pdf(),
  ...datedPaper('identity-body', 'registry'),
})

/** Starts a draft; returns its path. */
export async function startDraft(proposer: Visitor, organisationId: string, call: string, entry: string): Promise<string> {
  const answer = await proposer.post(`/${organisationId}/proposals`, { call, entry })
  const location = answer.headers.get('location') ?? ''
  if (answer.status !== 303 || !location.endsWith('/edit')) throw new Error(`start answered ${answer.status}`)
  return location.replace(/\/edit$/, '')
}

/** A proposal handed in, with further papers that its programme requires; returns its path. */
export async function submitted(
  proposer: Visitor,
  organisationId: string,
  call: string,
  entry: string,
  papers: readonly string[] = [],
): Promise<string> {
  const path = await startDraft(proposer, organisationId, call, entry)
  const more = Object.fromEntries(papers.map((id) => [`attachment-${id}`, pdf()]))
  const answer = await proposer.post(`${path}/edit`, { ...completeAnswers(), ...completePapers(), ...more, intent: 'submit' })
  if (answer.status !== 303 || answer.headers.get('location') !== path) throw new Error(`submit answered ${answer.status}`)
  return path
}
