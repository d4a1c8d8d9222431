import japanese from 'zod/v4/locales/ja.js'
import { InputError } from '../core/index.ts'
import { rulingAction, rulingMove } from './bodies.ts'
import { SETTINGS, valueFault } from './catalogue.ts'
import { SAME, targetOf } from './engine.ts'
import { kindDocument } from './kinds.ts'
import { isObject, merge } from './merge.ts'
import type { Body, Programme, ProgrammeDocument, Setting, Transition } from './model.ts'
import { inOrder, orderFaults } from './order.ts'
import { programme as schema } from './schema.ts'

/**
 * Makes programmes of their documents: merges each with the one it extends, gives every setting of the catalogue a value,
 * checks the form, then the sense.
 *
 * @throws {InputError} naming the programme and the place in it
 */
export function loadProgrammes(documents: readonly ProgrammeDocument[]): Programme[] {
  return documents.map((document) => loadProgramme(document, documents))
}

/** One programme of its document and those that it may extend. @throws {InputError} */
export function loadProgramme(document: ProgrammeDocument, documents: readonly ProgrammeDocument[]): Programme {
  const byId = new Map(documents.map((one) => [one.id, one]))
  const read = readProgramme(withActs(complete(resolve(document, byId, []))))
  const faults = orderFaults(read)
  if (faults.length > 0) throw new InputError(`提供制度「${read.id}」: ${faults.join(' / ')}`)
  return read
}

/** A whole programme, as it is kept once published: nothing is merged any more. @throws {InputError} */
export function readProgramme(whole: ProgrammeDocument): Programme {
  const parsed = schema.safeParse(whole, { error: japanese().localeError })
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!
    throw new InputError(`提供制度「${whole.id}」の「${path.join('.')}」: ${message}`)
  }
  const ordered = inOrder(parsed.data)
  const faults = senseFaults(ordered)
  if (faults.length > 0) throw new InputError(`提供制度「${whole.id}」: ${faults.join(' / ')}`)
  const read = freeze(ordered)
  for (const name of Object.keys(read.kinds)) kindOf(read, name)
  return read
}

const derived = new WeakMap<Programme, Map<string, Programme>>()

/**
 * The programme as it holds for cases of one of its kinds: a programme like any other, with its own items, criteria, moves
 * and forms. null is the first kind, the programme itself.
 *
 * @throws {InputError} if what the document says of the kind makes no programme; @throws {NotFound} if it has no such kind
 */
export function kindOf(programme: Programme, name: string | null): Programme {
  if (name === null) return programme
  const known = derived.get(programme) ?? new Map<string, Programme>()
  derived.set(programme, known)
  const found = known.get(name) ?? readProgramme(kindDocument(programme, name))
  known.set(name, found)
  return found
}

type Settings = Record<string, Partial<Setting>>

function resolve(document: ProgrammeDocument, byId: Map<string, ProgrammeDocument>, chain: string[]): ProgrammeDocument {
  const own = withSources(document)
  if (document.extends === undefined) return own
  if (chain.includes(document.id)) throw new InputError(`提供制度「${document.id}」の「extends」: 自分自身に戻ります`)
  const parent = byId.get(document.extends)
  if (!parent) throw new InputError(`提供制度「${document.id}」の「extends」: 「${document.extends}」がありません`)
  const base = resolve(parent, byId, [...chain, document.id])
  const sameLaw = document.law === undefined
  if (sameLaw) refuseWeaker(base, document)
  const replaced = new Set(document.replaces as string[] | undefined)
  const taken = Object.fromEntries(Object.entries(sameLaw ? base : withoutCitations(base)).filter(([key]) => !replaced.has(key)))
  return merge({ ...taken, replaces: undefined }, own) as ProgrammeDocument
}

/** The document's own settings and bodies with where they were read and since when they hold, if it says that once for all. */
function withSources(document: ProgrammeDocument): ProgrammeDocument {
  const { snapshot, effectiveFrom } = document as { snapshot?: string; effectiveFrom?: string }
  const read = snapshot === undefined ? {} : { source: snapshot, verified: true }
  const settings = Object.entries((document.settings ?? {}) as Settings).map(([key, one]) => [key, { effectiveFrom, ...read, ...one }])
  const bodies =
    snapshot === undefined
      ? document.bodies
      : (document.bodies as Body[] | undefined)?.map((one) => ({ ...one, source: one.source ?? snapshot }))
  return { ...document, settings: Object.fromEntries(settings), ...(bodies ? { bodies } : {}) }
}

