import { type IsoDate, isIsoDate, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import type { Provision, TypedProvision } from './model.ts'

/** Four random words or more. @source OWASP: password-derived keys need length, not rules; ours is a product default */
export const SHORTEST_PASSPHRASE = 16
const LONGEST_PASSPHRASE = 200

/** How the recipient wants the package encrypted. */
export function checkRecipient(
  typed: { recipientKind: string; recipientKey: string },
  isPublicKey: (text: string) => boolean,
): Result<Pick<Provision, 'recipientKind' | 'recipientKey'>> {
  const key = typed.recipientKey.trim()
  // A secret key in the wrong place must not be kept, whatever else was chosen.
  if (/AGE-SECRET-KEY-/i.test(key)) return refused({ code: 'secret-key-given', field: 'recipientKey' })
  if (typed.recipientKind === 'passphrase') return ok({ recipientKind: 'passphrase', recipientKey: null })
  if (typed.recipientKind !== 'public-key') return refused({ code: 'required', field: 'recipientKind' })
  if (key === '') return refused({ code: 'required', field: 'recipientKey' })
  if (key.length > 4_000 || !isPublicKey(key)) return refused({ code: 'not-an-age-key', field: 'recipientKey' })
  return ok({ recipientKind: 'public-key', recipientKey: key })
}

export function checkPassphrase(passphrase: string, again: string): Refusal[] {
  if ([...passphrase].length < SHORTEST_PASSPHRASE)
    return [{ code: 'passphrase-too-short', field: 'passphrase', facts: { min: SHORTEST_PASSPHRASE } }]
  if (passphrase.length > LONGEST_PASSPHRASE) return [{ code: 'too-long', field: 'passphrase', facts: { max: LONGEST_PASSPHRASE } }]
  return passphrase === again ? [] : [{ code: 'passphrases-differ', field: 'passphraseAgain' }]
}

/**
 * What will stand in the public ledger and in the register.
 *
 * @param today - null: the period of further proposals is already published and is not set here
 */
export function checkPublication(typed: TypedProvision, today: IsoDate | null): Result<TypedProvision> {
  const refusals: Refusal[] = []
  const need = (field: 'publicRecipient' | 'publicPurpose', max: number) => {
    if (typed[field].trim() === '') refusals.push({ code: 'required', field })
    else if (typed[field].length > max) refusals.push({ code: 'too-long', field, facts: { max } })
  }
  need('publicRecipient', 200)
  need('publicPurpose', 1_000)
  for (const field of ['reuseFrom', 'reuseTo'] as const) if (!isIsoDate(typed[field])) refusals.push({ code: 'not-a-date', field })
  if (
    isIsoDate(typed.reuseFrom) &&
    isIsoDate(typed.reuseTo) &&
    today !== null &&
    (typed.reuseTo < typed.reuseFrom || typed.reuseTo < today)
  )
    refusals.push({ code: 'reuse-backwards', field: 'reuseTo' })
  if (refusals.length > 0) return refused(...refusals)
  return ok({ ...typed, publicRecipient: typed.publicRecipient.trim(), publicPurpose: typed.publicPurpose.trim() })
}

/**
 * Whether the result is what was contracted, and whole.
 *
 * @param earlierCopy - the files that another recipient of the same result was given: the data must be among them, byte for
 * byte (privacy-rules E2)
 */
export function checkResult(
  result: { sha256: string },
  seen: { sha256: string; recipeSha256: string },
  contractedRecipe: string | null,
  earlierCopy?: readonly { name: string; sha256: string }[] | null,
): Refusal[] {
  const refusals: Refusal[] = []
  if (earlierCopy && !earlierCopy.some(({ sha256 }) => sha256 === seen.sha256)) refusals.push({ code: 'copy-differs' })
  if (result.sha256 !== seen.sha256) refusals.push({ code: 'result-changed' })
  if (contractedRecipe === null || seen.recipeSha256 !== contractedRecipe) refusals.push({ code: 'recipe-not-contracted' })
  return refusals
}

/** The recipient's report that the data were erased, as the official received it. */
export interface TypedErasure {
  erasedOn: string
  method: string
}

/** When and how the recipient erased the data: after receiving them, and not in the future. */
export function checkErasure(typed: TypedErasure, receivedOn: IsoDate, today: IsoDate): Result<TypedErasure> {
  const refusals: Refusal[] = []
  if (!isIsoDate(typed.erasedOn)) refusals.push({ code: 'not-a-date', field: 'erasedOn' })
  else if (typed.erasedOn > today) refusals.push({ code: 'erased-in-future', field: 'erasedOn' })
  else if (typed.erasedOn < receivedOn) refusals.push({ code: 'erased-before-receipt', field: 'erasedOn', facts: { receivedOn } })
  const method = typed.method.trim()
  if (method === '') refusals.push({ code: 'required', field: 'method' })
  else if (method.length > 1_000) refusals.push({ code: 'too-long', field: 'method', facts: { max: 1_000 } })
  return refusals.length > 0 ? refused(...refusals) : ok({ erasedOn: typed.erasedOn, method })
}
