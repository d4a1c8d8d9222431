import type { Ladder } from '../plan.ts'
import type { HierarchySpec } from '../recipe.ts'
import type { Technique } from './technique.ts'

export interface GeneraliseParameters {
  hierarchy: HierarchySpec
  level?: number | 'auto' | { min?: number; max?: number }
}

/** generalise (一般化): the text of one level of a hierarchy, fixed or chosen by the search. */
export const generalise: Technique<GeneraliseParameters> = {
  name: 'generalise',
  lower: ({ hierarchy, level = 'auto' }, context) => {
    const ladder: Ladder = context.ladder(hierarchy)
    const top = ladder.levels - 1
    const [min, max] = typeof level === 'number' ? [level, level] : level === 'auto' ? [0, top] : [level.min ?? 0, level.max ?? top]
    return [{ node: 'generalise', ladder, min, max }]
  },
}
