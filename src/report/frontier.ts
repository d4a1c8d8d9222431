import * as z from 'zod/mini'

const count = z.number().check(z.gte(0))
const share = z.nullable(z.number().check(z.gte(0), z.lte(1)))

/** The best levels for one k and one limit of suppression. */
const point = z.object({
  k: z.int(),
  suppressionLimit: z.number().check(z.gte(0), z.lte(1)),
  /** false: nothing within the limit reaches this k; every figure below is then null and `levels` empty */
  met: z.boolean(),
  levels: z.record(z.string(), z.int()),
  /** by the measure the search goes by */
  loss: z.nullable(z.number()),
  suppressedRows: z.nullable(count),
  suppressedShare: share,
  /** of a person left in the file: 1 / smallest class, and classes / persons */
  highest: share,
  average: share,
  optimal: z.boolean(),
  /** true for the one point that the recipe asked for and the file follows */
  chosen: z.boolean(),
})

/** One column one level finer or coarser than chosen, all else as chosen. */
const neighbour = z.object({
  column: z.string(),
  direction: z.enum(['finer', 'coarser']),
  level: z.int(),
  levelName: z.nullable(z.string()),
  /** whether it holds within the recipe's limit */
  met: z.boolean(),
  loss: z.number(),
  suppressedRows: count,
  suppressedShare: z.number().check(z.gte(0), z.lte(1)),
  /** what choosing it would gain or lose, a sentence for people to read */
  words: z.string(),
})

/** Risk against loss: the best that can be had for each k and limit, and what stands next to the chosen point. */
export const frontierForm = z.object({
  points: z.array(point),
  neighbours: z.array(neighbour),
  /** sentences on the points around the chosen one, in the order to be read */
  words: z.array(z.string()),
  /** false: the time for it ran out; points that were not reached are left out */
  complete: z.boolean(),
  seconds: z.number(),
})

export type Frontier = z.infer<typeof frontierForm>
