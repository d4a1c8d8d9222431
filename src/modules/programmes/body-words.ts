import type { Body, Programme } from '../../programmes/index.ts'

export const RULES = { majority: '過半数', unanimity: '全員一致' } as const

/** What may be said of a body besides its numbers: key of the document → what people read. */
export const FLAGS = {
  chairDecides: '可否同数のときは座長が決める',
  blind: '全員が意見を出すまで、互いの意見を見せない',
  hideProposer: '委員に提案者の名を伏せる',
  meets: '会議を開き、出席した委員の意見だけを数える',
  closed: '会議を公開しない',
} as const
export type Flag = keyof typeof FLAGS

/** How a body decides, in a line. */
export const howBodyDecides = ({ quorum, rule, chairDecides, effect, blind, meets }: Body): string =>
  [
    `${quorum}人以上の意見があるとき、${RULES[rule]}で決めます`,
    ...(chairDecides && rule === 'majority' ? ['可否同数のときは座長が決めます'] : []),
    ...(meets ? ['会議に出席した委員の意見だけを数えます'] : []),
    ...(blind ? ['全員が意見を出すまで、互いの意見は見えません'] : []),
    effect === 'binding' ? '判断に従って決定します' : '判断は助言です',
  ].join('。')

/** Cases that come before it, in words. */
const casesOfBody = ({ facts }: Programme, { when }: Body): string =>
  Object.entries(when ?? {})
    .map(([fact, values]) => `${facts[fact]?.label ?? fact}：${values.map((value) => facts[fact]?.choices[value] ?? value).join('、')}`)
    .join('。') || 'すべての案件'

/** The whole of a body in a few lines: what is compared where two versions differ. */
export const bodySummary = (one: Programme, body: Body): string =>
  [
    `${one.states[body.state]?.label ?? body.state}の${body.step}番目（${casesOfBody(one, body)}）`,
    `${howBodyDecides(body)}。${(Object.keys(FLAGS) as Flag[])
      .filter((flag) => (flag === 'hideProposer' || flag === 'closed') && body[flag])
      .map((flag) => FLAGS[flag])
      .join('。')}`,
    `判断の選択肢：${labelsOf(one, body.choices)}${body.closes.length > 0 ? `（後の審査会に付さない：${labelsOf(one, body.closes)}）` : ''}`,
  ].join('\n')

const labelsOf = ({ transitions }: Programme, actions: readonly string[]): string =>
  actions.map((action) => transitions.find((move) => move.action === action)?.label ?? action).join('、')
