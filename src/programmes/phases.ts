import { SAME } from './engine.ts'
import type { Programme } from './model.ts'

/** The stretches of the programme's way, in its order. */
export function phasesOf({ states, start, transitions }: Programme): string[] {
  const way = new Set([start])
  // Along the moves: the order of fee, contract and making is the programme's own.
  for (const state of way) for (const { from, to } of transitions) if (from.includes(state) && to !== SAME) way.add(to)
  return [...new Set([...way].map((state) => states[state]?.phase ?? null).filter((phase) => phase !== null))]
}
