import type { Role } from '../../core/index.ts'
import type { Programme } from '../../programmes/index.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** News older than this is none: what could not be sent by then is given up. */
export const STALE_MS = 3 * DAY

/** Waits between tries: one minute, then twice as long each time, at most six hours. @param attempts - tries so far, >= 1 */
export const waitAfter = (attempts: number): number => Math.min(MINUTE * 2 ** (attempts - 1), 6 * 60 * MINUTE)

/** Officials who can act in this state: they are told when a case comes to it. */
export const rolesToTell = (programme: Programme, state: string): Role[] => [
  ...new Set(
    programme.transitions.filter(({ from, roles }) => from.includes(state) && !roles.includes('proposer')).flatMap(({ roles }) => roles),
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
