import { knowClauses } from './documents/index.ts'
import { knowLevels } from './modules/levels/index.ts'
import type { ShippedFiles } from './platform/ports.ts'
import { knowCalendar, knowShippedProgrammes } from './programmes/index.ts'

/** Reads the law that comes with the product, before anything asks for it. A second time changes nothing. @throws if a file does not come */
export async function knowShipped(files: ShippedFiles): Promise<void> {
  const json = async (path: string) => JSON.parse(await files.text(path))
  await Promise.all([
    knowShippedProgrammes((name) => json(`programmes/${name}.json`)),
    json('codes/holidays.json').then(knowCalendar),
    json('contract-clauses.json').then(knowClauses),
    json('overlays/kobe-levels.json').then(knowLevels),
  ])
}
