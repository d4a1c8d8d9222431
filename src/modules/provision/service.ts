import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { findOrganisation, type Organisation } from '../../auth/index.ts'
import { type Actor, eraDate, idFrom, japanDate, NotFound, ok, type Result, refused } from '../../core/index.ts'
import { seal, unseal } from '../../platform/sealed.ts'
import { type Report, recipientSummary } from '../../report/index.ts'
import { awaitsAcceptance, type Contract, contractOf } from '../contracts/index.ts'
import {
  blankForm,
  checkMadeExists,
  checkMove,
  factsOf,
  keepScan,
  type LoadedCase,
  loadCase,
  makingCaseOf,
  moveCase,
  moveWithPapers,
  paper,
  type SentScan,
} from '../proposals/index.ts'
import { addMadeData, findEntry, findMadeData, type RegisterEntry } from '../register/index.ts'
import { findOffer } from '../screening/index.ts'
import { encryptTo, isPublicKey } from './encryption.ts'
import { HANDOVER_WAYS } from './handover-ways.ts'
import type { FinishedResult, LedgerLine, Provision, ResultOf, TypedProvision } from './model.ts'
import { digestOf, type PackedFile, zipFiles } from './package.ts'
import { mayChooseRecipient, mayDownload, mayHandOver } from './permissions.ts'
import { packageReadme } from './readme.ts'
import { readResult } from './result.ts'
import { checkErasure, checkPassphrase, checkPublication, checkRecipient, checkResult, type TypedErasure } from './rules.ts'
import { findProvision, updateProvision, upsertRecipient } from './store.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const json = (value: unknown) => encode(`${JSON.stringify(value, null, 2)}\n`)
const aboutPackage = (organisationId: string, object: string) => `${organisationId}/package/${object}`

async function load(deps: Deps, actor: Actor, organisationId: string, caseId: string) {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  const [contract, provision] = await Promise.all([
    contractOf(deps.db, organisationId, caseId),
    findProvision(deps.db, organisationId, caseId),
  ])
  return { loaded, contract, provision }
}

/** The proposer says how the package is to be encrypted: to an age public key, or by a passphrase given at each download. */
export async function chooseRecipient(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: { recipientKind: string; recipientKey: string },
): Promise<Result<undefined>> {
  const { loaded, contract, provision } = await load(deps, actor, organisationId, caseId)
  if (!mayChooseRecipient(actor, loaded, contract, provision))
    return refused({ code: provision?.confirmedAt ? 'recipient-way-fixed' : 'role-not-permitted' })
  const chosen = checkRecipient(typed, isPublicKey)
  if (!chosen.ok) return chosen
  const { recipientKind, recipientKey } = chosen.value
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'recipient-way-chosen',
        subject: `proposal:${caseId}`,
        facts: { kind: recipientKind, key: recipientKey === null ? null : digestOf(encode(recipientKey)) },
      },
    ],
    () => [upsertRecipient(deps.db, { caseId, organisationId, recipientKind, recipientKey })],
  )
  return ok(undefined)
}

