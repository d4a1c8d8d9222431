import * as z from 'zod/mini'

const count = z.int().check(z.gte(0))
const share = z.number().check(z.gte(0), z.lte(1))

/** How often something came off, with a Wilson interval of 95 %. */
const score = z.object({ attempts: count, successes: count, rate: share, low: share, high: share })

/** One kind of attack on the finished file, with what the attacker is taken to know. */
const attack = z.object({
  /** one person of the source isolated by a description made from the result; a row of the result found to be a person's; a value guessed */
  kind: z.enum(['singling-out', 'linkage', 'inference']),
  /** "quasi": all quasi-identifiers; "all": every released column that can be compared; "three": three of them by lot; "chosen": as declared */
  knows: z.enum(['quasi', 'all', 'three', 'chosen']),
  columns: z.array(z.string()),
  /** the column that is guessed */
  about: z.nullable(z.string()),
  all: score,
  /** the same by somebody who does not use the result, or uses it blindly */
  baseline: score,
  /** the same on persons who are not in the result; null: there are none */
  control: z.nullable(score),
  /** the same on the 1 % whose values are rarest; null: too few */
  exposed: z.nullable(score),
  /** false: no better than the baseline, unless neither came off even once */
  informative: z.boolean(),
  /** the result in a sentence for people to read */
  words: z.string(),
})

/** What an outsider could do with the finished file (rule I5); counts and shares only. */
export const attacksForm = z.object({
  /** where the choice of targets begins: the same seed, the same targets */
  seed: z.int(),
  sourceRows: count,
  releasedRows: count,
  /** released columns that nothing of the source can be compared with (pseudonyms, noise) */
  incomparable: z.array(z.string()),
  results: z.array(attack),
  seconds: z.number().check(z.gte(0)),
})

export type Attacks = z.infer<typeof attacksForm>
export type Attack = z.infer<typeof attack>
