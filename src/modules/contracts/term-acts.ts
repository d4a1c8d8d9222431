import { eraDate, type IsoDate, isIsoDate, type Refusal, refused } from '../../core/index.ts'
import { dueDate, numberSetting } from '../../programmes/index.ts'
import { needed } from '../fees/index.ts'
import { caseDeadline, type LoadedCase, moveCase, moveWithPapers } from '../proposals/index.ts'
import { findOffer, updateOffer } from '../screening/index.ts'
import type { Act } from './act.ts'
import { letter } from './letters.ts'

/** The last event of an act, with what it carries. */
export const lastAct = ({ events }: LoadedCase, action: string) => events.findLast((event) => event.action === action)
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export const reasonField = (label: string) => ({ name: 'reason', label, rows: 3, required: true })

/** An act that only says no, or why. */
export const withReason = (action: string, label: string, intro?: (loaded: LoadedCase) => string | undefined): Act => ({
  room: 'contract',
  form: ({ loaded }) => ({ intro: intro?.(loaded), fields: [reasonField(label)] }),
  run: async ({ deps, actor, loaded, typed }) => {
    const refusals: Refusal[] = []
    const reason = needed(typed.reason, 'reason', refusals, 1_000)
    return refusals.length > 0 ? refused(...refusals) : moveCase(deps, actor, loaded, { action, reason, given: ['reason', 'opinion'] })
  },
})

/** The latest day that an extension may set, counted from the day that holds now; null: no more of them are granted. */
function latestDay(loaded: LoadedCase): IsoDate | null {
  const due = caseDeadline(loaded)
  const granted = loaded.events.filter(({ action, fromState }) => action === 'grant-extension' && fromState === loaded.theCase.state).length
  if (due === null || granted >= numberSetting(loaded.programme, 'contract.extensions')) return null
  return dueDate(loaded.programme, 'contract.extendBy', due)
}

const askExtension: Act = {
  room: 'contract',
  form: ({ loaded }) => {
    const latest = latestDay(loaded)
    return latest
      ? {
          intro: `${eraDate(latest)}まで延ばすよう申し出ることができます。`,
          fields: [
            { name: 'until', label: '延長後の期限', type: 'date', short: true, required: true, value: latest },
            reasonField('延長を求める理由'),
          ],
        }
      : null
  },
  run: async ({ deps, actor, loaded, typed }) => {
    const latest = latestDay(loaded)
    if (!latest) return refused({ code: 'no-more-extensions' })
    const refusals: Refusal[] = []
    const reason = needed(typed.reason, 'reason', refusals, 1_000)
    const until = typed.until ?? ''
    if (!isIsoDate(until)) refusals.push({ code: 'not-a-date', field: 'until' })
    else if (until <= (caseDeadline(loaded) ?? '') || until > latest)
      refusals.push({ code: 'extension-span', field: 'until', facts: { latest } })
    if (refusals.length > 0) return refused(...refusals)
    return moveCase(deps, actor, loaded, {
      action: 'ask-extension',
      given: ['reason'],
      reason: `${eraDate(until)}まで：${reason}`,
      data: { until },
    })
  },
}

/** The asked day becomes the announced one: of the application, or of the payment. */
const grantExtension: Act = {
  room: 'contract',
  form: ({ loaded }) => ({ intro: `申出：${lastAct(loaded, 'ask-extension')?.reason ?? ''}` }),
  run: async ({ deps, actor, loaded }) => {
    const { organisationId, id: caseId, state } = loaded.theCase
    const offer = await findOffer(deps.db, organisationId, caseId)
    const until = textOf(lastAct(loaded, 'ask-extension')?.data?.until)
    if (!offer || !until) return refused({ code: 'nothing-to-answer' })
    const payBy = offer.payBy < until ? until : offer.payBy
    return moveCase(deps, actor, loaded, {
      ...{ action: 'grant-extension', reason: `${eraDate(until)}まで`, data: { dueOn: until }, facts: { dueOn: until } },
      effects: () => [
        updateOffer(deps.db, organisationId, caseId, state === 'contract-offered' ? { applyBy: until, payBy } : { payBy: until }),
      ],
    })
  },
}

/** The day has passed: nobody may apply or pay any more, and what was paid goes back by its rule. */
const lapse: Act = {
  room: 'contract',
  form: ({ loaded }) => ({ intro: `期限（${eraDate(caseDeadline(loaded) ?? loaded.today)}）を過ぎています。記録すると、元に戻せません。` }),
  run: ({ deps, actor, loaded }) => {
    const dueOn = caseDeadline(loaded)
    const rows: [string, string][] = [
      ['過ぎた手続', loaded.programme.states[loaded.theCase.state]?.label ?? ''],
      ['過ぎた期限', dueOn ? eraDate(dueOn) : ''],
    ]
    return moveWithPapers(deps, actor, loaded, [letter('lapse-notice', rows)], () => ({ action: 'lapse', facts: { dueOn } }))
  },
}

const notMake: Act = {
  room: 'contract',
  form: () => ({ intro: '手続を終え、提案者に知らせます。元に戻せません。', fields: [reasonField('作成できない理由')] }),
  run: async ({ deps, actor, loaded, typed }) => {
    const refusals: Refusal[] = []
    const reason = needed(typed.reason, 'reason', refusals, 1_000)
    if (refusals.length > 0) return refused(...refusals)
    return moveWithPapers(deps, actor, loaded, [letter('not-made-notice', [['理由', reason]])], () => ({
      ...{ action: 'not-make', given: ['reason'], reason },
    }))
  },
}

export const TERM_ACTS: Readonly<Record<string, Act>> = {
  'ask-extension': askExtension,
  'grant-extension': grantExtension,
  'refuse-extension': withReason('refuse-extension', '認めない理由'),
  lapse,
  'not-make': notMake,
}
