import type { Deps } from '../../app-env.ts'
import type { Actor, Result } from '../../core/index.ts'
import type { FieldProps } from '../../views/index.ts'
import type { Typed } from '../fees/index.ts'
import type { LoadedCase } from '../proposals/index.ts'

export interface ActContext {
  deps: Deps
  actor: Actor
  loaded: LoadedCase
}

export interface ActForm {
  /** what it means, before the fields */
  intro?: string
  fields?: Omit<FieldProps, 'refusals'>[]
}

/** One act of fee or contract, named like its move in the programme's table: its form, and what it does with what was typed. */
export interface Act {
  room: 'fee' | 'contract'
  /** null: the table lets one do it, but there is nothing to do */
  form: (context: ActContext) => ActForm | null | Promise<ActForm | null>
  run: (context: ActContext & { typed: Typed; files: File[] }) => Promise<Result<unknown>>
}
