import type { FC } from 'hono/jsx'
import type { Refusal } from '../../core/index.ts'
import type { FeeTariff } from '../../programmes/index.ts'
import { Field, type FieldProps } from '../../views/index.ts'
import { itemField, type Typed } from './rules.ts'

/** Labels of what a fee is computed from, by field: only what the tariff charges by. */
export const workLabels = (tariff: FeeTariff): Record<string, string> => ({
  workMinutes: '作成に要する時間の見込み（分）',
  outsourcedYen: '作成の委託に要する費用（円）',
  exemption: '減免',
  ...Object.fromEntries(tariff.items.map(({ id, label, unit }) => [itemField(id), `${label}（${unit}）`])),
})

/** What a fee is computed from: only what the tariff charges by. */
export function workFields(tariff: FeeTariff, typed: Typed): Omit<FieldProps, 'refusals'>[] {
  const labels = workLabels(tariff)
  const field = (name: string, more: Partial<FieldProps> = {}) => ({ name, label: labels[name]!, short: true, value: typed[name], ...more })
  const exemptions = tariff.exemptions.map(({ id, label, percent }) => ({ value: id, label: `${label}（${percent}％）` }))
  return [
    field('workMinutes', { required: true, hint: '1時間に満たない部分も、1時間として計算します。' }),
    ...(tariff.outsourced ? [field('outsourcedYen', { required: true, hint: '委託しないときは 0 としてください。' })] : []),
    ...tariff.items.map(({ id }) => field(itemField(id))),
    ...(exemptions.length > 0 ? [field('exemption', { options: [{ value: '', label: 'なし' }, ...exemptions] })] : []),
  ]
}

export const WorkFields: FC<{ tariff: FeeTariff; typed: Typed; refusals?: Refusal[] }> = ({ tariff, typed, refusals }) => (
  <>
    {workFields(tariff, typed).map((field) => (
      <Field {...field} refusals={refusals} />
    ))}
  </>
)
