import type { Context } from 'hono'
import type { AppEnv } from '../../app-env.ts'
import { eraDate, type IsoDate, type Refusal } from '../../core/index.ts'
import { SETTINGS, STAGES } from '../../programmes/index.ts'
import { FLAGS } from './body-words.ts'
import { FEE_FIELDS } from './model.ts'
import { valueField } from './rules.ts'

export type C = Context<AppEnv>

/** What was sent and why it was refused: a page shows both again. */
export interface Refused {
  refusals: Refusal[]
  typed: Record<string, string>
}

export const PROGRAMMES = '提供制度'
export const day = (date: IsoDate) => `${eraDate(date)}（${date}）`

export const FEE_LABELS: Record<(typeof FEE_FIELDS)[number], string> = {
  baseYen: '基本額（円）',
  hourlyYen: '1時間までごとの額（円）',
  secondUseYen: '既に契約を結んだ者の額（円）',
}

export const BODY_LABELS = {
  ...{ label: '名称', source: '根拠（条例や規則の条）', step: '順序', when: '審査する案件', choices: '審査会が選ぶ判断' },
  ...{ closes: '後の審査会に付さない判断', quorum: '定足数（意見の数）', rule: '決め方', effect: '判断の効力', flags: '審査の進め方' },
}

export const ASK_LABELS = {
  ...{ label: '名称', help: '提案者への説明', source: '根拠（条例や規則の条）' },
  ...{ questions: '質問（一行に一つ）', choices: '回答の選択肢（一行に一つ、点数を先に）', pass: '詳しく見る目安の点' },
}

const named = (prefix: string, labels: Record<string, string>) =>
  Object.fromEntries(Object.entries(labels).map(([name, label]) => [`${prefix}.${name}`, label]))

/** Labels of all fields, for the summary of what is wrong. */
export const fieldLabels = (): Record<string, string> => ({
  title: '名称',
  effectiveFrom: '施行日',
  'fee.source': '手数料の根拠',
  ...Object.fromEntries(FEE_FIELDS.map((name) => [`fee.${name}`, FEE_LABELS[name]])),
  ...named('body', { ...BODY_LABELS, ...FLAGS }),
  ...named('ask', ASK_LABELS),
  ...Object.fromEntries(Object.entries(SETTINGS).map(([key, { label }]) => [valueField(key), label])),
})

/** Parts of the form, one page each: the stages of the procedure, who screens, the fee, words. */
export const parts = (): [id: string, label: string][] => [
  ...Object.entries(STAGES),
  ['bodies', '審査会'],
  ['questions', '安全管理の質問票'],
  ['amounts', '手数料の額'],
  ['words', '名称と用語'],
]
