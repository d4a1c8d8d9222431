import type { Body, Questionnaire, Setting, Unit } from '../../programmes/index.ts'

/** What an administrator has changed in a copy; everything else is as in the programme that was copied. */
export interface DraftChanges {
  title: string
  settings: Record<string, SettingChange>
  fee: Partial<Record<FeeField, number>> & { source?: string | null }
  words: Record<string, string>
  /** all of them, once one is changed */
  bodies?: Body[]
  /** null: the programme asks none any more */
  questionnaire?: Questionnaire | null
}

export interface SettingChange {
  value: Setting['value']
  unit?: Unit
  /** article of the body's own law or ordinance; null: none is named, and the value is the body's own choice */
  source: string | null
}

export const FEE_FIELDS = ['baseYen', 'hourlyYen', 'secondUseYen'] as const
export type FeeField = (typeof FEE_FIELDS)[number]
