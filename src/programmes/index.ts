import { NotFound } from '../core/index.ts'
import { knowCatalogue } from './catalogue.ts'
import { loadProgramme } from './loader.ts'
import type { Programme, ProgrammeDocument } from './model.ts'

export { bodiesFor, bodyStates, rulingAction, rulingsOf, withBodies } from './bodies.ts'
export { SETTINGS, type SettingKind, STAGES, valueFault } from './catalogue.ts'
export * from './clock.ts'
export * from './clocks.ts'
export { councilIsAsked, isDuty, type MoveBy, moves, replay, SAME, targetOf, transition, WITHOUT_ADVICE } from './engine.ts'
export { gatedFit, isFastTrack, withFastTrack } from './fast-track.ts'
export * from './fee.ts'
export { decisionForecast, type Forecast } from './forecast.ts'
export { isWeaker, kindOf, loadProgrammes, readProgramme, sameValue } from './loader.ts'
export type * from './model.ts'
export { makesFirst, ORDERED, orderFaults, orderOf, paysAfter } from './order.ts'
export { phasesOf } from './phases.ts'
export { programmeSchema } from './schema.ts'
export * from './settings.ts'

/** Documents that come with the product, in order of preference: the laws that bodies work under, then what was read from a survey. */
const SHIPPED = ['appi', 'tottori', 'statistics-act', 'ndb', 'npd', 'acara', 'ies', 'mona']

let documents: readonly ProgrammeDocument[] = []

/** Reads the catalogue of settings and the programmes that come with the product, by their names in data-catalog/programmes. */
export async function knowShippedProgrammes(read: (name: string) => Promise<unknown>): Promise<void> {
  const [catalogue, ...programmeDocuments] = await Promise.all([read('settings'), ...SHIPPED.map(read)])
  knowCatalogue(catalogue as Parameters<typeof knowCatalogue>[0])
  documents = programmeDocuments as ProgrammeDocument[]
}

/** Programmes that were asked for, by id and version: a version never changes, so it is read once. */
const known = new Map<string, Programme>()
const keyOf = (id: string, version: string) => `${id} ${version}`

const shipped = new Map<string, Programme>()

function shippedProgramme(id: string): Programme | undefined {
  const document = documents.find((one) => one.id === id)
  // Read when first asked for: a Worker starts without reading eight of them.
  if (document && !shipped.has(id)) shipped.set(id, loadProgramme(document, documents))
  return shipped.get(id)
}

/** Every programme that comes with the product, in order of preference. */
export const programmes = (): readonly Programme[] => documents.map(({ id }) => shippedProgramme(id)!)

/** Programmes of laws that bodies work under now or did; the others were read from a survey and are there to be copied. */
export const programmesInUse = (): readonly Programme[] => programmes().filter(({ snapshot }) => snapshot === undefined)

/** The programme of that id and, if given, exactly that version. @throws {NotFound} */
export function programme(id: string, version?: string): Programme {
  const found = shippedProgramme(id)
  if (found && (version === undefined || found.version === version)) return found
  const kept = version === undefined ? undefined : known.get(keyOf(id, version))
  if (!kept) throw new NotFound('programme')
  return kept
}

/** Whether `programme(id, version)` would answer: whoever keeps versions elsewhere asks before fetching one. */
export const isKnown = (id: string, version: string): boolean => known.has(keyOf(id, version)) || shippedProgramme(id)?.version === version

/** Adds a version that is kept elsewhere. Its version names its content, so adding it twice changes nothing. */
export function addProgramme(one: Programme): void {
  known.set(keyOf(one.id, one.version), one)
}
