import { atMost, type WholeFileModel } from './whole-file.ts'

/** Average re-identification risk: the mean over persons of 1 / size of their class is at most the threshold. @source El Emam 2013 */
export const averageRisk = (threshold: number): WholeFileModel => ({
  figure: ({ sizes, from, persons }) => (persons === 0 ? null : (sizes.length - from) / persons),
  holds: atMost(threshold),
  merges: true,
})
