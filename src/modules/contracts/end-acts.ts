import { addDays, eraDate, isIsoDate, japanDate, type Refusal, refused } from '../../core/index.ts'
import { dueDate, numberSetting, sameDayMonthsOn, setting, settingValue } from '../../programmes/index.ts'
import { needed } from '../fees/index.ts'
import { keepScan, type LoadedCase, moveCase, moveWithPapers, paper } from '../proposals/index.ts'
import type { Act, ActContext, ActForm } from './act.ts'
import { letter } from './letters.ts'
import { contractOf } from './store.ts'
import { lastAct, reasonField, textOf, withReason } from './term-acts.ts'

const grounds = ({ programme }: LoadedCase): string[] => {
  const value = settingValue(programme, 'contract.cancel')
  return Array.isArray(value) ? value : []
}
const concluded = async ({ deps, loaded: { theCase } }: Pick<ActContext, 'deps' | 'loaded'>) => {
  const contract = await contractOf(deps.db, theCase.organisationId, theCase.id)
  return contract?.concludedAt
    ? { contractNumber: contract.contractNumber ?? '', contractDate: japanDate(contract.concludedAt) }
    : undefined
}

/** Names the ground and the facts, and asks the other side for its opinion before anything is decided. @source 法120条 */
const propose: Act = {
  room: 'contract',
  form: async (context) =>
    (await concluded(context))
      ? {
          intro: `意見を述べる期限は${eraDate(dueDate(context.loaded.programme, 'contract.hearing', context.loaded.today))}です。解除は、その後に別の職員が決めます。`,
          fields: [
            {
              name: 'ground',
              label: '解除の事由',
              required: true,
              options: grounds(context.loaded).map((label, i) => ({ value: String(i + 1), label })),
            },
            reasonField('事由に当たる事実'),
          ],
        }
      : null,
  run: async ({ deps, actor, loaded, typed }) => {
    const refusals: Refusal[] = []
    const reason = needed(typed.reason, 'reason', refusals, 2_000)
    const no = Number(typed.ground)
    const label = grounds(loaded)[no - 1]
    if (!label) refusals.push({ code: 'required', field: 'ground' })
    if (!(await concluded({ deps, loaded }))) refusals.push({ code: 'not-concluded' })
    if (refusals.length > 0 || !label) return refused(...refusals)
    const hearBy = dueDate(loaded.programme, 'contract.hearing', loaded.today)
    const rows: [string, string][] = [
      ['解除の事由', `第${no}号　${label}`],
      ['事由に当たる事実', reason],
      ['意見の提出の期限', eraDate(hearBy)],
    ]
    return moveWithPapers(deps, actor, loaded, [letter('hearing-notice', rows)], () => ({
      ...{
        action: 'propose-termination',
        given: ['ground', 'reason'],
        reason: `${label}：${reason}`,
        data: { no, label, hearBy },
        facts: { ground: no, hearBy },
      },
    }))
  },
}

const isOpen = (loaded: LoadedCase) =>
  loaded.events.findLast(({ action }) => ['propose-termination', 'drop-termination'].includes(action))?.action === 'propose-termination'

const stateOpinion = withReason('state-opinion', '意見')

/** Ends the contract once the other side was heard: the bar begins, where the programme has one. @source 法120条, 113条5号 */
const terminate: Act = {
  room: 'contract',
  form: ({ loaded }) => ({
    intro: `事由と事実：${lastAct(loaded, 'propose-termination')?.reason ?? ''}\n提案者の意見：${lastAct(loaded, 'state-opinion')?.reason ?? 'まだありません'}`,
    fields: [
      reasonField('解除の理由（通知に載る）'),
      {
        name: 'eraseBy',
        label: '消去の期限',
        type: 'date',
        short: true,
        required: true,
        value: addDays(loaded.today, numberSetting(loaded.programme, 'close.report')),
      },
    ],
  }),
  run: async ({ deps, actor, loaded, typed }) => {
    const { programme, today } = loaded
    const asked = lastAct(loaded, 'propose-termination')
    const contract = await concluded({ deps, loaded })
    if (!asked || !contract) return refused({ code: 'nothing-to-answer' })
    const hearBy = textOf(asked.data?.hearBy)
    const isHeard = loaded.events.some(({ action, version }) => action === 'state-opinion' && version > asked.version)
    const refusals: Refusal[] = []
    if (!isHeard && today <= hearBy) refusals.push({ code: 'hearing-open', facts: { hearBy } })
    const reason = needed(typed.reason, 'reason', refusals, 2_000)
    const eraseBy = typed.eraseBy ?? ''
    if (!isIsoDate(eraseBy)) refusals.push({ code: 'not-a-date', field: 'eraseBy' })
    else if (eraseBy < today) refusals.push({ code: 'erase-by-passed', field: 'eraseBy' })
    if (refusals.length > 0) return refused(...refusals)
    const years = settingValue(programme, 'elig.barYears')
    const barredUntil = typeof years === 'number' ? addDays(sameDayMonthsOn(today, years * 12), -1) : null
    const ground = { no: Number(asked.data?.no), label: textOf(asked.data?.label) }
    const instruction = setting(programme, 'decision.instruction').value
    return moveWithPapers(
      deps,
      actor,
      loaded,
      [
        paper('termination-notice', ({ number, date, authority, contact, proposer, fileName }) => ({
          ...{ number, date, authority, contact, fileName, ground, reason, eraseBy, barredUntil, ...contract },
          user: proposer,
          terminatedOn: today,
          instruction: typeof instruction === 'string' && instruction !== '' ? instruction : null,
        })),
      ],
      () => ({
        ...{ action: 'terminate', given: ['reason'], reason: `${ground.label}：${reason}` },
        data: { ground: ground.no, barredUntil, eraseBy },
        facts: { ground: ground.no, barredUntil, eraseBy },
      }),
    )
  },
}

