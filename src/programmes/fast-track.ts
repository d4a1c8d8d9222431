import type { Programme, ProgrammeDocument, Transition } from './model.ts'

// A fast track (review.fastTrack) grants a case past its screening bodies where one of the named conditions holds. It is a
// move of its own, made of the one that grants a case with them: the same criteria, fee and notice, no ruling to wait for.

/** What an official names on a fast track: the condition that holds, and what shows it. */
const CONDITION = 'fast-track'
const EVIDENCE = 'evidence'
const FAST = 'decide-fast'

const INPUTS: Programme['inputs'] = {
  [CONDITION]: {
    label: '早い審査の条件',
    help: '当てはまる条件を選んでください。',
    shown: true,
    choicesOf: 'review.fastTrack',
  },
  [EVIDENCE]: { label: '条件を満たす証拠', help: '何で確かめたかを書いてください。提案者には見えません。', shown: false },
}

type Table = Pick<Programme, 'transitions' | 'clocks'>
type Moves = Table['transitions']

export const isFastTrack = ({ needs }: Pick<Transition, 'needs'>): boolean => needs.includes(CONDITION)

/** The move that a fast track goes past the bodies with: the first that sends the fit notice and that a body rules on. */
export const gatedFit = ({ transitions, bodies }: Pick<Programme, 'transitions' | 'bodies'>): Transition | undefined =>
  transitions.find(
    (move) =>
      move.document === 'fit-notice' &&
      !isFastTrack(move) &&
      bodies.some(({ state, choices }) => move.from.includes(state) && choices.includes(move.action)),
  )

/** The programme with a fast track if its settings name conditions and bodies rule on what is granted, without one if no condition is named. */
export function withFastTrack(document: ProgrammeDocument): ProgrammeDocument {
  const one = document as unknown as Programme
  const { value } = one.settings['review.fastTrack'] ?? {}
  const isWanted = Array.isArray(value) && value.length > 0
  const known = one.transitions.find(isFastTrack)
  if (isWanted === (known !== undefined)) return document
  if (known) return changed(one, (moves) => moves.filter(({ action }) => action !== known.action), without(known.action), one.inputs)
  const fit = gatedFit(one)
  if (!fit) return document
  const fast = (moves: Moves): Moves =>
    moves.flatMap((move) => (move.action === fit.action ? [move, { ...move, ...fastOf(fit, move) }] : [move]))
  return changed(one, fast, beside(fit.action), { ...INPUTS, ...one.inputs })
}

/** What differs in the fast one; of a kind of case only what that kind says of the move at all. */
const fastOf = (fit: Transition, { label, needs }: Partial<Transition>): Partial<Transition> => ({
  action: FAST,
  label: `早い審査で${label ?? fit.label}`,
  event: 'proposal-found-fit-fast',
  needs: [...(needs ?? fit.needs).filter((need) => need !== 'ruling'), CONDITION, EVIDENCE],
})

const without = (action: string) => (actions: string[]) => actions.filter((one) => one !== action)
const beside = (action: string) => (actions: string[]) => actions.flatMap((one) => (one === action ? [one, FAST] : [one]))

type Part = Partial<Table>

function changed(one: Programme, moves: (of: Moves) => Moves, actions: (of: string[]) => string[], inputs: Programme['inputs']) {
  const clock = <T extends Partial<Programme['clocks'][string]>>({ starts, stops, byOrder, ...rest }: T) => ({
    ...rest,
    ...(starts ? { starts: actions(starts) } : {}),
    ...(stops ? { stops: actions(stops) } : {}),
    ...(byOrder ? { byOrder: each(byOrder, (of) => ({ ...of, starts: actions(of.starts) })) } : {}),
  })
  const part = <T extends Part>(of: T): T => ({
    ...of,
    ...(of.transitions ? { transitions: moves(of.transitions) } : {}),
    ...(of.clocks ? { clocks: each(of.clocks, clock) } : {}),
  })
  const kinds = each(one.kinds, (kind) => ({
    ...kind,
    changes: part(kind.changes as Part),
    byOrder: each(kind.byOrder, (of) => part(of as Part)),
  }))
  return { ...part(one), ...(one.table ? { table: part(one.table) } : {}), kinds, inputs } as unknown as ProgrammeDocument
}

const each = <T, R>(of: Record<string, T>, make: (one: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(of).map(([name, one]) => [name, make(one)]))
