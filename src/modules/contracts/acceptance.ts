import { settingValue } from '../../programmes/index.ts'
import type { CaseEvent, LoadedCase } from '../proposals/index.ts'

/** How the user agreed to the contract as it is frozen: by account, or by a seal on paper; undefined: not yet. */
export const acceptanceOf = ({ events }: Pick<LoadedCase, 'events'>): CaseEvent | undefined =>
  events.findLast(({ action }) => action === 'accept-contract' || action === 'record-sealed-paper')

/** Whether the programme asks for that agreement and the concluded contract has none: neither making nor provision goes on. */
export const awaitsAcceptance = (loaded: LoadedCase, contract: { concludedAt: number | null } | undefined): boolean =>
  contract?.concludedAt != null && settingValue(loaded.programme, 'contract.acceptance') === 'signed' && !acceptanceOf(loaded)
