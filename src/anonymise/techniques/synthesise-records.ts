import type { RecordNode } from '../plan.ts'

/** synthesise (疑似データ生成): whole persons made after the released ones, beside them or in the place of a share of them. */
export const synthesiseRecords = (step: { share: number; mode?: 'add' | 'replace'; rule?: number }): RecordNode => ({
  node: 'synthesise',
  share: step.share,
  mode: step.mode ?? 'replace',
  rule: step.rule ?? null,
})
