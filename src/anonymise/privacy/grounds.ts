/** How far one value lies from another. Codes are those of the column; a blank is the last. */
export type Ground =
  | { distance: 'equal' }
  /** `order`: codes from the smallest value to the largest; neighbours are 1 / (values − 1) apart */
  | { distance: 'ordered'; order: Int32Array }
  /** `groups`: per level from 1 up to the one below the top the group of each code; values that meet at level i of H are i / H apart */
  | { distance: 'hierarchical'; groups: Int32Array[] }

export type EntropyEstimator = 'shannon' | 'grassberger'

export type PopulationEstimator = 'pitman' | 'zayatz' | 'snb' | 'dankar'
