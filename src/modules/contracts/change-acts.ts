import { isIsoDate, japanDate, type Refusal, refused } from '../../core/index.ts'
import { settingValue } from '../../programmes/index.ts'
import { needed, type Typed } from '../fees/index.ts'
import { issuedDocumentsOf, keepScan, moveCase, moveWithPapers, paper } from '../proposals/index.ts'
import { acceptanceOf } from './acceptance.ts'
import type { Act, ActContext } from './act.ts'
import { contractOf, updateContract } from './store.ts'
import { lastAct, reasonField, textOf, withReason } from './term-acts.ts'

const MATTERS: Record<string, string> = { use: '利用の方法', period: '利用の期間の終わり', storage: '保管の方法', recipients: '取り扱う者' }

const contractOfCase = async ({ deps, loaded: { theCase } }: Pick<ActContext, 'deps' | 'loaded'>) => {
  const contract = await contractOf(deps.db, theCase.organisationId, theCase.id)
  return contract?.concludedAt ? contract : undefined
}

/** One side wants something of the contract changed; only what the programme lets an amendment change. */
const propose = (action: string): Act => ({
  room: 'contract',
  form: async (context) => {
    const may = settingValue(context.loaded.programme, 'change.amend')
    if (!Array.isArray(may) || may.length === 0 || !(await contractOfCase(context))) return null
    return {
      intro: '相手が同意すると、変更届が作られ、契約が変わります。利用の目的や事業の変更は、新たな提案をしてください。',
      fields: [
        { name: 'matter', label: '変更する事項', required: true, options: may.map((value) => ({ value, label: MATTERS[value] ?? value })) },
        { name: 'before', label: '変更前', rows: 2, required: true },
        { name: 'after', label: '変更後', rows: 2, required: true, hint: '利用の期間は、2026-04-01 のように書いてください。' },
        { name: 'changedOn', label: '変更の日', type: 'date', short: true, required: true, value: context.loaded.today },
        reasonField('変更の理由'),
      ],
    }
  },
  run: async ({ deps, actor, loaded, typed }) => {
    const contract = await contractOfCase({ deps, loaded })
    if (!contract?.concludedAt) return refused({ code: 'not-concluded' })
    const days = { today: loaded.today, concludedOn: japanDate(contract.concludedAt), periodFrom: contract.periodFrom ?? '' }
    const change = checkChange(settingValue(loaded.programme, 'change.amend'), typed, days)
    if (!change.ok) return change
    const { label, before, after, reason } = change.value
    return moveCase(deps, actor, loaded, {
      ...{ action, given: ['change'], data: change.value, reason: `${label}：${before} → ${after}（${reason}）` },
      facts: { matter: change.value.matter, changedOn: change.value.changedOn },
    })
  },
})

function checkChange(may: unknown, typed: Typed, days: { today: string; concludedOn: string; periodFrom: string }) {
  const refusals: Refusal[] = []
  const matter = typed.matter ?? ''
  if (!Array.isArray(may) || !may.includes(matter)) refusals.push({ code: 'not-amendable', field: 'matter' })
  const [before, after, reason] = (['before', 'after', 'reason'] as const).map((name) => needed(typed[name], name, refusals, 1_000))
  const changedOn = typed.changedOn ?? ''
  if (!isIsoDate(changedOn)) refusals.push({ code: 'not-a-date', field: 'changedOn' })
  else if (changedOn < days.concludedOn)
    refusals.push({ code: 'change-before-contract', field: 'changedOn', facts: { concludedOn: days.concludedOn } })
  if (matter === 'period' && after) {
    const earliest = days.periodFrom > days.today ? days.periodFrom : days.today
    if (!isIsoDate(after)) refusals.push({ code: 'not-a-date', field: 'after' })
    else if (after < earliest) refusals.push({ code: 'period-over', field: 'after', facts: { earliest } })
  }
  if (refusals.length > 0) return refused(...refusals)
  return {
    ok: true as const,
    value: { matter, label: MATTERS[matter] ?? matter, before: before!, after: after!, changedOn, reason: reason! },
  }
}

