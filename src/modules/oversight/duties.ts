import type { AppEnv, Deps } from '../../app-env.ts'
import { type Actor, eraDate, eraFiscalYear, hasRole, type IsoDate, japanDate } from '../../core/index.ts'
import { programme, settingValue } from '../../programmes/index.ts'
import { isWaiting, mayAnswerQuestions, mayDraftAnswers, owedCallOf, questionsIn } from '../calls/index.ts'
import { consultationDue, consultationsOf, mayRecordConsultations } from '../consultations/index.ts'
import { levelsWaiting } from '../levels/index.ts'
import { mayProcess, type ProcessingOrder } from '../processing/index.ts'
import type { Case } from '../proposals/index.ts'
import { callsOf, entryDraftsWaiting, listEntries, mayKeepRegister, stockTakingDue } from '../register/index.ts'
import { seatDuties } from '../screening/index.ts'
import type { Duty } from './model.ts'

export type Office = AppEnv['Variables']['organisation']

type DutiesOf = (deps: Deps, actor: Actor, office: Office, today: IsoDate) => Promise<Duty[]>

/** What an official is to do besides moving cases, room by room. */
export const dutiesOf: DutiesOf = async (...given) => (await Promise.all(ROOMS.map((room) => room(...given)))).flat()

/** The call that the law demands each year. */
const calls: DutiesOf = async (deps, actor, office) => {
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

/** Questions on a call: the departments draft, the desk answers. */
const questions: DutiesOf = async (deps, actor, { id }) => {
  if (!mayDraftAnswers(actor, id)) return []
  const answers = mayAnswerQuestions(actor, id)
  const [open, all] = await Promise.all([questionsIn(deps.db, id), callsOf(deps.db, id)])
  return all.flatMap((call) => {
    const waiting = open.filter((one) => one.callId === call.id && (answers ? isWaiting(one) : one.status === 'asked'))
    if (waiting.length === 0) return []
    return [
      {
        ...{ title: `質問と回答　${call.title}`, href: `/${id}/calls/${call.id}/questions`, note: `${waiting.length}件の質問` },
        ...{ todo: answers ? '質問に答える' : '回答の下書きを書く', dueOn: call.questions?.answersBy ?? null },
        since: waiting[0]!.askedAt,
      },
    ]
  })
}

/** Consultations that wait for a day, or for their record once the day has come. */
const consultations: DutiesOf = async (deps, actor, { id }, today) =>
  mayRecordConsultations(actor, id)
    ? (await consultationsOf(deps.db, id))
        .filter(({ status, meetOn }) => status === 'requested' || (status === 'arranged' && meetOn! <= today))
        .map((one) => ({
          ...{ title: `事前相談 ${one.number}　${one.company}`, href: `/${id}/consultations/${one.id}`, since: one.savedAt },
          ...{
            todo: one.status === 'requested' ? '日時を返事する' : '相談を記録する',
            note: `${eraDate(japanDate(one.requestedAt))}の申込み`,
          },
          dueOn: consultationDue(programme(one.programmeId, one.programmeVersion), one),
        }))
    : []

/** Entries to be approved, published or written again, and the yearly stock-taking. */
const register: DutiesOf = async (deps, actor, office, today) => {
  const { id } = office
  if (!mayKeepRegister(actor, id)) return []
  const months = office.programmeId && settingValue(programme(office.programmeId, office.programmeVersion), 'register.stockTaking')
  const [drafts, ...ledgers] = await Promise.all([
    entryDraftsWaiting(deps, actor, id),
    listEntries(deps.db, id),
    listEntries(deps.db, id, { ledger: 'ordinance' }),
  ])
  const due =
    typeof months === 'number'
      ? ledgers
          .flat()
          .map((entry) => stockTakingDue(entry, months))
          .filter((day) => day <= today)
          .sort()
      : []
  return [
    ...(drafts > 0
      ? [
          {
            ...{ title: '帳簿の記載', href: `/${id}/ledger`, todo: '承認・公表・書き直し', dueOn: null, since: 0 },
            note: `あなたの承認や書き直しを待つ記載が${drafts}件あります`,
          },
        ]
      : []),
    ...(due.length > 0
      ? [
          {
            ...{
              title: '帳簿の棚卸し',
              href: `/${id}/ledger/stock-taking`,
              todo: '記載が今も正しいかを確かめる',
              dueOn: due[0]!,
              since: 0,
            },
            note: `${due.length}件が確かめる時期です`,
          },
        ]
      : []),
  ]
}

/** Levels of what is made of a file that the other department proposed, and those that were stopped on a doubt. */
const levels: DutiesOf = async (deps, actor, { id }) =>
  (await levelsWaiting(deps, actor, id)).map((one) => ({
    ...{ title: `データと閲覧のレベル　${one.product}`, href: `/${id}/levels/${one.id}`, dueOn: null, since: one.since },
    todo: one.isStopped ? '専門家の意見を聴いて、もう一度案を出す' : '同意するかを決める',
    note: `${eraDate(japanDate(one.since))}から`,
  }))

/** Opinions and meetings of the bodies on which the official sits. */
const seats: DutiesOf = (deps, actor, { id }, today) => seatDuties(deps, actor, id, today)

const ROOMS = [calls, questions, consultations, register, levels, seats]

/** Runs that wait for the processor: to be started, or started anew. */
export const orderDuties = (
  actor: Actor,
  organisationId: string,
  orders: readonly ProcessingOrder[],
  about: (caseId: string) => { theCase: Case; fileName: string; dueOn: IsoDate | null } | undefined,
): Duty[] =>
  orders.flatMap(({ id, caseId, state, createdAt, finishedAt }) => {
    const its = about(caseId)
    if (!its || !mayProcess(actor, organisationId) || (state !== 'issued' && state !== 'failed')) return []
    return [
      {
        ...{ title: `加工指示　${its.theCase.receiptNumber ?? ''}　${its.fileName}`, href: `/${organisationId}/orders/${id}` },
        todo: state === 'failed' ? '止まった理由を確かめて、始め直す' : '元のファイルを指定して、加工を始める',
        ...{ dueOn: its.dueOn, since: finishedAt ?? createdAt, note: `${eraDate(japanDate(createdAt))}の指示` },
      },
    ]
  })