/** The report itself, of a user who does everything on paper. */
const SCAN_FIELDS: ActForm['fields'] = [
  { name: 'receivedOn', label: '消去報告書を受け取った日', type: 'date', short: true, required: true },
  { name: 'scan', label: '消去報告書を読み取ったファイル', type: 'file', required: true, hint: 'PDF、PNG 又は JPEG' },
]

/** What the terminated user did with the data. */
const reportErasure: Act = {
  room: 'contract',
  form: ({ loaded }) => ({
    intro: `消去の期限：${eraDate(textOf(lastAct(loaded, 'terminate')?.data?.eraseBy) || loaded.today)}`,
    fields: [
      { name: 'erasedOn', label: '消去した日', type: 'date', short: true, required: true, value: loaded.today },
      { name: 'method', label: '消去の方法', rows: 2, required: true },
      { name: 'objects', label: '消去したもの', rows: 3, required: true, hint: '1行に一つ。複製と途中で作ったものも書いてください。' },
      { name: 'erasedBy', label: '消去した者の役職', short: true, required: true },
      ...(loaded.theCase.paper ? SCAN_FIELDS : []),
    ],
  }),
  run: async ({ deps, actor, loaded, typed, files }) => {
    const refusals: Refusal[] = []
    const [method, objects, erasedBy] = [
      needed(typed.method, 'method', refusals, 500),
      needed(typed.objects, 'objects', refusals, 2_000),
      needed(typed.erasedBy, 'erasedBy', refusals, 100),
    ]
    const erasedOn = typed.erasedOn ?? ''
    if (!isIsoDate(erasedOn)) refusals.push({ code: 'not-a-date', field: 'erasedOn' })
    else if (erasedOn > loaded.today) refusals.push({ code: 'erased-in-future', field: 'erasedOn' })
    const contract = await concluded({ deps, loaded })
    if (refusals.length > 0 || !contract) return refused(...refusals)
    if (loaded.theCase.paper) {
      const sent = { day: typed.receivedOn ?? '', file: files[0] }
      const scan = await keepScan(deps, actor, loaded, 'erasure-scan', sent, { day: 'receivedOn', file: 'scan' }, erasedOn)
      if (!scan.ok) return scan
      const onPaper = { receivedOn: scan.value.day, scan: scan.value.sha256 }
      return moveCase(deps, actor, loaded, {
        ...{ action: 'report-erasure', given: ['deletion-report'], data: onPaper, facts: { erasedOn, ...onPaper } },
        reason: `消去の日 ${erasedOn}。方法：${method}。消去したもの：${objects}`,
      })
    }
    const lines = objects.split(/\r?\n/).filter((line) => line.trim() !== '')
    return moveWithPapers(
      deps,
      actor,
      loaded,
      [
        paper('erasure-report', ({ date, authority, proposer, fileName }) => ({
          ...{ date, authority, fileName, erasedOn, method, erasedBy, objects: lines, ...contract },
          user: proposer,
        })),
      ],
      () => ({ action: 'report-erasure', given: ['deletion-report'], facts: { erasedOn } }),
    )
  },
}

export const END_ACTS: Readonly<Record<string, Act>> = {
  'propose-termination': propose,
  'state-opinion': {
    room: 'contract',
    form: (context) => (isOpen(context.loaded) ? stateOpinion.form(context) : null),
    run: async (context) => (isOpen(context.loaded) ? stateOpinion.run(context) : refused({ code: 'nothing-to-answer' })),
  },
  terminate,
  'drop-termination': withReason('drop-termination', '解除しない理由'),
  'report-erasure': reportErasure,
}
