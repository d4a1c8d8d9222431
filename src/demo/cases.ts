import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Deps } from '../app-env.ts'
import { type Actor, addDays, type Instant, japanDate, type Refusal, type Result, type Role } from '../core/index.ts'
import { applyForContract, concludeContract, recordPayment } from '../modules/contracts/service.ts'
import { type LoadedCase, loadCase, saveProposal, startProposal, submitProposal, withdrawProposal } from '../modules/proposals/index.ts'
import { findEntryBySlug, openCallsOf } from '../modules/register/index.ts'
import { decideCase, offerDefaults } from '../modules/screening/decide.ts'
import { findOffer } from '../modules/screening/index.ts'
import type { Sheet } from '../modules/screening/model.ts'
import { askOpinion } from '../modules/screening/opinions.ts'
import { openSheet, returnForCorrection, saveSheet, sheetMark, startReview } from '../modules/screening/service.ts'
import { answersOf, type DemonstrationProposal, PROPOSALS } from './proposals.ts'
import { FILES_FOLDER } from './register-entries.ts'

const DAY_MS = 86_400_000

/** Who holds a role in an organisation of the demonstration. */
type Holder = (organisationId: string, role: Role) => Actor

/** Cases in several states under both programmes, each carried there by the people who would, some days ago. */
export async function loadCases(deps: Deps, holder: Holder, a: Actor, b: Actor): Promise<void> {
  const now = deps.clock()
  const prefecture = office(deps, now, 'sakyu-ken', holder)
  const concluded = await prefecture.submitted(9, a, 'resident-tax', PROPOSALS.incomeMap)
  const paid = await prefecture.submitted(9, b, 'resident-register', PROPOSALS.moving)
  const applied = await prefecture.submitted(9, a, 'hospital-patients', PROPOSALS.hospital)
  const offered = await prefecture.submitted(9, a, 'scholarship-loans', PROPOSALS.scholarships)
  const refused = await prefecture.submitted(8, b, 'nursing-home-waiting', PROPOSALS.waitingList)
  const reviewed = await prefecture.submitted(8, b, 'school-health', PROPOSALS.schoolHealth)
  const withdrawn = await prefecture.submitted(7, b, 'long-term-care', PROPOSALS.careDemand)
  const returned = await prefecture.submitted(7, a, 'prefectural-housing', PROPOSALS.housing)
  for (const id of [concluded, paid, applied, offered]) await prefecture.foundFit(6, id)
  await prefecture.foundUnfit(6, refused)
  await prefecture.partlyJudged(5, reviewed)
  for (const [id, who] of [
    [concluded, a],
    [paid, b],
    [applied, a],
  ] as const)
    must(await applyForContract(prefecture.at(5), who, 'sakyu-ken', id, { agreed: true, day: '', file: undefined }))
  await prefecture.withdrawn(4, b, withdrawn)
  for (const id of [concluded, paid]) await prefecture.paid(4, id)
  await prefecture.contracted(3, concluded)
  await prefecture.submitted(3, b, 'resident-tax', PROPOSALS.incomeMap)
  await prefecture.returned(2, returned)
  await prefecture.drafted(1, a, 'long-term-care', PROPOSALS.careDemand)

  const ordinance = office(deps, now, 'jorei-ken', holder)
  const heard = await ordinance.submitted(4, a, 'long-term-care', PROPOSALS.careDemand)
  await ordinance.opinionAsked(3, heard)
  await ordinance.submitted(2, b, 'resident-tax', PROPOSALS.incomeMap)
}

