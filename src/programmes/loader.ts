import { InputError } from '../core/index.ts'
import type { Programme, ProgrammeDocument, Setting } from './model.ts'
import { programme as schema } from './schema.ts'

/**
 * Makes programmes of their documents: merges each with the one it extends, checks the form, then the sense.
 *
 * @throws {InputError} naming the programme and the place in it
 */
export function loadProgrammes(documents: readonly ProgrammeDocument[]): Programme[] {
  const byId = new Map(documents.map((document) => [document.id, document]))
  return documents.map((document) => {
    const merged = resolve(document, byId, [])
    const parsed = schema.safeParse(merged)
    if (!parsed.success) {
      const { path, message } = parsed.error.issues[0]!
      throw new InputError(`提供制度「${document.id}」の「${path.join('.')}」: ${message}`)
    }
    const faults = senseFaults(parsed.data)
    if (faults.length > 0) throw new InputError(`提供制度「${document.id}」: ${faults.join(' / ')}`)
    return freeze(parsed.data)
  })
}

function resolve(document: ProgrammeDocument, byId: Map<string, ProgrammeDocument>, chain: string[]): ProgrammeDocument {
  if (document.extends === undefined) return document
  if (chain.includes(document.id)) throw new InputError(`提供制度「${document.id}」の「extends」: 自分自身に戻ります`)
  const parent = byId.get(document.extends)
  if (!parent) throw new InputError(`提供制度「${document.id}」の「extends」: 「${document.extends}」がありません`)
  const base = resolve(parent, byId, [...chain, document.id])
  const sameLaw = document.law === undefined
  if (sameLaw) refuseWeaker(base, document)
  return merge(sameLaw ? base : withoutCitations(base), document) as ProgrammeDocument
}

const CITING = new Set(['article', 'source', 'basis'])

/**
 * A citation never crosses from one law to another: what a programme takes over from another law's loses articles, form
 * numbers, locks and the word "verified" until its own document gives them again.
 */
function withoutCitations(value: unknown, key = ''): unknown {
  if (key === 'law') return undefined
  if (CITING.has(key) || key === 'number') return null
  if (key === 'verified' || key === 'locked' || key === 'printedLayoutVerified') return false
  if (key === 'articles') return Object.fromEntries(Object.keys(value as object).map((name) => [name, null]))
  if (Array.isArray(value)) return value.map((entry) => withoutCitations(entry))
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutCitations(inner, name)]))
  return value
}

/** Objects are merged key by key, lists of entries by id, action or item; anything else is replaced. */
function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base
  if (Array.isArray(base) && Array.isArray(over) && [...base, ...over].every((entry) => entryKey(entry) !== undefined)) {
    const found = new Map(over.map((entry) => [entryKey(entry), entry]))
    const known = new Set(base.map(entryKey))
    return [...base.map((entry) => merge(entry, found.get(entryKey(entry)))), ...over.filter((entry) => !known.has(entryKey(entry)))]
  }
  if (isObject(base) && isObject(over))
    return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(over)])].map((key) => [key, merge(base[key], over[key])]))
  return over
}

const entryKey = (entry: unknown): unknown => (isObject(entry) ? (entry.id ?? entry.action ?? entry.item) : undefined)

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a law fixes may only be made stricter by a programme under the same law. */
function refuseWeaker(base: ProgrammeDocument, document: ProgrammeDocument): void {
  const fixed = (base.settings ?? {}) as Record<string, Setting>
  for (const [key, { value }] of Object.entries((document.settings ?? {}) as Record<string, Partial<Setting>>)) {
    const law = fixed[key]
    if (!law?.locked || value === undefined || value === law.value) continue
    const stricter =
      typeof value === 'number' &&
      typeof law.value === 'number' &&
      ((law.bound === 'min' && value > law.value) || (law.bound === 'max' && value < law.value))
    if (!stricter) throw new InputError(`提供制度「${document.id}」の「settings.${key}」: ${law.source}により緩められません`)
  }
}

/** Faults that a form cannot see: names that lead nowhere, states that cannot be reached or left. */
function senseFaults(programme: Programme): string[] {
  const faults: string[] = []
  const states = Object.keys(programme.states)
  const actions = new Set<string>()
  for (const move of programme.transitions) {
    if (actions.has(move.action)) faults.push(`「${move.action}」が二度あります`)
    actions.add(move.action)
    for (const name of [...move.from, move.to]) if (!states.includes(name)) faults.push(`「${move.action}」の状態「${name}」がありません`)
    if (move.document && !programme.forms[move.document]) faults.push(`「${move.action}」の様式「${move.document}」がありません`)
    if (move.deadline && typeof programme.settings[move.deadline.setting]?.value !== 'number')
      faults.push(`「${move.action}」の期限「${move.deadline.setting}」がありません`)
    if (move.fourEyes && !programme.transitions.some(({ action }) => action === move.fourEyes))
      faults.push(`「${move.action}」の相手「${move.fourEyes}」がありません`)
  }
  if (!states.includes(programme.start)) faults.push(`最初の状態「${programme.start}」がありません`)
  const reached = new Set([programme.start])
  for (const name of reached) for (const move of programme.transitions) if (move.from.includes(name)) reached.add(move.to)
  for (const name of states) {
    if (!reached.has(name)) faults.push(`状態「${name}」に至る道がありません`)
    const left = programme.transitions.some(({ from }) => from.includes(name))
    if (left === (programme.states[name]?.end ?? false))
      faults.push(`状態「${name}」は${left ? '終わりなのに出る道があります' : '出る道がありません'}`)
  }
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
