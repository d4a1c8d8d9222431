import type { Deps } from '../../app-env.ts'
import { type Actor, idFrom, isIsoDate, NotFound, ok, type Result, refused } from '../../core/index.ts'
import { dueDate, paysAfter } from '../../programmes/index.ts'
import { checkPayment, insertPayment, type Typed } from '../fees/index.ts'
import {
  blankForm,
  caseDeadline,
  checkMadeExists,
  checkMove,
  factsOf,
  keepScan,
  type LoadedCase,
  loadCase,
  moveCase,
  moveWithPapers,
  paper,
  type SentScan,
} from '../proposals/index.ts'
import { findEntry } from '../register/index.ts'
import { findOffer, type Offer, updateOffer } from '../screening/index.ts'
import { dueNow } from './fee-acts.ts'
import type { TypedContract } from './model.ts'
import { readRecipe } from './recipe.ts'
import { checkTerms } from './rules.ts'
import { beginContract, contractOf, updateContract } from './store.ts'

async function loadOffered(deps: Deps, actor: Actor, organisationId: string, caseId: string) {
  const loaded = await loadCase(deps, actor, organisationId, caseId)
  const [offer, contract] = await Promise.all([findOffer(deps.db, organisationId, caseId), contractOf(deps.db, organisationId, caseId)])
  return { loaded, offer, contract }
}

const application = (offer: Offer) =>
  paper('contract-application', ({ date, authority, proposer, receiptNumber, fileName }) => ({
    ...{ date, authority, proposer, receiptNumber, fileName },
    noticeNumber: offer.noticeNumber,
    noticeDate: offer.noticeDate,
    totalYen: offer.feeYen,
    paymentMethod: offer.paymentMethod,
    provisionMethod: offer.provisionMethod,
  }))

/** 契約締結申込書 to go with the fit notice to one who proposed on paper. @throws {NotFound} where there is nothing to apply for on paper */
export async function applicationForm(deps: Deps, actor: Actor, organisationId: string, caseId: string) {
  const { loaded, offer } = await loadOffered(deps, actor, organisationId, caseId)
  if (!offer || loaded.theCase.paper === null || !checkMove(actor, loaded, { action: 'apply-contract' }).ok)
    throw new NotFound('application form')
  return blankForm(deps, loaded, application(offer))
}

/**
 * The proposer applies for the contract on the terms of the fit notice: the application (様式第十) is made and handed in. Of one
 * who proposed on paper the desk records the application that came, with its scan and the day that it came.
 */
export async function applyForContract(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  { agreed, ...sent }: SentScan & { agreed: boolean },
): Promise<Result<unknown>> {
  const { loaded, offer } = await loadOffered(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'apply-contract' })
  if (!step.ok) return step
  if (!offer) throw new NotFound('offer')
  const applyBy = caseDeadline(loaded)
  const isPaper = loaded.theCase.paper !== null
  if (applyBy && (isPaper && isIsoDate(sent.day) ? sent.day : loaded.today) > applyBy)
    return refused({ code: 'application-late', facts: { applyBy } })
  if (!agreed) return refused({ code: 'terms-not-agreed', field: 'agreed' })
  const names = { day: 'receivedOn', file: 'scan' }
  const scan = isPaper ? await keepScan(deps, actor, loaded, 'application-scan', sent, names, offer.noticeDate) : ok(undefined)
  if (!scan.ok) return scan
  return moveWithPapers(deps, actor, loaded, scan.value ? [] : [application(offer)], () => ({
    action: 'apply-contract',
    // Where the fee follows the contract, nothing is due yet.
    data: { ...(paysAfter(loaded.programme) ? {} : { dueOn: offer.payBy }), ...onPaper(scan.value) },
    facts: { feeYen: offer.feeYen, ...onPaper(scan.value) },
    effects: ({ at }) => [beginContract(deps.db, { caseId, organisationId, feeYen: offer.feeYen, appliedAt: at })],
  }))
}

const onPaper = (scan: { day: string; sha256: string } | undefined): Record<string, string> =>
  scan ? { receivedOn: scan.day, scan: scan.sha256 } : {}

