import { type Fineness, factOf, stepsOf } from './fineness.ts'
import { combinationsOf, shareBelow } from './rules.ts'

/** The step of an item that a proposal's own words come nearest to; the finest where they come near none. */
function stepFor(item: string, words: string): Fineness {
  const steps = stepsOf(item)
  const likeness = steps.map(({ label }) => longestCommon(label, words.normalize('NFKC')))
  const most = Math.max(...likeness)
  return steps[most < 2 ? 0 : likeness.indexOf(most)]!
}

function longestCommon(a: string, b: string): number {
  for (let length = Math.min(a.length, b.length); length > 0; length--)
    for (let at = 0; at + length <= a.length; at++) if (b.includes(a.slice(at, at + length))) return length
  return 0
}

/**
 * How the items of a proposal would divide its persons: different combinations of those that tell persons apart, and the share
 * of persons in combinations of fewer than k. An estimate from below: real files are less even.
 */
export function crowdsOf(
  wanted: readonly { name: string; granularity: string }[],
  persons: number,
  k: number,
): { items: number; combinations: number; share: number } {
  const telling = wanted.filter(({ name }) => factOf(name) !== name)
  const combinations = combinationsOf(new Map(telling.map(({ name, granularity }) => [name, stepFor(name, granularity)])))
  return { items: telling.length, combinations, share: shareBelow(persons, combinations, k) }
}
