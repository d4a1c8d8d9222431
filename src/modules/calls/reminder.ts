import type { Deps } from '../../app-env.ts'
import { listGovernments } from '../../auth/index.ts'
import { eraDate, eraFiscalYear, japanDate } from '../../core/index.ts'
import { type Programme, programme } from '../../programmes/index.ts'
import { remindOfCall } from '../notices/index.ts'
import { knowProgrammesOf } from '../programmes/index.ts'
import { callsOf, countEntries } from '../register/index.ts'
import { type OwedCall, owedCall } from './rules.ts'

/** The organisation as the middleware hands it over. */
interface Office {
  id: string
  programmeId: string | null
  programmeVersion?: string
}

/** The articles that demand the call. */
export const callSource = ({ settings }: Programme): string =>
  ['call.obligation', 'call.perFiscalYear'].flatMap((key) => settings[key]?.source ?? []).join('、')

/** The call that an organisation owes this fiscal year; none while no file of its register is marked for proposals (法110条). */
export async function owedCallOf(deps: Pick<Deps, 'db' | 'clock'>, office: Office): Promise<(OwedCall & { source: string }) | null> {
  if (office.programmeId === null) return null
  const its = programme(office.programmeId, office.programmeVersion)
  const owed = owedCall(its, await callsOf(deps.db, office.id), japanDate(deps.clock()))
  return owed && (await countEntries(deps.db, office.id, { isEligible: true })) > 0 ? { ...owed, source: callSource(its) } : null
}

/** Writes to those who announce calls, in every organisation that owes one and whose year is near its end. */
export async function remindOfCalls(deps: Pick<Deps, 'db' | 'clock' | 'random'>): Promise<void> {
  const today = japanDate(deps.clock())
  for (const government of await listGovernments(deps.db)) {
    const own = await knowProgrammesOf(deps.db, government.id, today)
    const owed = await owedCallOf(deps, own ? { id: government.id, programmeId: own.id, programmeVersion: own.version } : government)
    if (!owed || today < owed.remindFrom) continue
    const words = `${eraDate(owed.dueOn)}までに始めてください${owed.source ? `（${owed.source}）` : ''}。`
    const title = `${eraFiscalYear(owed.year)}の提案の募集`
    const month = Number(today.slice(0, 7).replace('-', ''))
    await remindOfCall(deps, { organisationId: government.id, year: owed.year, month, title, words })
  }
}
