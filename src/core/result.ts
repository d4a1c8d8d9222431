import { Conflict } from './errors.ts'

/** Why something may not happen: a fact, never a sentence. Pages turn the code into Japanese (views/labels.ts). */
export interface Refusal {
  code: string
  /** the form field at fault, if one is */
  field?: string
  /** facts that the sentence needs: counts, limits, article numbers; never a personal value */
  facts?: Record<string, string | number>
}

/** A business answer: a value, or every reason why not at once. */
export type Result<T> = { ok: true; value: T } | { ok: false; refusals: Refusal[] }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const refused = (...refusals: Refusal[]): Result<never> => ({ ok: false, refusals })

/** Does what somebody else may have done before: that is a refusal, not a fault. */
export async function unlessConflict<T>(refusal: Refusal, write: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await write())
  } catch (error) {
    if (error instanceof Conflict) return refused(refusal)
    throw error
  }
}