/** What the people of one organisation do, so many days ago. */
function office(deps: Deps, now: Instant, organisationId: string, holder: Holder) {
  const at = (daysAgo: number): Deps => ({ ...deps, clock: () => now - daysAgo * DAY_MS })
  const screening = holder(organisationId, 'screening-officer')
  const contracting = holder(organisationId, 'contract-officer')

  const drafted = (daysAgo: number, who: Actor, slug: string, what: DemonstrationProposal) =>
    writeProposal(at(daysAgo), who, organisationId, slug, what)

  /** Judges every criterion that `unmet` does not name as met, and writes the sheet. @returns its mark */
  async function judged(daysAgo: number, id: string, unmet: Record<string, string> = {}, only?: string[]): Promise<string> {
    must(await startReview(at(daysAgo), screening, organisationId, id))
    const { loaded } = await openSheet(deps, screening, organisationId, id)
    const sheet: Sheet = Object.fromEntries(
      loaded.programme.criteria
        .filter((criterion) => only === undefined || only.includes(criterion.id))
        .map((criterion) => [
          criterion.id,
          {
            finding: unmet[criterion.id] === undefined ? ('met' as const) : ('not-met' as const),
            evidence: '提案書と添付書類を確かめた（実演）。',
            reason: unmet[criterion.id] ?? '提案書のとおりであり、基準に合う。',
          },
        ]),
    )
    must(await saveSheet(at(daysAgo), screening, organisationId, id, sheet))
    const { findings } = await openSheet(deps, screening, organisationId, id)
    return sheetMark(findings)
  }

  async function decide(daysAgo: number, id: string, mark: string, action: string, { programme }: LoadedCase, provisionMethod: string) {
    const move = programme.transitions.find((candidate) => candidate.action === action)!
    const offer = { ...offerDefaults(programme, move, japanDate(at(daysAgo).clock()), provisionMethod), workMinutes: '130' }
    must(await decideCase(at(daysAgo), screening, organisationId, id, { action, mark, inputs: {}, offer }))
  }

  return {
    at,
    drafted,
    async submitted(daysAgo: number, who: Actor, slug: string, what: DemonstrationProposal): Promise<string> {
      const id = await drafted(daysAgo, who, slug, what)
      must(await submitProposal(at(daysAgo), who, organisationId, id))
      return id
    },
    async partlyJudged(daysAgo: number, id: string) {
      await judged(daysAgo, id, {}, ['not-disqualified', 'enough-persons', 'benefit'])
    },
    async foundFit(daysAgo: number, id: string) {
      const mark = await judged(daysAgo, id)
      const { loaded, facts } = await openSheet(deps, screening, organisationId, id)
      await decide(daysAgo, id, mark, 'decide-fit', loaded, facts.proposal.provision.method)
    },
    async foundUnfit(daysAgo: number, id: string) {
      const mark = await judged(daysAgo, id, {
        method: '生まれた月と町丁目を組み合わせると一人一人が分かれ、加工の基準に合うデータを作ることができない。',
        protection: '一人一人に案内を送る利用は、本人を識別することを前提としており、権利利益を守る措置として適切でない。',
      })
      const { loaded } = await openSheet(deps, screening, organisationId, id)
      await decide(daysAgo, id, mark, 'decide-unfit', loaded, '')
    },
    async returned(daysAgo: number, id: string) {
      must(
        await returnForCorrection(at(daysAgo), screening, organisationId, id, {
          method:
            '団地名をそのまま使うと、戸数の少ない団地で人が特定されるおそれがあります。市町村までの細かさで足りないか、考え直してください。',
          period: 'この期間が必要な理由を、作業の段取りごとに書いてください。',
        }),
      )
    },
    async opinionAsked(daysAgo: number, id: string) {
      must(await startReview(at(daysAgo), screening, organisationId, id))
      must(
        await askOpinion(at(daysAgo), screening, organisationId, id, [
          {
            name: '介護事業者の連絡会（実演）',
            address: '旧条例の県中央市二丁目2番地（架空）',
            representative: '連絡会代表C',
            information: '事業所ごとの認定者の数に関する情報',
          },
        ]),
      )
    },
    async withdrawn(daysAgo: number, who: Actor, id: string) {
      const loaded = await loadCase(deps, who, organisationId, id)
      must(await withdrawProposal(at(daysAgo), who, loaded, '事業の計画を見直すことになったため。'))
    },
    async paid(daysAgo: number, id: string) {
      const offer = await findOffer(deps.db, organisationId, id)
      must(
        await recordPayment(at(daysAgo), contracting, organisationId, id, {
          paidOn: japanDate(at(daysAgo).clock()),
          amount: String(offer?.feeYen),
          reference: '実演-0001',
        }),
      )
    },
    /** On the recipe of the file's catalogue folder, with the hierarchy that it names. */
    async contracted(daysAgo: number, id: string) {
      const { facts } = await openSheet(deps, screening, organisationId, id)
      const recipes = join(FILES_FOLDER, '住民税課税台帳', 'recipes')
      const { from, to } = facts.proposal.period
      must(
        await concludeContract(
          at(daysAgo),
          contracting,
          organisationId,
          id,
          {
            recipe: readFileSync(join(recipes, 'teian-2026-003.json'), 'utf8'),
            periodFrom: from,
            periodTo: to,
            onwardSupply: 'prohibited',
            outsourcing: 'with-consent',
            court: '砂丘地方裁判所（架空）',
          },
          { 'occupation.csv': readFileSync(join(recipes, 'occupation.csv'), 'utf8') },
        ),
      )
    },
  }
}

/** A complete draft with its papers, written by the proposer. @returns the case's id */
async function writeProposal(deps: Deps, who: Actor, organisationId: string, slug: string, what: DemonstrationProposal): Promise<string> {
  const entry = await findEntryBySlug(deps.db, organisationId, slug)
  const [call] = await openCallsOf(deps.db, organisationId, japanDate(deps.clock()))
  if (!entry || !call) throw new Error(`no entry ${slug} or no open call`)
  const { id } = must(await startProposal(deps, who, organisationId, { callId: call.id, entryId: entry.id }))
  const loaded = await loadCase(deps, who, organisationId, id)
  const today = japanDate(deps.clock())
  must(
    await saveProposal(deps, who, loaded, {
      answers: { ...loaded.theCase.content.answers, ...answersOf(what, entry, addDays(today, 90), addDays(today, 90 + 365)) },
      pledged: true,
      files: [
        textFile('benefit', '事業の効果.txt', `実演用の書面\r\n\r\n${what.business}\r\n`),
        {
          ...textFile('identity-body', '登記事項証明書（見本）.txt', '実演用の見本です。本物の証明書ではありません。\r\n'),
          document: 'registry',
          issuedOn: addDays(today, -30),
        },
      ],
    }),
  )
  return id
}

const textFile = (kind: string, name: string, text: string) => ({ kind, name, bytes: new TextEncoder().encode(text) })

/** The value, or an error that names what was refused: the demonstration's own data are at fault then. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(
    `the demonstration was refused: ${result.refusals.map(({ code, field }: Refusal) => `${code} ${field ?? ''}`).join(', ')}`,
  )
}
