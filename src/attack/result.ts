import type { Score } from './score.ts'
import { type AttackKind, inWords } from './words.ts'

/** What the attacker is taken to know: the quasi-identifiers, all columns, three by lot, or columns that were named. */
export type Knows = 'quasi' | 'all' | 'three' | 'chosen'

/** One kind of attack, with what the attacker is taken to know. */
export interface AttackResult {
  kind: AttackKind
  knows: Knows
  columns: string[]
  /** the column that is guessed */
  about: string | null
  all: Score
  baseline: Score
  control: Score | null
  exposed: Score | null
  informative: boolean
  words: string
}

/** An attack with what came of it, in figures and in words. */
export function resultOf(
  attack: Pick<AttackResult, 'kind' | 'knows' | 'columns' | 'about'>,
  scores: Pick<AttackResult, 'all' | 'baseline' | 'control' | 'exposed'>,
): AttackResult {
  const { all, baseline } = scores
  // Nothing found where nothing is found by chance either is a result; else it must lie clearly above guessing.
  const informative = all.successes === 0 && baseline.successes === 0 ? all.attempts > 0 : all.low > baseline.rate
  return { ...attack, ...scores, informative, words: inWords(attack.kind, attack.about, all, baseline) }
}
