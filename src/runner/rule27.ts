import type { Findings, Plan, PlanColumn } from '../anonymise/index.ts'
import type { Report } from '../report/index.ts'
import type { Verification } from '../verify/index.ts'

/**
 * What was done under each of the five items, and whether it holds on the finished file.
 * @source 鳥取県個人情報保護条例施行規則 第27条; 個人情報の保護に関する法律施行規則 第62条
 */
export function rule27Of(plan: Plan, findings: Findings, verified: Verification | null): Report['rule27'] {
  const held = findings.met && verified?.met === true
  const met: Record<number, boolean> = {
    1: plan.columns.every((column) => column.class !== 'direct-identifier' || !column.released),
    // Codes found by content end a run (H1): a run that came here found none in what leaves as read.
    2: plan.columns.every((column) => column.class !== 'individual-code' || !column.released),
    3: plan.columns.every((column) => column.class !== 'linking-code' || !column.released || endsInPseudonym(column)),
    4: held,
    5: held,
  }
  return [1, 2, 3, 4, 5].map((item) => {
    const columns = plan.columns.filter((column) => column.rule === item)
    const records = plan.records.filter((step) => step.rule === item).map((step) => (step.node === 'delete' ? 'delete-records' : step.node))
    return {
      item,
      columns: columns.map(({ name }) => name),
      measures: [...new Set([...columns.map(({ technique }) => technique), ...records])],
      met: met[item]!,
    }
  })
}

const endsInPseudonym = (column: PlanColumn) => column.cells.at(-1)?.node === 'pseudonym'