/** Every setting of the catalogue: what the programme does not name has the product's default, which no law confirms. */
function complete(document: ProgrammeDocument): ProgrammeDocument {
  const given = (document.settings ?? {}) as Settings
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(SETTINGS, key))
  if (unknown) throw new InputError(`提供制度「${document.id}」の「settings.${unknown}」: 決められた設定ではありません`)
  const settings = Object.entries(SETTINGS).map(([key, { base, unit }]) => [
    key,
    { value: base, unit, source: null, verified: false, ...given[key], effectiveFrom: given[key]?.effectiveFrom ?? document.effectiveFrom },
  ])
  return { ...document, settings: Object.fromEntries(settings), transitions: withRulings(document) }
}

/** The moves as written, and that of each body's ruling. */
function withRulings(document: ProgrammeDocument): unknown[] {
  const written = (document.transitions ?? []) as Transition[]
  const rulings = ((document.bodies ?? []) as Body[]).map(rulingMove)
  return [...written, ...rulings.filter(({ action }) => !written.some((move) => move.action === action))]
}

/**
 * The acts join the table, each from those of its states that the programme has or another act leads to; what the programme
 * says itself of an act stands.
 */
function withActs({ acts, actStates, ...document }: ProgrammeDocument): ProgrammeDocument {
  const { states, transitions } = document as unknown as Pick<Programme, 'states' | 'transitions'>
  const own = new Set(transitions.map(({ action }) => action))
  const joining = ((acts ?? []) as Programme['transitions']).filter(({ action }) => !own.has(action))
  const known = { ...states }
  for (const { from, to } of joining)
    if (Object.hasOwn((actStates ?? {}) as object, to) && from.some((state) => Object.hasOwn(known, state)))
      known[to] ??= (actStates as Programme['states'])[to]!
  const moves = joining
    .filter(({ to }) => to === SAME || Object.hasOwn(known, to))
    .map((act) => ({ ...act, from: act.from.filter((state) => Object.hasOwn(known, state)) }))
    .filter(({ from }) => from.length > 0)
  return { ...document, states: known, transitions: [...transitions, ...moves] } as unknown as ProgrammeDocument
}

const CITING = new Set(['article', 'source', 'basis'])

/**
 * A citation never crosses from one law to another: what a programme takes over from another law's loses articles, form
 * numbers, locks and the word "verified" until its own document gives them again.
 */
function withoutCitations<T>(value: T, key?: string): T
function withoutCitations(value: unknown, key = ''): unknown {
  if (key === 'law' || key === 'snapshot' || key === 'effectiveFrom') return undefined
  if (CITING.has(key) || key === 'number') return null
  if (key === 'verified' || key === 'locked' || key === 'printedLayoutVerified') return false
  if (key === 'sources') return {}
  if (key === 'articles') return Object.fromEntries(Object.keys(value as object).map((name) => [name, null]))
  if (Array.isArray(value)) return value.map((entry) => withoutCitations(entry))
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutCitations(inner, name)]))
  return value
}

/** What a law fixes may only be made stricter by a programme under the same law. */
function refuseWeaker(base: ProgrammeDocument, document: ProgrammeDocument): void {
  const fixed = (base.settings ?? {}) as Record<string, Setting>
  for (const [key, over] of Object.entries((document.settings ?? {}) as Settings)) {
    const law = fixed[key]
    if (!law || !isWeaker(law, over)) continue
    throw new InputError(`提供制度「${document.id}」の「settings.${key}」: ${law.source}により緩められません`)
  }
}

/** Whether a value says less than the law's own, or something else where the law leaves no choice. */
export function isWeaker(law: Setting, over: Partial<Setting>): boolean {
  if (!law.locked) return false
  if (over.locked === false || (over.unit !== undefined && over.unit !== law.unit)) return true
  const { value } = over
  if (value === undefined || sameValue(value, law.value)) return false
  return !(
    typeof value === 'number' &&
    typeof law.value === 'number' &&
    ((law.bound === 'min' && value > law.value) || (law.bound === 'max' && value < law.value))
  )
}

export const sameValue = (one: Setting['value'], other: Setting['value']): boolean => JSON.stringify(one) === JSON.stringify(other)

