import type { IsoDate } from '../../core/index.ts'
import type { State, Transition } from '../../programmes/index.ts'
import type { Case } from '../proposals/index.ts'

/** One case on the work list. */
export interface DeskRow {
  theCase: Case
  fileName: string
  state: State | undefined
  /** what this actor may do now; empty: others are to act */
  moves: Transition[]
  /** by when the present state must be left; null: no clock runs */
  dueOn: IsoDate | null
  /** a clock has run out so long ago that those above are told */
  escalated: boolean
  /** this actor is one of those above */
  answersForDelay: boolean
  /** when the case came into its present state */
  since: number
}

/** Something to do that is no case. */
export interface Duty {
  title: string
  /** where it is done */
  href: string
  /** what to do */
  todo: string
  dueOn: IsoDate | null
  /** the day is called near from here on, not only in its last days */
  nearFrom?: IsoDate
  /** since when it waits; 0: always */
  since: number
  /** whose it is, or by which article */
  note?: string
}
