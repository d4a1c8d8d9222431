import type { Refusal } from '../core/index.ts'
import type { Body, PastMove, Programme } from './model.ts'
import { SAME, targetOf } from './table.ts'

// Screening bodies sit in a state of the case, in series or in parallel. What they ruled is a move of the case like any
// other, so that the log tells it and replaying the log gives it again.

type Facts = Readonly<Record<string, string>>

/** The move by which a body's ruling is recorded. */
export const rulingAction = (bodyId: string): string => `rule-${bodyId}`

/** The transition of a body's ruling: the case stays where it is. */
export const rulingMove = ({ id, label, state, source }: Pick<Body, 'id' | 'label' | 'state'> & { source?: string | null }) => ({
  action: rulingAction(id),
  label: `${label}の判断を記録する`,
  from: [state],
  to: SAME,
  roles: ['screening-officer'],
  event: 'ruling-recorded',
  source: source ?? null,
  needs: ['votes'],
  internal: true,
})

/** The programme as a document with these bodies in place of its own, each with the move of its ruling. */
export function withBodies(programme: Programme, bodies: readonly Body[]): Record<string, unknown> {
  const own = new Set(programme.bodies.map(({ id }) => rulingAction(id)))
  const moves = (transitions: Programme['transitions']) => [
    ...transitions.filter(({ action }) => !own.has(action)),
    ...bodies.map(rulingMove),
  ]
  const { table, transitions } = programme
  return {
    ...programme,
    bodies,
    transitions: moves(transitions),
    ...(table ? { table: { ...table, transitions: moves(table.transitions) } } : {}),
  }
}

/** The bodies that a case in this state comes before, each with the choices that the case may take. */
export const bodiesFor = (programme: Programme, state: string, facts: Facts = {}): Body[] =>
  programme.bodies
    .filter((body) => body.state === state && holds(body.when, facts))
    .map((body) => ({
      ...body,
      choices: body.choices.filter((choice) => holds(programme.transitions.find(({ action }) => action === choice)?.when, facts)),
    }))

const holds = (when: Body['when'], facts: Facts): boolean =>
  Object.entries(when ?? {}).every(([fact, values]) => values.includes(facts[fact] ?? ''))

/** Body → the move that it ruled for, since the case came into its present state. */
export function rulingsOf(programme: Programme, history: readonly PastMove[]): Map<string, string> {
  const rulings = new Map<string, string>()
  let state = programme.start
  for (const { action, ruling } of history) {
    const move = programme.transitions.find((candidate) => candidate.action === action)
    if (!move) continue
    const to = targetOf(move, state)
    if (to !== state) rulings.clear()
    state = to
    const body = ruling === undefined ? undefined : programme.bodies.find(({ id }) => rulingAction(id) === action)
    if (body && ruling !== undefined) rulings.set(body.id, ruling)
  }
  return rulings
}

/** Where each body of this state stands: it has ruled, is asked now, waits for those before it, or is not needed any more. */
export function bodyStates(
  programme: Programme,
  state: string,
  history: readonly PastMove[],
  facts: Facts = {},
): { body: Body; stands: 'ruled' | 'asked' | 'waits' | 'not-needed'; ruling: string | undefined }[] {
  const bodies = bodiesFor(programme, state, facts)
  const rulings = rulingsOf(programme, history)
  return bodies.map((body) => {
    const ruling = rulings.get(body.id)
    const before = bodies.filter(({ step }) => step < body.step)
    const stands =
      ruling !== undefined
        ? 'ruled'
        : before.some(({ id, closes }) => closes.includes(rulings.get(id) ?? ''))
          ? 'not-needed'
          : before.every(({ id }) => rulings.has(id))
            ? 'asked'
            : 'waits'
    return { body, stands, ruling }
  })
}

/**
 * Why the bodies of this state keep a case from this move. Where binding bodies ruled differently, the strictest ruling holds:
 * the one that stands last among the choices.
 *
 * Refusals: not-yet-ruled, ruled-otherwise, body-not-asked, not-for-this-case (of which it is not known what decides who is asked).
 */
export function whyNotRuled(
  programme: Programme,
  state: string,
  action: string,
  history: readonly PastMove[],
  facts: Facts = {},
): Refusal[] {
  const standing = bodyStates(programme, state, history, facts)
  const ruling = programme.bodies.find(({ id }) => rulingAction(id) === action)
  if (ruling)
    return standing.some(({ body, stands }) => body.id === ruling.id && stands === 'asked')
      ? []
      : [{ code: 'body-not-asked', facts: { body: ruling.label } }]
  const unknown = programme.bodies
    .filter((body) => body.state === state && body.choices.includes(action))
    .flatMap(({ when }) => Object.keys(when ?? {}))
    .find((fact) => facts[fact] === undefined)
  if (unknown !== undefined) return [{ code: 'not-for-this-case', facts: { action, fact: unknown } }]
  // The fast track is asked of no body: it goes before them, not past one that has bound the office.
  const isFast =
    programme.transitions.some((move) => move.action === action && move.document === 'fit-notice') &&
    !programme.bodies.some((body) => body.state === state && body.choices.includes(action))
  const gate = standing.filter(({ body, ruling }) => (isFast ? ruling !== undefined : body.choices.includes(action)))
  const missing = gate.filter(({ stands }) => stands === 'asked' || stands === 'waits')
  if (missing.length > 0) return missing.map(({ body }) => ({ code: 'not-yet-ruled', facts: { body: body.label } }))
  const binding = gate.filter(({ body, ruling }) => body.effect === 'binding' && ruling !== undefined)
  if (binding.length === 0) return []
  const rank = (one: string) => Math.max(...binding.map(({ body }) => body.choices.indexOf(one)))
  const strictest = binding.reduce((a, b) => (rank(b.ruling!) > rank(a.ruling!) ? b : a))
  if (strictest.ruling === action) return []
  const label = programme.transitions.find((move) => move.action === strictest.ruling)?.label ?? ''
  return [{ code: 'ruled-otherwise', facts: { body: strictest.body.label, ruling: label } }]
}
