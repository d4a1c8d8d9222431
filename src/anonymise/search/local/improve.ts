import { Classes, LEAST_GAIN } from './classes.ts'
import { openBelow } from './opening.ts'
import type { Problem } from './problem.ts'
import { moveOne, trim } from './sending-away.ts'

/**
 * Betters classes step by step, every step a gain: units go to the class that they cost least in, whole minorities of a class leave it so
 * that the rest keeps a finer label, classes are dissolved, new ones are opened from units that would share finer labels.
 *
 * @param from - every unit in one class; empty classes do no harm
 * @param rounds - times that all classes are gone through at most
 * @returns the classes that are left, in the order of their smallest unit
 */
export function improve(problem: Problem, from: readonly (readonly number[])[], rounds: number): number[][] {
  const state = new Classes(problem, from)
  for (let round = 0; round < rounds; round++) {
    let gained = 0
    state.mergeAlike()
    for (let id = 0; id < state.classes; id++) gained += trim(state, id)
    state.mergeAlike()
    for (let id = 0; id < state.classes; id++) gained += openBelow(state, id)
    for (let unit = 0; unit < problem.units; unit++) gained += moveOne(state, unit)
    if (gained < LEAST_GAIN) break
  }
  return state.result()
}
