/**
 * A privacy model, bound to the classes of one combination of levels.
 *
 * All models here are upward closed: a class that holds still holds when persons join it. Then there is one largest set of
 * persons that can be kept, reached by striking in any order, and generalising further never shrinks it.
 * The search prunes by that. A model without the property would have to say so, and be left out of the pruning.
 */
export interface BoundModel {
  /** Strikes every living profile that is in a class which fails; says whether there was one. */
  strike(alive: Uint8Array): boolean
  /** The value reached over the living (of the worst class); null if nobody lives. */
  achieved(alive: Uint8Array): number | null
}

/** Strikes until every model holds: the largest set of whole persons that can be kept (rule A2). */
export function keepWhatHolds(models: readonly BoundModel[], alive: Uint8Array): void {
  for (let struck = true; struck; ) {
    struck = false
    for (const model of models) if (model.strike(alive)) struck = true
  }
}