/** Makes the package of the accepted result and seals it; nothing is handed over yet. */
export async function prepareProvision(
  deps: Deps,
  resultOf: ResultOf,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: TypedProvision,
): Promise<Result<unknown>> {
  const { loaded, contract, provision } = await load(deps, actor, organisationId, caseId)
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
      const object = `packages/${caseId}/${idFrom(deps.random(20))}`
      const { sealed, key } = seal(bytes, aboutPackage(organisationId, object), deps.keys, deps.random)
      await deps.objects.put(object, sealed)
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

/** The package as it was sealed, or nothing if a byte of it has changed. */
export async function openPackage(deps: Deps, provision: Provision): Promise<Uint8Array | undefined> {
  const { packageObject, packageKey, packageSha256, organisationId } = provision
  const sealed = packageObject === null ? null : await deps.objects.get(packageObject)
  if (!sealed || !packageKey || packageObject === null) return undefined
  let bytes: Uint8Array
  try {
    bytes = unseal(sealed, aboutPackage(organisationId, packageObject), packageKey, deps.keys)
  } catch {
    return undefined // the seal is broken: told like a missing or changed package
  }
  return digestOf(bytes) === packageSha256 ? bytes : undefined
}

/** A second official confirms: the recipient may download, the ledger and the register say so. */
export async function confirmProvision(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  checked: boolean,
): Promise<Result<unknown>> {
  const { loaded, provision } = await load(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'confirm-provision' })
  if (!step.ok) return step
  if (!provision?.ledger) throw new NotFound('provision')
  if (!checked) return refused({ code: 'not-checked', field: 'checked' })
  if (!(await openPackage(deps, provision))) return refused({ code: 'package-changed' })
  const entry = await findEntry(deps.db, organisationId, loaded.theCase.entryId)
  if (!entry) throw new NotFound('entry of the case')
  const { ledger, packageSha256 } = provision
  return moveCase(deps, actor, loaded, {
    action: 'confirm-provision',
    facts: { package: packageSha256, persons: ledger.persons, entry: entry.id },
    effects: ({ at }) => [
      updateProvision(deps.db, organisationId, caseId, { confirmedAt: at, confirmedBy: actor.userId }),
      // Data already made stand in the register since they were first provided.
      ...(loaded.theCase.madeDataId === null
        ? addMadeData(deps.db, entry, {
            id: idFrom(deps.random(20)),
            caseId,
            persons: ledger.persons,
            items: ledger.items,
            desk: entry.content.proposalDesk?.name ?? entry.department,
            deskAddress: entry.content.proposalDesk?.address ?? '',
            proposalsFrom: ledger.reuseFrom,
            proposalsTo: ledger.reuseTo,
            createdAt: at,
          })
        : []),
    ],
    unique: ['made_data.case_id'],
  })
}

/** The package, encrypted to its recipient while it is sent. The passphrase stays in this call. */
export async function downloadPackage(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: { passphrase: string; passphraseAgain: string },
): Promise<Result<{ name: string; stream: ReadableStream<Uint8Array> }>> {
  const { loaded, provision } = await load(deps, actor, organisationId, caseId)
  if (!mayDownload(actor, loaded, provision)) throw new NotFound('package')
  if (provision.recipientKind === 'passphrase') {
    const refusals = checkPassphrase(typed.passphrase, typed.passphraseAgain)
    if (refusals.length > 0) return refused(...refusals)
  }
  const bytes = await openPackage(deps, provision)
  if (!bytes) return refused({ code: 'package-changed' })
  const stream = await encryptTo(provision, typed.passphrase, bytes)
  await writeWithAudit(
    deps,
    [
      {
        organisationId,
        actorId: actor.userId,
        type: 'package-downloaded',
        subject: `proposal:${caseId}`,
        facts: { package: provision.packageSha256, kind: provision.recipientKind },
      },
    ],
    () => [updateProvision(deps.db, organisationId, caseId, { downloadedAt: deps.clock() })],
  )
  return ok({ name: `${loaded.theCase.receiptNumber ?? caseId}.zip.age`, stream })
}

interface Received {
  files: { name: string; sha256: string }[]
  contractNumber: string
  concludedAt: number
  provisionMethod: string
}

const receipt = ({ concludedAt, ...received }: Received) =>
  paper('provision-receipt', ({ date, authority, proposer, fileName }) => ({
    ...{ date, authority, fileName, ...received },
    user: proposer,
    contractDate: japanDate(concludedAt),
    receivedOn: date,
  }))

