import { NotFound } from '../core/index.ts'
import { merge } from './merge.ts'
import type { Programme, ProgrammeDocument } from './model.ts'
import { orderOf } from './order.ts'

/**
 * A kind of case written out as a whole document: the programme with the kind's changes merged in and what it omits taken
 * out, so that everything which reads a programme reads a kind as well.
 */
export function kindDocument(programme: Programme, name: string): ProgrammeDocument {
  const kind = programme.kinds[name]
  if (!kind) throw new NotFound('kind of case')
  const { omits } = kind
  const changed = merge(merge(programme, kind.changes), kind.byOrder[orderOf(programme)] ?? {})
  const { table: _, states, transitions, clocks, proposalItems, criteria, bodies, ...rest } = changed as Programme
  const isGone = (state: string) => omits.states.includes(state)
  const moves = transitions
    // The programme's own order of fee, contract and making is already in its moves.
    .map(({ onlyOrder: _, byOrder: __, ...move }) => ({ ...move, from: move.from.filter((state) => !isGone(state)) }))
    .filter(({ from, to }) => from.length > 0 && !isGone(to))
  const remains = (action: string) => moves.some((move) => move.action === action)
  return {
    ...rest,
    kinds: {},
    states: Object.fromEntries(Object.entries(states).filter(([state]) => !isGone(state))),
    transitions: moves,
    clocks: Object.fromEntries(
      Object.entries(clocks)
        .map(([key, clock]) => {
          const [starts, stops] = [clock.starts.filter(remains), clock.stops.filter(remains)]
          const extendedBy = clock.extendedBy.filter(remains)
          return [key, { ...clock, starts, stops, extendedBy, pausedIn: clock.pausedIn.filter((state) => !isGone(state)) }] as const
        })
        .filter(([, { starts, stops }]) => starts.length > 0 && stops.length > 0),
    ),
    proposalItems: proposalItems.filter(({ id }) => !omits.proposalItems.includes(id)),
    criteria: criteria.filter(({ id }) => !omits.criteria.includes(id)),
    bodies: bodies
      .map((body) => ({ ...body, choices: body.choices.filter(remains), closes: body.closes.filter(remains) }))
      .filter(({ state, choices }) => !isGone(state) && choices.length > 1),
  }
}
