import type { Size } from '../engines/engine.ts'
import { type Drawable, drawable } from './before-sampling.ts'
import { identityColumns, refuseKeys, refuseLiterals, refuseRepeatedPersons } from './checks.ts'
import { type RunContext, secretFor } from './context.ts'
import type { Bench } from './floors.ts'
import type { Dictionaries } from './leaves.ts'

/** The records that enter the search. */
export interface Selected {
  entering: Size
  /** persons whose records synthetic ones stand for */
  replaced: number
  /** what a class before the first sample is looked up by; null: nothing was sampled */
  beforeSample: Drawable | null
}

/**
 * Deletes and samples records, step by step as the recipe says, and looks at the keys of persons and households.
 * @throws {InputProblem} if a key cannot tell persons apart, or a condition names what few hold (F6)
 */
export async function selectRecords(context: RunContext, dictionaries: Dictionaries, bench: Bench): Promise<Selected> {
  const { recipe, plan, engine } = context
  // Keys are looked at as soon as the recipe has deleted what it wants to: a sample may hide a person's second record,
  // or leave a number 0 without the 1 that shows it to be no dummy.
  const lastDeletion = plan.records.findLastIndex(({ node }) => node === 'delete')
  const firstSample = plan.records.findIndex(({ node }) => node === 'sample')
  const checkKeys = async () => {
    if (plan.person !== null) await refuseKeys(engine, 'person', plan.person, bench)
    if (plan.household !== null) await refuseKeys(engine, 'household', plan.household, bench)
    await refuseRepeatedPersons(engine, plan, identityColumns(plan), bench)
  }
  let replaced = 0
  let beforeSample: Drawable | null = null
  if (lastDeletion === -1) await checkKeys()
  for (const [i, step] of plan.records.entries()) {
    if (i === firstSample) beforeSample = await drawable(engine, dictionaries, plan)
    if (step.node === 'delete') {
      await refuseLiterals(engine, dictionaries, plan, step.where, step.confirmed, recipe.privacy.floors, bench)
      await engine.remove(await dictionaries.predicate(step.where), step.unit)
    } else if (step.node === 'sample') await engine.sample(step.by, step.rate, secretFor(context, 'sample', step.by))
    else {
      // Who is to be replaced leaves before the search: k is counted over the real persons of the finished file (A5, A7).
      const { persons } = await engine.size()
      if (step.mode === 'replace') await engine.sample('person', 1 - step.share, secretFor(context, 'synthesise', 'replaced'))
      replaced = persons - (await engine.size()).persons
    }
    if (i === lastDeletion) await checkKeys()
  }
  return { entering: await engine.size(), replaced, beforeSample }
}
