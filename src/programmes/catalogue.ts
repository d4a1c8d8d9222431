import type { Setting, Unit } from './model.ts'

/** What a setting is, for every programme alike: its stage, its label and the form of its value. */
export interface SettingKind {
  stage: string
  label: string
  type: 'text' | 'list' | 'number' | 'span' | 'flag' | 'choice'
  unit?: Unit
  /** code → what people read, of a choice */
  choices?: Record<string, string>
  /** what holds where a programme says nothing: a default of the product, not law */
  base: Setting['value']
}

/** Every setting that a programme may hold, in the order of the procedure. */
export let SETTINGS: Record<string, SettingKind> = {}

/** Stage of the procedure → its name. */
export let STAGES: Record<string, string> = {}

/** Takes the catalogue that comes with the product (data-catalog/programmes/settings.json), before any programme is read. */
export function knowCatalogue(document: { settings: Record<string, SettingKind>; stages: Record<string, string> }): void {
  SETTINGS = document.settings
  STAGES = document.stages
}

const SPANS: readonly (Unit | undefined)[] = ['businessDays', 'days', 'weeks', 'months', 'years', 'minutes']

/** Why a value is none for this kind of setting; undefined if it is. null is always a value: nothing is fixed. */
export function valueFault(kind: SettingKind, value: Setting['value'], unit?: Unit): string | undefined {
  if (value === null) return undefined
  switch (kind.type) {
    case 'text':
      return typeof value === 'string' && value.trim() !== '' ? undefined : '文字を書いてください'
    case 'list':
      return Array.isArray(value) && value.every((one) => one.trim() !== '') ? undefined : '一行に一つずつ書いてください'
    case 'flag':
      return typeof value === 'boolean' ? undefined : '「する」か「しない」かを選んでください'
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(kind.choices ?? {}, value) ? undefined : '選択肢から選んでください'
    case 'number':
    case 'span':
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return '0以上の整数を書いてください'
      return kind.type === 'span' && !SPANS.includes(unit) ? '期間の単位を選んでください' : undefined
  }
}