/** Faults that a form cannot see: names that lead nowhere, states that cannot be reached or left. */
function senseFaults(programme: Programme): string[] {
  const faults: string[] = []
  const states = Object.keys(programme.states)
  const actions = new Set<string>()
  for (const move of programme.transitions) {
    if (actions.has(move.action)) faults.push(`「${move.action}」が二度あります`)
    actions.add(move.action)
    for (const name of [...move.from, ...(move.to === SAME ? [] : [move.to])])
      if (!states.includes(name)) faults.push(`「${move.action}」の状態「${name}」がありません`)
    if (move.document && !programme.forms[move.document]) faults.push(`「${move.action}」の様式「${move.document}」がありません`)
    if (move.deadline && typeof programme.settings[move.deadline.setting]?.value !== 'number')
      faults.push(`「${move.action}」の期限「${move.deadline.setting}」がありません`)
    if (move.fourEyes && !programme.transitions.some(({ action }) => action === move.fourEyes))
      faults.push(`「${move.action}」の相手「${move.fourEyes}」がありません`)
    if (move.answers && !programme.transitions.some(({ action }) => action === move.answers))
      faults.push(`「${move.action}」が答える「${move.answers}」がありません`)
  }
  if (!states.includes(programme.start)) faults.push(`最初の状態「${programme.start}」がありません`)
  const reached = new Set([programme.start])
  for (const name of reached) for (const move of programme.transitions) if (move.from.includes(name)) reached.add(targetOf(move, name))
  for (const name of states) {
    if (!reached.has(name)) faults.push(`状態「${name}」に至る道がありません`)
    const left = programme.transitions.some(({ from, to }) => from.includes(name) && to !== SAME)
    if (left === (programme.states[name]?.end ?? false))
      faults.push(`状態「${name}」は${left ? '終わりなのに出る道があります' : '出る道がありません'}`)
  }
  for (const { id, state, choices, closes } of programme.bodies) {
    const rules = programme.transitions.find(({ action }) => action === rulingAction(id))
    if (!rules || rules.to !== SAME || rules.from.join() !== state) faults.push(`審査会「${id}」の判断を記録する操作がありません`)
    for (const choice of [...choices, ...closes])
      if (!programme.transitions.some(({ action, from, to }) => action === choice && from.includes(state) && to !== state && to !== SAME))
        faults.push(`審査会「${id}」の選択肢「${choice}」がありません`)
  }
  for (const { action, asks, needs, form, document } of programme.transitions) {
    if (form && document && !['unfit-notice', 'objection'].includes(document))
      faults.push(`「${action}」は書面を出すので、共通の様式では行えません`)
    for (const need of form ? needs : [])
      if (need !== 'ruling' && !programme.inputs[need]) faults.push(`「${action}」に書く「${need}」の説明がありません`)
    for (const ask of asks) if (!programme.facts[ask]) faults.push(`「${action}」がたずねる「${ask}」がありません`)
  }
  for (const [name, { choicesOf }] of Object.entries(programme.inputs))
    if (choicesOf !== undefined && SETTINGS[choicesOf]?.type !== 'list')
      faults.push(`「${name}」に書く「${choicesOf}」は一覧の設定ではありません`)
  for (const [key, { value, unit }] of Object.entries(programme.settings)) {
    const kind = SETTINGS[key]
    const fault = kind ? valueFault(kind, value, unit) : '決められた設定ではありません'
    if (fault) faults.push(`設定「${key}」: ${fault}`)
  }
  for (const [name, clock] of Object.entries(programme.clocks)) {
    if (typeof programme.settings[clock.setting]?.value !== 'number') faults.push(`期限「${name}」の設定「${clock.setting}」がありません`)
    for (const action of [...clock.starts, ...clock.stops, ...clock.extendedBy])
      if (!actions.has(action)) faults.push(`期限「${name}」の「${action}」がありません`)
    for (const state of clock.pausedIn)
      if (!Object.hasOwn((programme.table ?? programme).states, state)) faults.push(`期限「${name}」の状態「${state}」がありません`)
  }
  for (const { id, documents } of programme.attachments)
    for (const document of documents)
      if (!programme.evidence.some((one) => one.id === document)) faults.push(`添付書類「${id}」の「${document}」がありません`)
  for (const { id, within } of programme.evidence)
    if (within !== undefined && SETTINGS[within]?.type !== 'span') faults.push(`書類「${id}」の期間「${within}」がありません`)
  if (!programme.forms[programme.pledge.form]) faults.push(`誓約の様式「${programme.pledge.form}」がありません`)
  return faults
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value)
    for (const inner of Object.values(value)) freeze(inner)
  }
  return value
}
