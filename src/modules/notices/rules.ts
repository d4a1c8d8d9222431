import type { Role } from '../../core/index.ts'
import { type Programme, SAME, type Transition } from '../../programmes/index.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** News older than this is none: what could not be sent by then is given up. */
export const STALE_MS = 3 * DAY

/** Waits between tries: one minute, then twice as long each time, at most six hours. @param attempts - tries so far, >= 1 */
export const waitAfter = (attempts: number): number => Math.min(MINUTE * 2 ** (attempts - 1), 6 * 60 * MINUTE)

/**
 * Officials who are to act next: in a state that a case has come to, those who can lead it on; after an act that leaves it where
 * it is, those who can answer the act.
 */
export const rolesToTell = (programme: Programme, state: string, act?: Transition): Role[] => [
  ...new Set(
    programme.transitions
      .filter(({ from, to, answers }) => (act?.to === SAME ? answers === act.action : to !== SAME && from.includes(state)))
      .flatMap(({ roles }) => roles)
      .filter((role) => role !== 'proposer'),
  ),
]

const FOOT = ['', 'このメールは自動で送っています。返信は届きません。', '']

export interface Letter {
  subject: string
  text: string
}

/** The letter that a call is owed: which fiscal year's, by when, and by which article. */
export function reminderOf(given: { organisation: string; receiptNumber: string; state: string; link: string | null }): Letter {
  const { organisation, receiptNumber, state, link } = given
  return {
    subject: `【${organisation}】${receiptNumber}がまだ公示されていません`,
    text: [
      `${receiptNumber}が、まだ公示されていません。${state}`,
      '',
      link ? `公示は、ログインしてできます。\n${link}` : '公示は、砂丘にログインしてできます。',
      ...FOOT,
    ].join('\n'),
  }
}

/** What is written: the case's number and state, nothing of persons or files. @param link - of the case; null: no address is set */
export function letterOf(given: { organisation: string; receiptNumber: string; state: string; link: string | null }): Letter {
  const { organisation, receiptNumber, state, link } = given
  return {
    subject: `【${organisation}】案件 ${receiptNumber}：${state}`,
    text: [
      `案件 ${receiptNumber} に動きがありました：「${state}」`,
      '',
      link ? `内容は、ログインして確かめてください。\n${link}` : '内容は、砂丘にログインして確かめてください。',
      ...FOOT,
    ].join('\n'),
  }
}
