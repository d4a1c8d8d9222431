import appi from '../../data-catalog/programmes/appi.json' with { type: 'json' }
import tottori from '../../data-catalog/programmes/tottori.json' with { type: 'json' }
import { NotFound } from '../core/index.ts'
import { loadProgrammes } from './loader.ts'
import type { Programme } from './model.ts'

export * from './clock.ts'
export { type MoveBy, moves, transition } from './engine.ts'
export * from './fee.ts'
export { loadProgrammes } from './loader.ts'
export type * from './model.ts'
export { programmeSchema } from './schema.ts'
export * from './settings.ts'

const loaded = loadProgrammes([appi, tottori])

/** Every programme the product holds, in order of preference. */
export const programmes = (): readonly Programme[] => loaded

/** The programme of that id and, if given, exactly that version. @throws {NotFound} */
export function programme(id: string, version?: string): Programme {
  const found = loaded.find((candidate) => candidate.id === id && (version === undefined || candidate.version === version))
  if (!found) throw new NotFound('programme')
  return found
}
