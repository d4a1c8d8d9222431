import type { Deps } from '../../app-env.ts'
import { findOrganisation, type Organisation } from '../../auth/index.ts'
import { type Actor, japanDate, NotFound, type Result, refused } from '../../core/index.ts'
import { type Report, recipientSummary } from '../../report/index.ts'
import { awaitsAcceptance, type Contract } from '../contracts/index.ts'
import { checkMadeExists, checkMove, factsOf, type LoadedCase, makingCaseOf, moveWithPapers, paper } from '../proposals/index.ts'
import { findEntry, findMadeData, type RegisterEntry } from '../register/index.ts'
import { loadProvision } from './load.ts'
import type { FinishedResult, LedgerLine, ResultOf, TypedProvision } from './model.ts'
import { digestOf, encode, type PackedFile, zipFiles } from './package.ts'
import { packageReadme } from './readme.ts'
import { readResult } from './result.ts'
import { checkPublication, checkResult } from './rules.ts'
import { sealPackage } from './sealed-package.ts'
import { findProvision, updateProvision } from './store.ts'

const json = (value: unknown) => encode(`${JSON.stringify(value, null, 2)}\n`)

/** Makes the package of the accepted result and seals it; nothing is handed over yet. */
export async function prepareProvision(
  deps: Deps,
  resultOf: ResultOf,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: TypedProvision,
): Promise<Result<unknown>> {
  const { loaded, contract, provision } = await loadProvision(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'prepare-provision' })
  if (!step.ok) return step
  if (!provision) return refused({ code: 'recipient-way-missing' })
  if (awaitsAcceptance(loaded, contract)) return refused({ code: 'contract-not-accepted' })
  const gone = await checkMadeExists(deps, loaded.theCase)
  if (gone.length > 0) return refused(...gone)
  const today = japanDate(deps.clock())
  const made = loaded.theCase.madeDataId === null ? undefined : await findMadeData(deps.db, organisationId, loaded.theCase.madeDataId)
  const publication = checkPublication(
    made ? { ...typed, reuseFrom: made.proposalsFrom, reuseTo: made.proposalsTo } : typed,
    made ? null : today,
  )
  const making = makingCaseOf(loaded.theCase)
  const result = await resultOf(deps, organisationId, making)
  if (!result) return refused({ code: 'no-result' }, ...(publication.ok ? [] : publication.refusals))
  const read = readResult(result)
  if (!read.ok) return refused(...read.refusals, ...(publication.ok ? [] : publication.refusals))
  const { report, columns, persons } = read.value
  const seen = { sha256: digestOf(result.data), recipeSha256: report.recipe.sha256 }
  const earlierCopy = making === caseId ? null : ((await findProvision(deps.db, organisationId, making))?.files ?? [])
  const refusals = checkResult(result, seen, contract?.recipeSha256 ?? null, earlierCopy)
  if (refusals.length > 0 || !publication.ok) return refused(...refusals, ...(publication.ok ? [] : publication.refusals))
  const entry = await findEntry(deps.db, organisationId, loaded.theCase.entryId)
  const organisation = await findOrganisation(deps.db, organisationId)
  if (!contract?.concludedAt || !contract.contractNumber || !contract.clauses || !entry || !organisation) throw new NotFound('contract')
  const { contractNumber, concludedAt, periodFrom, periodTo, clauses } = contract
  const proposal = factsOf(loaded.programme, loaded.theCase.content, entry)
  const inside = contents(loaded, contract, result, report, entry, organisation, persons)
  const listed = inside.map(({ name, bytes }) => ({ name, sha256: digestOf(bytes) }))
  let stored: string | undefined
  const moved = await moveWithPapers(
    deps,
    actor,
    loaded,
    [
      paper('conditions-of-use', ({ number, date, authority, contact, proposer, fileName }) => ({
        ...{ number, date, authority, contact, fileName, persons, contractNumber },
        user: proposer,
        contractDate: japanDate(concludedAt),
        files: listed,
        purpose: [proposal.purpose, proposal.use].filter(Boolean).join('\n'),
        periodFrom: periodFrom ?? '',
        periodTo: periodTo ?? '',
        onwardSupply: clauses.onwardSupply,
      })),
    ],
    async (issued) => {
      const conditions: PackedFile = { name: 'conditions-of-use.docx', bytes: issued.documents[0]!.bytes }
      const bytes = await zipFiles([...inside, conditions], deps.clock())
      const packageSha256 = digestOf(bytes)
      if (stored) await deps.objects.delete(stored)
      const { object, key } = await sealPackage(deps, loaded.theCase, bytes)
      stored = object
      const ledger: LedgerLine = {
        recipient: publication.value.publicRecipient,
        purpose: publication.value.publicPurpose,
        file: entry.name,
        items: columns,
        persons,
        from: periodFrom ?? '',
        to: periodTo ?? '',
        reuseFrom: publication.value.reuseFrom,
        reuseTo: publication.value.reuseTo,
        noise: result.noise.map(({ column, own, provisions, left }) => ({ column, provisions, share: left / own })),
      }
      return {
        action: 'prepare-provision',
        data: { packageSha256 },
        facts: { package: packageSha256, bytes: bytes.length, result: result.sha256, persons },
        effects: ({ at }) => [
          updateProvision(deps.db, organisationId, caseId, {
            packageObject: object,
            packageKey: key,
            packageSha256,
            packageBytes: bytes.length,
            files: [...listed, { name: conditions.name, sha256: digestOf(conditions.bytes) }],
            ledger,
            preparedAt: at,
            preparedBy: actor.userId,
          }),
        ],
      }
    },
  )
  if (!moved.ok && stored) await deps.objects.delete(stored)
  return moved
}

/** What lies in the package beside the conditions of use and the list of hashes. */
function contents(
  loaded: LoadedCase,
  contract: Contract,
  result: FinishedResult,
  report: Report,
  entry: RegisterEntry,
  { name, profile }: Organisation,
  persons: number,
): PackedFile[] {
  const { programme } = loaded
  const files: PackedFile[] = [
    { name: result.dataName, bytes: result.data },
    { name: 'datapackage.json', bytes: json(result.dataPackage) },
    { name: 'summary.json', bytes: json(recipientSummary(report)) },
  ]
  const readme = packageReadme(programme, {
    authority: profile.authority ?? name,
    contact: [profile.desk ?? name, profile.phone ?? profile.address].filter(Boolean).join('　'),
    fileName: entry.name,
    persons,
    contractNumber: contract.contractNumber ?? '',
    dataName: result.dataName,
    names: [...files.map((file) => file.name), 'conditions-of-use.docx', 'README.txt'],
  })
  // A BOM, because Windows' editor opens it.
  return [...files, { name: 'README.txt', bytes: encode(`\uFEFF${readme}`) }]
}
