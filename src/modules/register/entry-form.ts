import { sha256 } from '@noble/hashes/sha2.js'
import codes from '../../../data-catalog/codes/eligibility.json' with { type: 'json' }
import { hex, type IsoDate, isIsoDate, type Refusal } from '../../core/index.ts'
import { numberSetting, type Programme, setting } from '../../programmes/index.ts'
import type { EntryDraft, RecordedItem } from './content.ts'
import { checkEntry, isWithheld } from './rules.ts'

/** What is typed in the editor, by field. */
export type Typed = Readonly<Record<string, string>>

/** Kinds of recorded items, as the recipe classes them. */
export const ITEM_KINDS: Record<string, string> = {
  other: 'その他の項目',
  'direct-identifier': '氏名など、だれか分かる項目',
  'individual-code': '個人識別符号',
  'linking-code': '番号（連結する符号）',
  'quasi-identifier': '年齢・住所など、組み合わせると分かる項目',
  sensitive: '人に知られたくない項目',
}

/** The tests that make a file 該当, in order, each with the key of its article in a programme. */
export const TESTS = codes.tests as { id: 'registered' | 'disclosable' | 'feasible'; label: string; article: string }[]
/** Why a file need not stand in the register, by number of 法75条2項 (74条2項), m for 75条2項3号, 75-3 for 75条3項. */
export const EXCLUSIONS: Record<string, string> = codes.exclusions
/** How a disclosure request would be answered. @source 法60条3項2号イ, ロ */
export const ROUTES: Record<string, string> = codes.routes
/** Hindrances to the office's work, with the codes of the prefecture that first named them. */
export const OBSTACLES: Record<string, string> = codes.obstacles
/** Grounds on which a part of a file is not disclosed and so taken out before processing. */
export const NONDISCLOSURE: Record<string, string> = codes.grounds

const itemField = (no: number, part: string) => `item-${no}-${part}`
export const MOST_ITEMS = 300

/** How many rows of items the form shows. */
export const itemRowsOf = (typed: Typed): number => Math.min(MOST_ITEMS, Math.max(8, Number.parseInt(typed['item-count'] ?? '', 10) || 0))

const yes = (value: boolean) => (value ? 'yes' : '')

/** An entry as the editor would have it typed. */
export function typedOf(draft: EntryDraft): Record<string, string> {
  const test = (name: string) => draft.judgment.tests.find((one) => one.test === name)
  return {
    ...{ slug: draft.slug, ledger: draft.ledger ?? 'register', name: draft.name, authority: draft.authority, department: draft.department },
    ...{
      purpose: draft.purpose,
      scope: draft.scope,
      collection: draft.collection ?? '',
      collectionWithheld: yes(draft.collection === null),
    },
    'item-count': String(draft.items.length + 5),
    ...Object.fromEntries(
      draft.items.flatMap((item, i) => [
        [itemField(i + 1, 'name'), item.name],
        [itemField(i + 1, 'kind'), item.kind],
        [itemField(i + 1, 'sensitive'), yes(item.sensitive)],
        [itemField(i + 1, 'note'), item.note ?? ''],
        [itemField(i + 1, 'nondisclosure'), item.nondisclosure ?? ''],
      ]),
    ),
    itemsPartlyWithheld: yes(draft.itemsPartlyWithheld),
    hasSensitive: draft.hasSensitive ? 'yes' : 'no',
    ordinanceSensitive: draft.ordinanceSensitive,
    regularRecipients: draft.regularRecipients.join('\n'),
    recipientsWithheld: yes(draft.recipientsWithheld === true),
    ...{ 'disclosureDesk-name': draft.disclosureDesk.name, 'disclosureDesk-address': draft.disclosureDesk.address },
    specialProcedures: draft.specialProcedures ?? '',
    fileKind: draft.fileKind,
    hasManualCounterpart: draft.hasManualCounterpart === null ? '' : draft.hasManualCounterpart ? 'yes' : 'no',
    ...{ 'proposalDesk-name': draft.proposalDesk?.name ?? '', 'proposalDesk-address': draft.proposalDesk?.address ?? '' },
    ...{
      remarks: draft.remarks ?? '',
      holdingSince: draft.holdingSince,
      personsCountedOn: draft.personsCountedOn,
      persons: String(draft.persons),
    },
    ...Object.fromEntries(
      TESTS.flatMap(({ id }) => [
        [`${id}-met`, test(id)?.met ? 'yes' : 'no'],
        [`${id}-reason`, test(id)?.reason ?? ''],
      ]),
    ),
    'registered-exclusion': test('registered')?.exclusion ?? '',
    'disclosable-route': test('disclosable')?.route ?? '',
    'feasible-obstacle': test('feasible')?.obstacle ?? '',
    ...{ publicReason: draft.judgment.publicReason, internalReason: draft.judgment.internalReason },
    ...{ decidedBy: draft.judgment.decidedBy, decidedOn: draft.judgment.decidedOn },
  }
}

