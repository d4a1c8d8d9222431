import { type IsoDate, isIsoDate, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import {
  isWeaker,
  type Programme,
  type ProgrammeDocument,
  programme as programmeOf,
  programmes,
  SETTINGS,
  type Setting,
  type SettingKind,
  sameValue,
  type Unit,
  valueFault,
  withBodies,
  withFastTrack,
} from '../../programmes/index.ts'
import { type DraftChanges, FEE_FIELDS, type SettingChange } from './model.ts'

export const UNIT_NAMES: Record<Unit, string> = {
  businessDays: '営業日',
  days: '日',
  weeks: '週間',
  months: 'か月',
  years: '年',
  minutes: '分',
  persons: '人',
  yen: '円',
  times: '回',
  items: '件',
  bytes: 'バイト',
}
export const SPAN_UNITS = ['businessDays', 'days', 'weeks', 'months', 'years', 'minutes'] as const

export const valueField = (key: string) => `value.${key}`
export const unitField = (key: string) => `unit.${key}`
export const sourceField = (key: string) => `source.${key}`

/** The programme that comes with the product and fixes what the law fixes, for a copy of a copy too. */
export function lawOf(one: Programme): Programme {
  const shipped = programmes()
  let at: Programme = one
  while (!shipped.includes(at) && at.extends !== undefined) at = programmeOf(at.extends)
  return at
}

/** How a value is typed in a form: one line for each entry of a list; nothing where nothing is fixed. */
export function typedValue({ value }: Pick<Setting, 'value'>): string {
  if (value === null) return ''
  if (Array.isArray(value)) return value.join('\n')
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}

/** A value as people read it, with its unit. */
export function shownValue(key: string, { value, unit, least, byTier }: Setting): string {
  if (value === null) return '定めなし'
  if (Array.isArray(value)) return value.length === 0 ? 'なし' : value.map((one) => CODES[one] ?? one).join('、')
  if (typeof value === 'boolean') return value ? 'する' : 'しない'
  const of = unit ? UNIT_NAMES[unit] : ''
  if (byTier) return `段階ごとに ${byTier.map((one) => one.toLocaleString('ja-JP')).join('、')}${of}`
  if (typeof value === 'number') return `${least === undefined ? '' : `${least}～`}${value.toLocaleString('ja-JP')}${of}`
  return SETTINGS[key]?.choices?.[value] ?? value
}

/** Codes that stand in lists. */
const CODES: Record<string, string> = {
  office: '事務所',
  web: 'インターネット',
  contract: '契約',
  fee: '手数料',
  production: '作成',
  use: '目的と事業',
  period: '期間',
  storage: '保管の場所',
  recipients: '利用する者',
}

/** What was typed, as a value of that kind; undefined if it is none. */
function readValue(kind: SettingKind, typed: string): Setting['value'] | undefined {
  const text = typed.replaceAll(/\r\n?/g, '\n').trim()
  if (kind.type === 'list')
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
  if (text === '') return null
  if (kind.type === 'flag') return text === 'yes' ? true : text === 'no' ? false : undefined
  if (kind.type === 'number' || kind.type === 'span') {
    const digits = text.normalize('NFKC').replaceAll(',', '')
    return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined
  }
  return text
}

/** What was typed for one stage's settings, against the programme that was copied. Nothing that stayed the same is a change. */
export function readSettings(
  from: Programme,
  keys: readonly string[],
  typed: Readonly<Record<string, string>>,
): { changes: Record<string, SettingChange>; refusals: Refusal[] } {
  const law = lawOf(from)
  const changes: Record<string, SettingChange> = {}
  const refusals: Refusal[] = []
  for (const key of keys) {
    const kind = SETTINGS[key]
    const before = from.settings[key]
    const text = typed[valueField(key)]
    if (!kind || !before || text === undefined) continue
    const field = valueField(key)
    const value = readValue(kind, text)
    const typedUnit = typed[unitField(key)]
    const unit = SPAN_UNITS.find((one) => one === typedUnit) ?? before.unit
    const source = (typed[sourceField(key)] ?? before.source ?? '').trim() || null
    if ([...text].length > LONGEST || [...(source ?? '')].length > LONGEST) {
      refusals.push({ code: 'too-long', field, facts: { max: LONGEST } })
      continue
    }
    if (value === undefined || valueFault(kind, value, unit) || isTooLong(kind, value, unit)) {
      refusals.push({ code: `setting-${kind.type}`, field })
      continue
    }
    // Rooms count with it: a span or number that the copied programme has may change, not vanish.
    if (value === null && typeof before.value === 'number' && !law.settings[key]?.locked) {
      refusals.push({ code: 'required', field })
      continue
    }
    const fixed = law.settings[key]
    if (fixed && isWeaker(fixed, { value, unit })) {
      refusals.push({ code: 'weaker-than-law', field, facts: { article: fixed.source ?? law.law.name, least: shownValue(key, fixed) } })
      continue
    }
    // What the law fixes keeps the law's article, also where the body is stricter.
    const cited = fixed?.locked ? fixed.source : source
    const same = sameValue(value, before.value) && unit === before.unit && cited === before.source
    if (!same) changes[key] = { value, unit, source: cited }
  }
  return { changes, refusals }
}

const LONGEST = 1_000

const DAYS: Partial<Record<Unit, number>> = { businessDays: 1.4, days: 1, weeks: 7, months: 30.5, years: 365, minutes: 1 / 1_440 }
const TEN_YEARS = 3_660

/** Whether a span ends beyond the years whose holidays are known: no day could be said for any case. */
const isTooLong = ({ type }: SettingKind, value: Setting['value'], unit: Unit | undefined): boolean =>
  type === 'span' && typeof value === 'number' && value * (DAYS[unit ?? 'days'] ?? 1) > TEN_YEARS

/** Amounts of the fee as typed. */
export function readFee(from: Programme, typed: Readonly<Record<string, string>>): { fee: DraftChanges['fee']; refusals: Refusal[] } {
  const fee: DraftChanges['fee'] = {}
  const refusals: Refusal[] = []
  for (const name of FEE_FIELDS) {
    const text = (typed[`fee.${name}`] ?? '').normalize('NFKC').replaceAll(/[,円\s]/g, '')
    if (!/^\d{1,9}$/.test(text)) refusals.push({ code: 'setting-number', field: `fee.${name}` })
    else if (Number(text) !== from.fee[name]) fee[name] = Number(text)
  }
  const source = (typed['fee.source'] ?? '').trim()
  if ([...source].length > LONGEST) refusals.push({ code: 'too-long', field: 'fee.source', facts: { max: LONGEST } })
  if (source !== (from.fee.source ?? '')) fee.source = source || null
  return { fee, refusals }
}

/** Words of the programme as typed. */
export function readWords(
  from: Programme,
  kept: Readonly<Record<string, string>>,
  typed: Readonly<Record<string, string>>,
): { words: Record<string, string>; refusals: Refusal[] } {
  const words: Record<string, string> = {}
  const refusals: Refusal[] = []
  for (const [name, before] of Object.entries(from.words)) {
    const text = (typed[`word.${name}`] ?? kept[name] ?? before).trim()
    if (text === '') refusals.push({ code: 'required', field: `word.${name}` })
    else if ([...text].length > 200) refusals.push({ code: 'too-long', field: `word.${name}`, facts: { max: 200 } })
    else if (text !== before) words[name] = text
  }
  return { words, refusals }
}

/**
 * A version from before a setting was known, with what holds for everybody where it says nothing: so that a copy of it can be
 * given the setting. A programme that names them all is returned as it is.
 */
export function withEverySetting(one: Programme): Programme {
  const missing = Object.keys(SETTINGS).filter((key) => !Object.hasOwn(one.settings, key))
  if (missing.length === 0) return one
  const added = missing.map((key): [string, Setting] => {
    const { base: value, unit } = SETTINGS[key]!
    return [key, { value, unit, source: null, verified: false, locked: false, effectiveFrom: one.effectiveFrom }]
  })
  return { ...one, settings: { ...one.settings, ...Object.fromEntries(added) } }
}

/** The whole programme that a draft makes of the one it was copied from, in force from that day. */
export function applyChanges(
  from: Programme,
  programmeId: string,
  changes: DraftChanges,
  effectiveFrom: IsoDate,
  version: string,
): ProgrammeDocument {
  const settings = Object.fromEntries(
    Object.entries(from.settings).map(([key, before]) => {
      const change = changes.settings[key]
      if (!change) return [key, before]
      const { least: _least, byTier: _byTier, ...rest } = before
      return [key, { ...rest, ...change, effectiveFrom, verified: change.source !== null }]
    }),
  )
  const { source, ...amounts } = changes.fee
  const isFeeChanged = Object.keys(changes.fee).length > 0
  return withFastTrack({
    ...(changes.bodies ? withBodies(from, changes.bodies) : from),
    questionnaire: changes.questionnaire === undefined ? from.questionnaire : changes.questionnaire,
    id: programmeId,
    version,
    effectiveFrom,
    effectiveUntil: null,
    extends: lawOf(from).id,
    title: changes.title,
    words: { ...from.words, ...changes.words },
    settings,
    fee: isFeeChanged
      ? { ...from.fee, ...amounts, source: source === undefined ? from.fee.source : source, verified: (source ?? from.fee.source) !== null }
      : from.fee,
  })
}

/** A day from which a version may hold: not in the past, so that nothing already decided comes under it. */
export function checkEffectiveFrom(typed: string, today: IsoDate): Result<IsoDate> {
  if (!isIsoDate(typed)) return refused({ code: 'not-a-date', field: 'effectiveFrom' })
  if (typed < today) return refused({ code: 'effective-in-past', field: 'effectiveFrom' })
  return ok(typed)
}
