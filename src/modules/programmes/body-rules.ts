import { isStaffRole, NotFound, type Refusal } from '../../core/index.ts'
import { type Body, isFastTrack, type Programme, SAME, type Transition } from '../../programmes/index.ts'
import { FLAGS, type Flag } from './body-words.ts'

export type Typed = Readonly<Record<string, string>>

const LONGEST = 200
const MOST_MEMBERS = 100
export const MOST_STEPS = 5

/** Moves that a body which sits in this state may rule for: those of officials that leave it, but for the one that goes past bodies. */
const choicesIn = ({ transitions }: Programme, state: string): Transition[] =>
  transitions.filter(
    (move) =>
      move.from.includes(state) &&
      move.to !== state &&
      move.to !== SAME &&
      !move.exceptional &&
      !isFastTrack(move) &&
      move.roles.some(isStaffRole),
  )

/** The same, the kindest first: as they stood; what was not among them is taken for stricter. */
export const choicesOf = (one: Programme, { state, choices }: Pick<Body, 'state' | 'choices'>): Transition[] => {
  const offered = choicesIn(one, state)
  const known = choices.flatMap((action) => offered.find((move) => move.action === action) ?? [])
  return [...known, ...offered.filter((move) => !known.includes(move))]
}

/** States in which a body can sit: somebody of the office has at least two ways on. Those in which a case is decided come first. */
export function seatsFor(one: Programme): string[] {
  const decides = (state: string) => choicesIn(one, state).some(({ document }) => document === 'fit-notice')
  const seats = Object.keys(one.states).filter((state) => choicesIn(one, state).length > 1)
  return [...seats.filter(decides), ...seats.filter((state) => !decides(state))]
}

/** A body as its form would send it. */
export const typedBody = (body: Body): Record<string, string> =>
  Object.fromEntries([
    ...(['label', 'source', 'step', 'quorum', 'rule', 'effect'] as const).map((name) => [`body.${name}`, String(body[name] ?? '')]),
    ...(Object.keys(FLAGS) as Flag[]).flatMap((flag) => (body[flag] ? [[`body.${flag}`, 'yes']] : [])),
    ...(['choices', 'closes'] as const).flatMap((name) => body[name].map((action) => [`body.${name}.${action}`, 'yes'])),
    ...Object.entries(body.when ?? {}).flatMap(([fact, values]) => values.map((value) => [`body.when.${fact}.${value}`, 'yes'])),
  ])

/** What a new body starts from. */
const newBody = (one: Programme, state: string): Body => ({
  ...{
    id: '',
    label: '',
    source: null,
    state,
    step: 1,
    choices: choicesIn(one, state).flatMap(({ action, needs }) => (needs.includes('fields') ? [] : [action])),
    closes: [],
  },
  ...{ quorum: 3, rule: 'majority', chairDecides: true, effect: 'binding', blind: true, hideProposer: false, meets: false, closed: true },
  verified: false,
})

/** A body as typed, or what is wrong, field by field. */
export function readBody(one: Programme, before: Body, typed: Typed): { body: Body; refusals: Refusal[] } {
  const refusals: Refusal[] = []
  const text = (name: string) => (typed[`body.${name}`] ?? '').trim()
  const refuse = (name: string, code: string, facts?: Refusal['facts']) => refusals.push({ code, field: `body.${name}`, facts })
  const marked = (name: string, all: readonly string[]) => all.filter((value) => typed[`body.${name}.${value}`] === 'yes')
  const number = (name: string, most: number) => {
    const digits = text(name).normalize('NFKC')
    const value = /^\d{1,3}$/.test(digits) ? Number(digits) : 0
    if (value < 1 || value > most) refuse(name, 'number-between', { most })
    return value
  }
  for (const name of ['label', 'source']) if ([...text(name)].length > LONGEST) refuse(name, 'too-long', { max: LONGEST })
  if (text('label') === '') refuse('label', 'required')
  else if (one.bodies.some(({ id, label }) => id !== before.id && label === text('label'))) refuse('label', 'body-same-name')
  const order = choicesOf(one, before).map(({ action }) => action)
  const choices = marked('choices', order)
  if (choices.length < 2) refuse('choices', 'body-few-choices')
  const closes = marked('closes', order)
  if (closes.some((action) => !choices.includes(action))) refuse('closes', 'body-closes-otherwise')
  const rule = text('rule')
  if (rule !== 'majority' && rule !== 'unanimity') refuse('rule', 'required')
  const effect = text('effect')
  if (effect !== 'binding' && effect !== 'advisory') refuse('effect', 'required')
  const facts = Object.entries(one.facts).map(([fact, { choices }]) => [fact, marked(`when.${fact}`, Object.keys(choices))] as const)
  const when = Object.fromEntries(facts.filter(([, values]) => values.length > 0))
  const { when: _, ...rest } = before
  const body: Body = {
    ...rest,
    ...{ label: text('label'), source: text('source') || null, verified: text('source') !== '' },
    ...(Object.keys(when).length > 0 ? { when } : {}),
    ...{ step: number('step', MOST_STEPS), quorum: number('quorum', MOST_MEMBERS), choices, closes },
    ...{ rule: rule as Body['rule'], effect: effect as Body['effect'] },
    ...(Object.fromEntries((Object.keys(FLAGS) as Flag[]).map((flag) => [flag, typed[`body.${flag}`] === 'yes'])) as Record<Flag, boolean>),
  }
  return { body, refusals }
}

/** The body of the draft with that id, or a new one for that state. @throws {NotFound} */
export function bodyOfDraft(after: Programme, asked: string): Body {
  const found = after.bodies.find(({ id }) => id === asked)
  if (!found && !seatsFor(after).includes(asked)) throw new NotFound('body')
  return found ?? newBody(after, asked)
}