/** 受領書 to go with the medium to one who has no account. @throws {NotFound} where nothing is handed over */
export async function receiptForm(deps: Deps, actor: Actor, organisationId: string, caseId: string) {
  const { loaded, contract, provision } = await load(deps, actor, organisationId, caseId)
  const offer = await findOffer(deps.db, organisationId, caseId)
  if (!mayHandOver(actor, loaded, provision) || !contract?.contractNumber || !contract.concludedAt || !provision.files || !offer)
    throw new NotFound('receipt form')
  const { contractNumber, concludedAt } = contract
  const about = { files: provision.files, contractNumber, concludedAt, provisionMethod: offer.provisionMethod }
  return blankForm(deps, loaded, receipt(about), ['受領した日'])
}

/** How a receipt that came on paper is recorded. */
export interface SentReceipt extends SentScan {
  compared: boolean
  /** 窓口での手渡し */
  handedBy: string
}

/**
 * The proposer has received and compared the package: the receipt (受領書) is made and kept. Of one who has no account an
 * official records the receipt that came, with its scan; what was encrypted for handing over is destroyed.
 */
export async function recordReceipt(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  { compared, handedBy, ...sent }: SentReceipt,
): Promise<Result<unknown>> {
  const { loaded, contract, provision } = await load(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'record-receipt' })
  if (!step.ok) return step
  const offer = await findOffer(deps.db, organisationId, caseId)
  if (!contract?.contractNumber || !contract.concludedAt || !provision?.files || !offer) throw new NotFound('provision')
  if (provision.downloadedAt === null) return refused({ code: 'not-downloaded' })
  if (!compared) return refused({ code: 'not-compared', field: 'compared' })
  const { contractNumber, concludedAt } = contract
  const { files, packageSha256, handover } = provision
  const isPaper = loaded.theCase.paper !== null
  if (isPaper && !HANDOVER_WAYS.some((way) => way === handedBy)) return refused({ code: 'required', field: 'handedBy' })
  const names = { day: 'receivedOn', file: 'scan' }
  const from = japanDate(provision.downloadedAt)
  const scan = isPaper ? await keepScan(deps, actor, loaded, 'receipt-scan', sent, names, from) : ok(undefined)
  if (!scan.ok) return scan
  const onPaper = scan.value ? { handedBy, receivedOn: scan.value.day, scan: scan.value.sha256 } : undefined
  const moved = await moveWithPapers(
    deps,
    actor,
    loaded,
    onPaper ? [] : [receipt({ files, contractNumber, concludedAt, provisionMethod: offer.provisionMethod })],
    () => ({
      action: 'record-receipt',
      ...(onPaper ? { data: onPaper, reason: `${handedBy}（${eraDate(onPaper.receivedOn)}）` } : {}),
      facts: { package: packageSha256, ...onPaper },
      effects: ({ at }) => [
        updateProvision(deps.db, organisationId, caseId, {
          receivedAt: onPaper ? Date.parse(`${onPaper.receivedOn}T00:00:00+09:00`) : at,
          handover: null,
        }),
      ],
    }),
  )
  if (moved.ok && handover) await deps.objects.delete(handover.object)
  return moved
}

/** Ends the use on the recipient's report of erasure. The package kept here is destroyed: its key with the move, then its bytes. */
export async function closeUse(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: TypedErasure,
): Promise<Result<unknown>> {
  const { loaded, provision } = await load(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'close' })
  if (!step.ok) return step
  if (provision?.receivedAt == null) throw new NotFound('provision')
  const erasure = checkErasure(typed, japanDate(provision.receivedAt), japanDate(deps.clock()))
  if (!erasure.ok) return erasure
  const { erasedOn, method } = erasure.value
  const { packageObject, packageSha256 } = provision
  const moved = await moveCase(deps, actor, loaded, {
    action: 'close',
    given: ['deletion-report'],
    reason: `消去の日 ${erasedOn}。方法：${method}`,
    facts: { erasedOn, package: packageSha256 },
    effects: () => [updateProvision(deps.db, organisationId, caseId, { packageKey: null, packageObject: null })],
  })
  if (moved.ok && packageObject !== null) await deps.objects.delete(packageObject)
  return moved
}
