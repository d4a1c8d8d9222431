import { InputProblem } from '../errors.ts'

/** Privacy floors (privacy.floors of the recipe): locked by the programme in an order. */
export interface Floors {
  /** least persons in a coded tail (F3) */
  tail: number
  /** least persons who hold a value that a recipe names (F6) */
  literal: number
  /** largest share of persons unique on a kept column (B1) */
  uniqueShare: number
  /** least persons behind a printed count or value (F7) */
  print: number
}

/** Below this number of persons the floors only warn on the command line. @source corrections A2 of the specification */
export const STRICT_FROM_PERSONS = 1000

/** Says no, or warns where floors do not bind: one place decides. */
export class Bench {
  readonly strict: boolean
  readonly warnings: string[] = []

  /** @param strict - floors refuse; otherwise they warn */
  constructor(strict: boolean) {
    this.strict = strict
  }

  /** A rule of numbers is broken. `confirmed`: a second person has confirmed it with a written reason. */
  floor(message: string, confirmed: string | null): void {
    if (!this.strict || confirmed !== null) this.warnings.push(message)
    else throw new InputProblem(`${message}。加工を見直すか、別の者が確認したうえで confirmed に理由を書いてください`)
  }

  refuse(message: string): never {
    throw new InputProblem(message)
  }

  warn(message: string): void {
    this.warnings.push(message)
  }
}
