import { targetOf } from './engine.ts'
import type { Programme, Transition } from './model.ts'

/** The acts that the setting contract.order puts into an order. */
export const ORDERED = { fee: 'record-payment', contract: 'conclude-contract', production: 'issue-order' } as const

/** The value of contract.order as the table's keys name it: "fee contract production". */
export const orderOf = (programme: Pick<Programme, 'settings'>): string => {
  const value = programme.settings['contract.order']?.value
  return Array.isArray(value) ? value.join(' ') : ''
}

/**
 * The programme with the states and moves of its own order of fee, contract and making. The whole table stays with it, so
 * that a copy can be given another order.
 */
export function inOrder(programme: Programme): Programme {
  const { states, transitions, clocks } = programme.table ?? programme
  if (!transitions.some(({ onlyOrder, byOrder }) => onlyOrder ?? byOrder)) return programme
  const order = orderOf(programme)
  const moves = transitions
    .filter(({ onlyOrder }) => !onlyOrder || onlyOrder.includes(order))
    .map((move): Transition => {
      const { deadline, ...other } = move.byOrder?.[order] ?? {}
      return { ...move, ...other, deadline: deadline === undefined ? move.deadline : (deadline ?? undefined) }
    })
  const reached = reachable(programme.start, moves)
  const elsewhere = new Set(transitions.filter(({ action }) => !moves.some((move) => move.action === action)).map(({ action }) => action))
  const anyOrder = new Set(transitions.flatMap(({ from, to, byOrder }) => [...from, to, ...laterStates(byOrder)]))
  // A state that no order leads to is left in, and found by the check of the table.
  const isThere = (name: string) => reached.has(name) || !anyOrder.has(name)
  return {
    ...programme,
    table: { states, transitions, clocks },
    transitions: moves.map((move) => ({ ...move, from: move.from.filter(isThere) })).filter(({ from }) => from.length > 0),
    states: Object.fromEntries(Object.entries(states).filter(([name]) => isThere(name))),
    clocks: Object.fromEntries(
      Object.entries(clocks).map(([name, { byOrder, ...clock }]) => [
        name,
        { ...clock, starts: byOrder?.[order]?.starts ?? clock.starts, stops: clock.stops.filter((action) => !elsewhere.has(action)) },
      ]),
    ),
  }
}

const laterStates = (byOrder: Transition['byOrder']) =>
  Object.values(byOrder ?? {}).flatMap(({ from, to }) => [...(from ?? []), ...(to ? [to] : [])])

/** Whether the data are made before the contract is offered: its terms are announced once they are. */
export const makesFirst = ({ transitions }: Pick<Programme, 'transitions'>): boolean =>
  transitions.some(({ action }) => action === 'offer-contract')

/** Whether the fee is paid once the contract is concluded, and not before it. */
export const paysAfter = ({ transitions }: Pick<Programme, 'transitions'>): boolean =>
  transitions.some(({ action, deadline }) => action === ORDERED.contract && deadline?.setting === 'fee.due')

function reachable(start: string, moves: readonly Transition[], without: (move: Transition) => boolean = () => false): Set<string> {
  const reached = new Set([start])
  for (const name of reached) for (const move of moves) if (move.from.includes(name) && !without(move)) reached.add(targetOf(move, name))
  return reached
}

/** Whether a case can come to an act without the other before it: what contract.order forbids. */
export function orderFaults(programme: Programme): string[] {
  const { value } = programme.settings['contract.order'] ?? {}
  if (!Array.isArray(value)) return []
  const unknown = value.filter((name) => !Object.hasOwn(ORDERED, name))
  if (unknown.length > 0) return [`「contract.order」の「${unknown[0]}」は、${Object.keys(ORDERED).join('、')} のどれでもありません`]
  const acts = value.map((name) => ORDERED[name as keyof typeof ORDERED])
  return acts.slice(1).flatMap((later, i) => {
    const earlier = acts[i]!
    // Who need not pay comes past the payment by a way of their own.
    const reached = reachable(
      programme.start,
      programme.transitions,
      ({ action, when }) => action === earlier || (earlier === ORDERED.fee && when?.feeExempt !== undefined),
    )
    const skips = programme.transitions.some(({ action, from }) => action === later && from.some((state) => reached.has(state)))
    const has = (name: string) => programme.transitions.some(({ action }) => action === name)
    return has(earlier) && has(later) && !skips ? [] : [`「contract.order」: 「${later}」が「${earlier}」より先にできます`]
  })
}
