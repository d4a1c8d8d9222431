import { InputError } from '../core/index.ts'

/** Errors that say what the caller did wrong, by name: they are thrown on both sides of the library's border. */
const CALLERS_FAULT = new Set(['InputError', 'InputProblem', 'RecipeError', 'ValueProblem', 'UnsupportedOnEngine'])

/** One message for one failure: 2 for the caller's fault with what, where and how to mend it; 1 for ours without detail, which could quote a cell (F7). */
export function exitStatusOf(error: unknown, stream: { write: (text: string) => void }): number {
  if (error instanceof InputError || (error instanceof Error && CALLERS_FAULT.has(error.name))) {
    stream.write(`sakyu: ${error.message}\n`)
    return 2
  }
  const fault = error as { name?: string; code?: string }
  const what =
    fault.code === 'out-of-memory'
      ? 'メモリが足りません。--memory を増やしてください'
      : `内部の障害です（${fault.name ?? 'Error'}${fault.code ? `: ${fault.code}` : ''}）`
  stream.write(`sakyu: ${what}\n`)
  return 1
}