/** An official records that the whole fee was paid. */
export async function recordPayment(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: Typed,
): Promise<Result<unknown>> {
  const { loaded, offer, contract } = await loadOffered(deps, actor, organisationId, caseId)
  const step = checkMove(actor, loaded, { action: 'record-payment' })
  if (!step.ok) return step
  if (!offer || !contract) throw new NotFound('contract')
  const { amountYen, dueOn } = await dueNow({ deps, loaded })
  const payment = checkPayment(loaded.programme, typed, { amountYen, from: offer.noticeDate, dueOn }, loaded.today)
  if (!payment.ok) return payment
  const { isLate, ...paid } = payment.value
  const { paidOn } = paid
  return moveCase(deps, actor, loaded, {
    action: 'record-payment',
    given: ['amount', 'paid-on'],
    data: { paidOn, amountYen, isLate },
    facts: { paidOn, amountYen, isLate },
    effects: ({ at }) => [
      updateContract(deps.db, organisationId, caseId, { paidOn, paymentReference: paid.reference }),
      insertPayment(deps.db, {
        ...{ ...paid, id: idFrom(deps.random(20)), organisationId, caseId, kind: 'payment', dueOn, at, by: actor.userId },
      }),
    ],
  })
}

/** The recipe that the data of this case were already made by: the contract for them names no other. */
async function recipeOfMadeData(deps: Deps, { theCase }: LoadedCase): Promise<{ text: string; files: Record<string, string> } | undefined> {
  const { organisationId, content } = theCase
  if (!content.made) return undefined
  const first = await contractOf(deps.db, organisationId, content.made.caseId)
  if (!first?.recipe) throw new NotFound('contract that the data were made under')
  return { text: first.recipe, files: first.recipeFiles ?? {} }
}

/** Concludes the contract on exactly this recipe: its hash stands in the contract, the order, the report and the log. */
export async function concludeContract(
  deps: Deps,
  actor: Actor,
  organisationId: string,
  caseId: string,
  typed: TypedContract,
  files: Record<string, string>,
): Promise<Result<unknown>> {
  const { loaded, offer, contract } = await loadOffered(deps, actor, organisationId, caseId)
  const { today } = loaded
  const step = checkMove(actor, loaded, { action: 'conclude-contract' })
  if (!step.ok) return step
  const entry = await findEntry(deps.db, organisationId, loaded.theCase.entryId)
  if (!offer || !contract || !entry) throw new NotFound('contract')
  const { paidOn } = contract
  const payBy = paysAfter(loaded.programme) ? (offer.payBy > today ? offer.payBy : dueDate(loaded.programme, 'fee.due', today)) : null
  const proposal = factsOf(loaded.programme, loaded.theCase.content, entry)
  const terms = checkTerms(typed, proposal.period)
  const fixed = contract.recipe === null ? undefined : { text: contract.recipe, files: contract.recipeFiles ?? {} }
  const written = (await recipeOfMadeData(deps, loaded)) ?? fixed ?? { text: typed.recipe, files }
  const recipe = readRecipe(written.text, written.files, loaded.programme.settings['prod.localRecoding']?.value !== 'refuse')
  const gone = await checkMadeExists(deps, loaded.theCase)
  if (!terms.ok || !recipe.ok || gone.length > 0)
    return refused(...(terms.ok ? [] : terms.refusals), ...(recipe.ok ? [] : recipe.refusals), ...gone)
  const { periodFrom, periodTo, clauses } = terms.value
  const { sha256, title, items } = recipe.value
  return moveWithPapers(
    deps,
    actor,
    loaded,
    [
      paper('contract', ({ number, date, authority, authorityAddress, proposer, receiptNumber, fileName, persons }) => ({
        ...{ number, date, authority, authorityAddress, receiptNumber, fileName, persons, periodFrom, periodTo, items, clauses },
        user: proposer,
        noticeNumber: offer.noticeNumber,
        noticeDate: offer.noticeDate,
        recipeName: title,
        recipeSha256: sha256,
        purpose: [proposal.purpose, proposal.use].filter(Boolean).join('\n'),
        business: proposal.business,
        fee: { lines: offer.feeLines, totalYen: offer.feeYen },
        feePaidOn: paidOn,
        feeDueOn: payBy,
        provisionMethod: offer.provisionMethod,
        measures: proposal.measures,
      })),
    ],
    (issued) => ({
      action: 'conclude-contract',
      given: ['recipe'],
      data: { recipeSha256: sha256, ...(payBy ? { dueOn: payBy } : {}) },
      facts: { recipe: sha256, feeYen: contract.feeYen, periodFrom, periodTo },
      effects: ({ at }) => [
        ...(payBy ? [updateOffer(deps.db, organisationId, caseId, { payBy })] : []),
        updateContract(deps.db, organisationId, caseId, {
          contractNumber: issued.documents[0]!.number,
          concludedAt: at,
          periodFrom,
          periodTo,
          clauses,
          recipe: written.text,
          recipeSha256: sha256,
          recipeFiles: written.files,
        }),
      ],
    }),
  )
}
