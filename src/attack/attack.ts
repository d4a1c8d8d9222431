import { Chance } from './chance.ts'
import { inference } from './inference.ts'
import { linkage } from './linkage.ts'
import type { Comparable, Material } from './material.ts'
import type { AttackResult, Knows } from './result.ts'
import { singlingOut } from './singling-out.ts'
import { Tables } from './tables.ts'
import { type Background, targetsOfBackground, targetsOfSource } from './targets.ts'
import type { AttackKind } from './words.ts'

export interface AttackOptions {
  seed: number
  /** persons, or descriptions, tried in each attack */
  attempts: number
  /** columns the attacker knows; null: all quasi-identifiers, and all columns that can be compared */
  known: readonly string[] | null
  /** columns to guess; null: the sensitive ones */
  guess: readonly string[] | null
  /** the attacker's own file; null: the source's values are known as they are */
  background: Background | null
}

const TRIPLES = 10
const MOST_GUESSED = 5
const ORDER: readonly AttackKind[] = ['singling-out', 'linkage', 'inference']

/**
 * What an outsider could do with a finished file. The source says who is who: a row found is right if it shows what the recipe
 * makes of the person on every column that can be compared; between persons whom it fits alike a lot decides.
 * @source Giomi, Boenisch, Wehmeyer, Tasnádi 2023 (singling out, linkage, inference against a baseline and a control group)
 */
export function attack(material: Material, { seed, attempts, known, guess, background }: AttackOptions): AttackResult[] {
  const { columns, rows, releasedRows } = material
  if (columns.length === 0 || rows === 0 || releasedRows === 0) return []
  const named = (names: readonly string[]) => columns.filter(({ name }) => names.includes(name))
  const chosen = background ? named(background.columns.filter((name) => known === null || known.includes(name))) : known && named(known)
  const secrets = (guess ? named(guess) : columns.filter((column) => column.class === 'sensitive')).slice(0, MOST_GUESSED)

  const tables = new Tables(material)
  const persons = background ? targetsOfBackground(background, seed, attempts) : targetsOfSource(tables, seed, attempts)
  const hasOutsiders = persons.outsiders.length > 0
  const results: AttackResult[] = []
  for (const { knows, set } of chosen ? [{ knows: 'chosen' as const, set: chosen }] : usualSets(columns)) {
    if (set.length === 0) continue
    tables.begin()
    if (!background) results.push(singlingOut(tables, { knows, sets: [set], attempts, seed, hasOutsiders }))
    results.push(linkage(tables, knows, set, persons, seed))
    for (const secret of secrets) {
      const others = set.filter((column) => column !== secret)
      // Of whoever is in the attacker's file alone no value is known to judge a guess by.
      const judged = background ? { ...persons, outsiders: [] } : persons
      if (others.length > 0) results.push(inference(tables, knows, others, secret, judged))
    }
  }
  if (!chosen && columns.length > 3)
    results.push(singlingOut(tables, { knows: 'three', sets: triples(columns, new Chance(seed, 'triples')), attempts, seed, hasOutsiders }))
  return results.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
}

/** The quasi-identifiers; and all columns, where there are others. */
function usualSets(columns: readonly Comparable[]): { knows: Knows; set: readonly Comparable[] }[] {
  const quasi = columns.filter((column) => column.class === 'quasi-identifier')
  return [{ knows: 'quasi', set: quasi }, ...(quasi.length < columns.length ? [{ knows: 'all' as const, set: columns }] : [])]
}

function triples(columns: readonly Comparable[], chance: Chance): Comparable[][] {
  return Array.from({ length: TRIPLES }, () => {
    const chosen: Comparable[] = []
    for (const at of chance.order(columns.length)) if (chosen.push(columns[at]!) === 3) break
    return chosen
  })
}
