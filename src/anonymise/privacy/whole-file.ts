/** Persons of the classes that are left: `sizes[from …]`, ascending, `persons` in all. */
export interface SizesLeft {
  sizes: Float64Array
  from: number
  persons: number
}

/**
 * A model that looks at the sizes of all classes of the file at once. No class fails by itself: the search gives up the smallest
 * classes, as few as it takes, found by halving; nobody left holds nothing.
 */
export interface WholeFileModel {
  /** What must not exceed the threshold; null: no estimate is possible, which never holds. */
  figure(left: SizesLeft): number | null
  holds(figure: number | null): boolean
  /** Without suppression: if it fails at a combination, it fails at every finer one. */
  merges: boolean
}

const NEAR = 1e-12

/** Holds up to the threshold. */
export const atMost = (threshold: number) => (figure: number | null) => figure !== null && figure <= threshold * (1 + NEAR)
