import type { Context } from 'hono'
import type { AppEnv, Deps } from '../../app-env.ts'
import { japanDate } from '../../core/index.ts'
import { type Programme, programme } from '../../programmes/index.ts'
import type { Call, MadeData } from './model.ts'
import { openCallsOf } from './store.ts'

export type C = Context<AppEnv>

export const REGISTER = '個人情報ファイル簿'
export const CALLS = '提案の募集'

/** What every page of this room hands to its frame. */
export const frame = (deps: Deps, c: C, section: string) => ({
  actor: c.var.actor,
  demonstration: deps.demonstration,
  organisation: c.var.organisation,
  section,
})

export const programmeOf = (c: C): Programme => programme(c.var.organisation.programmeId ?? '', c.var.organisation.programmeVersion)

/** Calls open today, by the entry that they ask for. */
export async function openByEntry(deps: Deps, organisationId: string): Promise<Map<string, Call>> {
  const open = await openCallsOf(deps.db, organisationId, japanDate(deps.clock()))
  return new Map(open.flatMap((call) => call.entries.map(({ entryId }) => [entryId, call] as const)))
}

export const byEntry = (made: MadeData[], entryId: string) => made.filter((row) => row.entryId === entryId)
