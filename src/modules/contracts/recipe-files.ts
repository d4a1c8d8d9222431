import type { Refusal } from '../../core/index.ts'

/** A hierarchy file of a recipe: code lists are far smaller. */
const LARGEST_FILE = 1024 * 1024

/** The files that a recipe names (hierarchies), as texts by their names. @param known - read before, when the paper was shown */
export async function readFiles(
  sent: readonly File[],
  known: Iterable<[string, string]> = [],
): Promise<{ ok: true; files: Record<string, string> } | { ok: false; refusals: Refusal[] }> {
  const files = new Map(known)
  const refusals: Refusal[] = []
  for (const value of sent) {
    const { name } = value
    if (value.size > LARGEST_FILE) {
      refusals.push({ code: 'recipe-file-too-large', field: 'files', facts: { name, max: LARGEST_FILE } })
      continue
    }
    try {
      files.set(name, new TextDecoder('utf-8', { fatal: true }).decode(await value.arrayBuffer()))
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      refusals.push({ code: 'recipe-file-not-text', field: 'files', facts: { name } })
    }
  }
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, files: Object.fromEntries(files) }
}
