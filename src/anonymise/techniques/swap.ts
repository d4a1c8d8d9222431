import type { Perturbation, PerturbationDraw } from '../perturbation.ts'
import type { ColumnStep, Recipe } from '../recipe.ts'
import { stepOf } from './partners.ts'
import { pram } from './swapping/pram.ts'
import { rankSwapped, rankText } from './swapping/rank.ts'
import { recordsSwapped } from './swapping/records.ts'
import type { Technique } from './technique.ts'

const WINDOW = 0.05
const RATE = 0.1

/**
 * swap (データ交換): by rank within a window, of whole records between areas, or by chance (PRAM). Draws, pairs and targets are keyed
 * and stay in the run: nothing reports them (privacy-rules D7).
 */
export const swap: Technique<ColumnStep> = {
  name: 'swap',
  lower: (step, { column, recipe }) => [{ node: 'perturb', perturbation: perturbationOf(step, column, recipe) }],
}

function perturbationOf(step: ColumnStep, column: string, recipe: Recipe): Perturbation {
  const { method = 'rank', by = [], window = WINDOW, rate = RATE, matrix } = step
  if (method === 'record') {
    // Columns of one place are exchanged together: a town never comes to lie in another city.
    const columns = [...recipe.columns].filter(([, other]) => stepOf(other, 'swap')?.method === 'record').map(([name]) => name)
    return {
      technique: 'swap',
      columns,
      by,
      draws: [{ by: 'person', purpose: ['swap', 'record'] }],
      groups: null,
      change: (entering) => recordsSwapped(columns, rate, entering),
    }
  }
  const draw = (...purpose: string[]): PerturbationDraw => ({
    by: 'person',
    purpose: ['swap', method, column, ...purpose],
    value: { column, as: method === 'rank' ? rankText : (text) => text },
  })
  return {
    technique: 'swap',
    columns: [column],
    by,
    draws: method === 'rank' ? [draw('order'), draw('partner')] : [draw()],
    groups: null,
    change: (entering) =>
      new Map([
        [
          column,
          method === 'rank' ? rankSwapped(column, window, entering) : pram(column, { rate, ...(matrix ? { matrix } : {}) }, entering),
        ],
      ]),
  }
}