/** What was typed, as an entry; what is missing is empty and found by `checkForm`. The three tests make it 該当 or not. */
export function readEntry(typed: Typed): EntryDraft {
  const at = (name: string) => (typed[name] ?? '').trim()
  const or = (name: string) => at(name) || null
  const items: RecordedItem[] = []
  for (let row = 1; row <= itemRowsOf(typed); row++) {
    const name = at(itemField(row, 'name'))
    if (name === '') continue
    const kind = at(itemField(row, 'kind'))
    const item: RecordedItem = {
      no: items.length + 1,
      name,
      kind: Object.hasOwn(ITEM_KINDS, kind) ? kind : 'other',
      sensitive: at(itemField(row, 'sensitive')) === 'yes',
    }
    const note = at(itemField(row, 'note'))
    const ground = at(itemField(row, 'nondisclosure'))
    if (note) item.note = note
    if (Object.hasOwn(NONDISCLOSURE, ground)) item.nondisclosure = ground
    items.push(item)
  }
  const desk = (field: string) => ({ name: at(`${field}-name`), address: at(`${field}-address`) })
  const tests = TESTS.map(({ id: test }) => ({
    test,
    met: at(`${test}-met`) === 'yes',
    reason: at(`${test}-reason`),
    ...(test === 'registered' ? { exclusion: or('registered-exclusion') } : {}),
    ...(test === 'disclosable' ? { route: or('disclosable-route') } : {}),
    ...(test === 'feasible' ? { obstacle: or('feasible-obstacle') } : {}),
  }))
  const ledger = at('ledger') === 'ordinance' ? 'ordinance' : 'register'
  const isEligible = ledger === 'register' && tests.every(({ met }) => met)
  const ordinance = at('ordinanceSensitive')
  const proposalDesk = desk('proposalDesk')
  const digits = at('persons')
    .normalize('NFKC')
    .replaceAll(/[,\s]|人$/g, '')
  return {
    ...{ slug: at('slug').toLowerCase(), ledger, name: at('name'), authority: at('authority'), department: at('department') },
    ...{ purpose: at('purpose'), items, itemsPartlyWithheld: at('itemsPartlyWithheld') === 'yes', scope: at('scope') },
    collection: at('collectionWithheld') === 'yes' ? null : at('collection'),
    hasSensitive: at('hasSensitive') === 'yes',
    ordinanceSensitive: ordinance === 'included' || ordinance === 'none' ? ordinance : 'not-defined',
    regularRecipients: at('regularRecipients')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean),
    ...(at('recipientsWithheld') === 'yes' ? { recipientsWithheld: true, regularRecipients: [] } : {}),
    disclosureDesk: desk('disclosureDesk'),
    specialProcedures: or('specialProcedures'),
    fileKind: at('fileKind') === 'manual' ? 'manual' : 'computer',
    hasManualCounterpart: at('fileKind') === 'manual' || at('hasManualCounterpart') === '' ? null : at('hasManualCounterpart') === 'yes',
    proposalDesk: proposalDesk.name === '' ? null : proposalDesk,
    remarks: or('remarks'),
    ...{ holdingSince: at('holdingSince'), personsCountedOn: at('personsCountedOn') },
    persons: /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN,
    isEligible,
    judgment: {
      tests,
      ...{ publicReason: at('publicReason'), internalReason: at('internalReason'), decidedBy: at('decidedBy'), decidedOn: at('decidedOn') },
    },
  }
}

const LONGEST = 4_000

/**
 * Everything that keeps a typed entry from being handed on, by field. What only an answer calls for is asked once it is given.
 *
 * @source 法74条1項, 75条, 110条, 60条3項 and 令21条6項
 */
export function checkForm(draft: EntryDraft, typed: Typed, abolished: readonly string[], today: IsoDate): Refusal[] {
  const checked = checkEntry(draft)
  const refusals: Refusal[] = checked.ok ? [] : checked.refusals.map(formField)
  const need = (field: string) => {
    if ((typed[field] ?? '').trim() === '') refusals.push({ code: 'required', field })
  }
  need('fileKind')
  need('hasSensitive')
  need('disclosureDesk-address')
  if (draft.collection !== null) need('collection')
  if (draft.proposalDesk && draft.proposalDesk.address === '') refusals.push({ code: 'required', field: 'proposalDesk-address' })
  for (const field of ['publicReason', 'internalReason', 'decidedBy'] as const) need(field)
  for (const field of ['decidedOn', 'holdingSince', 'personsCountedOn'] as const) {
    const day = (typed[field] ?? '').trim()
    if (!isIsoDate(day)) refusals.push({ code: 'not-a-date', field })
    else if (day > today) refusals.push({ code: 'not-a-past-day', field })
  }
  for (const { id } of TESTS) {
    need(`${id}-met`)
    need(`${id}-reason`)
  }
  const [registered, disclosable, feasible] = draft.judgment.tests
  if (registered?.exclusion && registered.met) refusals.push({ code: 'excluded-yet-registered', field: 'registered-met' })
  if (typed['registered-met'] === 'no' && !registered?.exclusion && draft.ledger !== 'ordinance' && !isWithheld(draft))
    refusals.push({ code: 'required', field: 'registered-exclusion' })
  if (typed['disclosable-met'] === 'no' && disclosable?.route) refusals.push({ code: 'route-yet-undisclosed', field: 'disclosable-route' })
  if (disclosable?.met && !disclosable.route) refusals.push({ code: 'required', field: 'disclosable-route' })
  if (typed['feasible-met'] === 'no' && !feasible?.obstacle) refusals.push({ code: 'required', field: 'feasible-obstacle' })
  if (feasible?.met && feasible.obstacle) refusals.push({ code: 'obstacle-yet-feasible', field: 'feasible-obstacle' })
  if (abolished.includes(draft.department)) refusals.push({ code: 'department-abolished', field: 'department' })
  if (typed.effectiveOn && !isIsoDate(typed.effectiveOn)) refusals.push({ code: 'not-a-date', field: 'effectiveOn' })
  refusals.push(...tooLong(typed))
  return refusals.filter((one, i) => refusals.findIndex(({ code, field }) => code === one.code && field === one.field) === i)
}

