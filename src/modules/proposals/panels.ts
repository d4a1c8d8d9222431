import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { AppEnv, Deps } from '../../app-env.ts'
import type { Organisation } from '../../auth/index.ts'
import type { Actor, Refusal, Role } from '../../core/index.ts'
import type { Transition } from '../../programmes/index.ts'
import type { Call, RegisterEntry } from '../register/index.ts'
import type { LoadedCase } from './case.ts'
import type { ProposalFacts } from './facts.ts'

/** What a room may know when it adds its part to the page of a case. */
export interface CaseContext {
  deps: Deps
  actor: Actor
  organisation: Organisation
  loaded: LoadedCase
  entry: RegisterEntry
  /** null: a proposal for data already made */
  call: Call | null
  /** what the proposal says, read off its answers */
  facts: ProposalFacts
  /** the actor's roles in this case */
  roles: Role[]
  /** the actions that the actor may take now */
  moves: Transition[]
  /** path of the page: "/sakyu-ken/proposals/abc"; forms post below it */
  path: string
  /** of a form on this page that was refused, with what was typed */
  refusals: Refusal[]
  typed: Readonly<Record<string, string>>
  /** names of its inputs, for the summary of what is wrong */
  labels: Readonly<Record<string, string>>
}

/**
 * A room's part of the page of a case: forms and facts for this actor at this stage, or null. Handed to createApp's list, so
 * that no room imports one that comes later in the flow.
 */
export type CasePanel = (context: CaseContext) => Child | null | Promise<Child | null>

/** Answers with the page of a case; with refusals it is 422 and shows what was typed. */
export type ShowCase = (
  c: Context<AppEnv>,
  caseId: string,
  refusal?: { refusals: Refusal[]; typed?: Record<string, string>; labels?: Record<string, string> },
) => Promise<Response>
