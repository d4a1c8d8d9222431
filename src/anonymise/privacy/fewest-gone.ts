/**
 * Fewest of a failing class who must go so that the rest can hold.
 *
 * @param canHold - whether so many of the class could hold, chosen as well as can be; if some can, fewer can too
 */
export function fewestGone(persons: number, canHold: (rest: number) => boolean): number {
  let low = 1
  let high = persons
  while (low < high) {
    const gone = (low + high) >> 1
    if (canHold(persons - gone)) high = gone
    else low = gone + 1
  }
  return low
}
