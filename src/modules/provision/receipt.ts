import type { Deps } from '../../app-env.ts'
import { type Actor, eraDate, japanDate, NotFound, ok, type Result, refused } from '../../core/index.ts'
import { blankForm, checkMove, keepScan, moveWithPapers, paper, type SentScan } from '../proposals/index.ts'
import { findOffer } from '../screening/index.ts'
import { HANDOVER_WAYS } from './handover-ways.ts'
import { loadProvision } from './load.ts'
import { mayHandOver } from './permissions.ts'
import { updateProvision } from './store.ts'

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
  const { loaded, contract, provision } = await loadProvision(deps, actor, organisationId, caseId)
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
  const { loaded, contract, provision } = await loadProvision(deps, actor, organisationId, caseId)
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
