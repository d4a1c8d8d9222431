import { atMost, type WholeFileModel } from './whole-file.ts'

/** At most this share of persons is alone in their class. @source Skinner, Elliot 2002 */
export const sampleUniqueness = (threshold: number): WholeFileModel => ({
  figure({ sizes, from, persons }) {
    let alone = 0
    while (from + alone < sizes.length && sizes[from + alone]! <= 1) alone++
    return persons === 0 ? null : alone / persons
  },
  holds: atMost(threshold),
  merges: true,
})
