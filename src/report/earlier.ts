import * as z from 'zod/mini'

/** An earlier provision joined with this one by source person, on the present extract: counts of persons, estimated (rule E1). */
export const earlierForm = z.object({
  recipeSha256: z.string(),
  k: z.int(),
  /** in both, and told by both together from all but fewer than k − 1 others */
  jointBelowK: z.number().check(z.gte(0)),
  /** in one of them only, in classes with fewer than k such persons */
  differenceBelowK: z.number().check(z.gte(0)),
  met: z.boolean(),
  /** of one that is not met: who decided to go on all the same, and why; null: nobody, the run stops */
  overruled: z._default(z.nullable(z.object({ by: z.nullable(z.string()), reason: z.string() })), null),
})

export type EarlierJoin = z.infer<typeof earlierForm>