/** What even a draft may not hold. */
export const tooLong = (typed: Typed): Refusal[] =>
  Object.entries(typed)
    .filter(([, text]) => [...text].length > LONGEST)
    .map(([field]) => ({ code: 'too-long', field, facts: { max: LONGEST } }))

const FIELD =
  /^(item-\d{1,3}-(name|kind|sensitive|note|nondisclosure)|item-count|[a-zA-Z]{2,24}(-(name|address|met|reason|exclusion|route|obstacle))?)$/

/** The fields of the editor among what was sent; anything else is not kept. */
export const onlyFields = (sent: Typed): Record<string, string> =>
  Object.fromEntries(Object.entries(sent).filter(([name]) => FIELD.test(name)))

/** The field of the form that shows what an entry's rule found. */
const FORM_FIELDS: Record<string, string> = {
  items: 'item-1-name',
  disclosureDesk: 'disclosureDesk-name',
  proposalDesk: 'proposalDesk-name',
  isEligible: 'registered-met',
}
const formField = (refusal: Refusal): Refusal => ({ ...refusal, field: FORM_FIELDS[refusal.field ?? ''] ?? refusal.field })

/** Item names that look like individual codes. @source 法2条2項, 令1条: codes that are all taken out or replaced (規則62条2号) */
const CODE_LIKE =
  /個人番号|マイナンバー|基礎年金番号|免許証(の)?番号|旅券(の)?番号|被保険者(証)?(の)?(記号|番号)|住民票コード|在留カード(の)?番号|指紋|虹彩|静脈|声紋|顔(画像|認証|の特徴)|ＤＮＡ|DNA/
/** Item names that look like 要配慮個人情報. @source 法2条3項, 令2条 */
const SENSITIVE_LIKE = /病名|傷病|病歴|障害|障がい|健診|健康診断|検査結果|診療|調剤|犯罪|前科|逮捕|非行|信条|宗教|人種|社会的身分/
/** Not 要配慮 in the Act, though ordinances may say so. */
const ORDINANCE_LIKE = /生活保護|性的指向|性自認|門地|労働組合/

export interface Warning {
  about: 'below-register' | 'looks-like-code' | 'looks-sensitive' | 'looks-ordinance-sensitive'
  facts: Record<string, string | number>
}

/** Names these warnings: who confirms them has seen these and no others. */
export const markOf = (warnings: readonly Warning[]): string => hex(sha256(new TextEncoder().encode(JSON.stringify(warnings)))).slice(0, 12)

/** What the writer is asked to look at again and confirm. */
export function warningsOf(programme: Programme, draft: EntryDraft): Warning[] {
  const warnings: Warning[] = []
  const names = (like: RegExp, but: (item: RecordedItem) => boolean) =>
    draft.items.filter((item) => like.test(item.name.normalize('NFKC')) && !but(item)).map(({ name }) => name)
  const { value, source } = setting(programme, 'register.minPersons')
  if (typeof value === 'number' && draft.persons < numberSetting(programme, 'register.minPersons') && draft.ledger !== 'ordinance')
    warnings.push({ about: 'below-register', facts: { least: value, article: source ?? '' } })
  const codes = names(CODE_LIKE, ({ kind }) => kind === 'individual-code')
  if (codes.length > 0) warnings.push({ about: 'looks-like-code', facts: { items: codes.join('、') } })
  const sensitive = names(SENSITIVE_LIKE, (item) => item.sensitive)
  if (sensitive.length > 0) warnings.push({ about: 'looks-sensitive', facts: { items: sensitive.join('、') } })
  const ordinance = names(ORDINANCE_LIKE, () => draft.ordinanceSensitive === 'included')
  if (ordinance.length > 0) warnings.push({ about: 'looks-ordinance-sensitive', facts: { items: ordinance.join('、') } })
  return warnings
}