/** The other side agrees: the change notice is frozen, and what the system holds of the contract follows. */
const agree = (action: string, asked: string): Act => ({
  room: 'contract',
  form: ({ loaded }) => ({ intro: lastAct(loaded, asked)?.reason ?? '' }),
  run: async ({ deps, actor, loaded }) => {
    const contract = await contractOfCase({ deps, loaded })
    const change = lastAct(loaded, asked)?.data
    if (!contract?.concludedAt || !change) return refused({ code: 'nothing-to-answer' })
    const { organisationId, id: caseId } = loaded.theCase
    const [label, before, after, changedOn, reason] = ['label', 'before', 'after', 'changedOn', 'reason'].map((name) =>
      textOf(change[name]),
    )
    const contractDate = japanDate(contract.concludedAt)
    return moveWithPapers(
      deps,
      actor,
      loaded,
      [
        paper('change-notice', ({ date, authority, proposer, fileName }) => ({
          ...{ date, authority, fileName, contractDate, contractNumber: contract.contractNumber ?? '' },
          ...{ user: proposer, changes: [{ label: label!, before: before!, after: after! }], changedOn: changedOn!, reason: reason! },
        })),
      ],
      () => ({
        ...{ action, reason: `${label}：${before} → ${after}`, facts: { matter: textOf(change.matter) } },
        effects: () => (change.matter === 'period' ? [updateContract(deps.db, organisationId, caseId, { periodTo: after! })] : []),
      }),
    )
  },
})

const contractPaper = async ({ deps, loaded }: Pick<ActContext, 'deps' | 'loaded'>) => {
  const { theCase } = loaded
  if (acceptanceOf(loaded)) return undefined
  return (await issuedDocumentsOf(deps.db, theCase.organisationId, theCase.id)).findLast(({ form }) => form === 'contract')
}

/** The user says yes to exactly the frozen contract: who, when, and the hash of the document. */
const acceptContract: Act = {
  room: 'contract',
  form: async (context) => {
    // Who proposed on paper has no account to agree by.
    const document = context.loaded.theCase.paper ? undefined : await contractPaper(context)
    return document
      ? {
          intro: `契約書 ${document.number}（SHA-256：${document.sha256}）の内容に同意します。同意した時刻、同意した人、この照合値が記録されます。`,
          fields: [{ name: 'name', label: '同意する人の役職と氏名', required: true }],
        }
      : null
  },
  run: async ({ deps, actor, loaded, typed }) => {
    const document = loaded.theCase.paper ? undefined : await contractPaper({ deps, loaded })
    if (!document) return refused({ code: 'nothing-to-accept' })
    const refusals: Refusal[] = []
    const name = needed(typed.name, 'name', refusals, 100)
    if (refusals.length > 0) return refused(...refusals)
    return moveCase(deps, actor, loaded, {
      ...{ action: 'accept-contract', given: ['hash'], data: { name, sha256: document.sha256, number: document.number } },
      facts: { document: document.number, sha256: document.sha256 },
    })
  },
}

/** The other way: the contract was sealed on paper, and its scan is kept with the case. */
const recordSealed: Act = {
  room: 'contract',
  form: async (context) =>
    (await contractPaper(context))
      ? {
          intro: '双方が押印した契約書を読み取ったファイルを、案件の書類として保管します。',
          fields: [
            { name: 'scan', label: '読み取ったファイル', type: 'file', required: true, hint: 'PDF、PNG 又は JPEG' },
            { name: 'sealedOn', label: '押印の日', type: 'date', short: true, required: true, value: context.loaded.today },
          ],
        }
      : null,
  run: async ({ deps, actor, loaded, typed, files }) => {
    const document = await contractPaper({ deps, loaded })
    if (!document) return refused({ code: 'nothing-to-accept' })
    const scan = { day: typed.sealedOn ?? '', file: files[0] }
    const names = { day: 'sealedOn', file: 'scan' }
    const kept = await keepScan(deps, actor, loaded, 'sealed-contract', scan, names, japanDate(document.issuedAt))
    if (!kept.ok) return kept
    const { day: sealedOn, sha256 } = kept.value
    return moveCase(deps, actor, loaded, {
      ...{ action: 'record-sealed-paper', given: ['hash'], data: { sealedOn, sha256, number: document.number } },
      facts: { document: document.number, sha256, sealedOn },
    })
  },
}

export const CHANGE_ACTS: Readonly<Record<string, Act>> = {
  'accept-contract': acceptContract,
  'record-sealed-paper': recordSealed,
  'propose-amendment': propose('propose-amendment'),
  'agree-amendment': agree('agree-amendment', 'propose-amendment'),
  'refuse-amendment': withReason('refuse-amendment', '同意しない理由'),
  'offer-amendment': propose('offer-amendment'),
  'accept-amendment': agree('accept-amendment', 'offer-amendment'),
  'decline-amendment': withReason('decline-amendment', '同意しない理由'),
}
