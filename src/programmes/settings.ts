import { SETTINGS } from './catalogue.ts'
import type { Programme, Setting } from './model.ts'

/** A setting of the programme by its key ("review.minPersons"). @throws {RangeError} if the programme has no such key */
export function setting(programme: Programme, key: string): Setting {
  const found = programme.settings[key]
  if (!found) throw new RangeError(`setting: ${programme.id} has no ${key}`)
  return found
}

/** A setting that is a number. @throws {RangeError} if it is none */
export function numberSetting(programme: Programme, key: string): number {
  const { value } = setting(programme, key)
  if (typeof value !== 'number') throw new RangeError(`setting: ${key} of ${programme.id} is not a number`)
  return value
}

/** The value of a setting; what holds for everybody where a version from before the setting does not name it. */
export const settingValue = (programme: Pick<Programme, 'settings'>, key: string): Setting['value'] =>
  (programme.settings[key] ?? { value: SETTINGS[key]?.base ?? null }).value
