/**
 * A privacy model, bound to the classes of one combination of levels.
 *
 * `closed` models are upward closed: a class that holds still holds when persons join it. Then there is one largest set of persons
 * that can be kept, reached by striking in any order, and generalising further never shrinks it: the search prunes by that.
 * Of the others the search knows only what is `necessary`: a closed model that holds wherever they hold.
 */
export interface BoundModel {
  /** Strikes every living profile that is in a class which fails; says whether there was one. */
  strike(alive: Uint8Array): boolean
  /** The value reached over the living (of the worst class); null if nobody lives or no number says it. */
  achieved(alive: Uint8Array): number | null
  closed: boolean
  /** Of a model that is not closed: a closed one that never strikes more. Null: none is known. */
  necessary?: BoundModel | null
  /**
   * Where all classes of a combination hold, all hold at every coarser one (classes that hold hold together).
   * Closed models have that property.
   */
  merges: boolean
  /**
   * Where everybody has one row: how many of the living must go at least, here and at every finer combination. What a finer combination
   * keeps of a class is made of classes that hold, so it holds itself: the fewest who leave a rest that can hold.
   *
   * @param smallest - persons that a class needs anyhow
   */
  atLeastGone?(alive: Uint8Array, smallest: number): number
}

/** Strikes until every model holds. Of closed models that leaves the largest set of whole persons that can be kept (rule A2). */
export function keepWhatHolds(models: readonly BoundModel[], alive: Uint8Array): void {
  for (let struck = true; struck; ) {
    struck = false
    for (const model of models) if (model.strike(alive)) struck = true
  }
}
