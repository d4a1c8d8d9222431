import type { AppEnv, Deps } from '../../app-env.ts'
import { type Actor, eraFiscalYear, hasRole } from '../../core/index.ts'
import { owedCallOf } from '../calls/index.ts'
import type { Duty } from './model.ts'

type Office = AppEnv['Variables']['organisation']

/** What an official is to do besides moving cases. */
export async function dutiesOf(deps: Deps, actor: Actor, office: Office): Promise<Duty[]> {
  return (await Promise.all([callDuty(deps, actor, office)])).flat()
}

async function callDuty(deps: Deps, actor: Actor, office: Office): Promise<Duty[]> {
  if (!hasRole(actor, office.id, 'screening-officer', 'administrator')) return []
  const owed = await owedCallOf(deps, office)
  if (!owed) return []
  return [
    {
      ...{ title: `${eraFiscalYear(owed.year)}の提案の募集`, href: `/${office.id}/calls/new`, todo: '募集を公示する' },
      ...{ dueOn: owed.dueOn, nearFrom: owed.remindFrom, since: 0, note: `この年度の募集が、まだ公示されていません。${owed.source}` },
    },
  ]
}
