import { isGrouped, ladderOf, type PlanColumn, quasiIdentifiers } from '../plan.ts'
import type { Evaluation, Histogram, ModelRequirement } from '../search/types.ts'
import type { RunContext } from './context.ts'
import type { SearchInput } from './search-input.ts'

/** Why no combination of levels, or no way to recode, meets the requirement, and what would: one sentence each, counts only. */
export function whyUnmet({ recipe, plan }: RunContext, { requirement, histogram }: SearchInput, closest: Evaluation): string {
  const { rows, persons } = requirement
  if (rows === 0) return 'records の加工で、すべての行が除かれました。条件（where）か抽出の割合（rate）を見直してください'
  const { k, models, suppressionLimit } = recipe.privacy
  if (k !== undefined && persons < k)
    return `records の加工の後に残るのは${persons}${plan.person === null ? '件の記録' : '人の本人'}で、privacy.k（${k}）に足りません。条件（where）か抽出の割合（rate）を見直すか、k を小さくしてください`
  const scarce = models.findIndex((model, i) => 'l' in model && model.l > valuesOf(histogram, requirement.models[i]!))
  if (scarce !== -1) {
    const { column, l } = models[scarce] as { column: string; l: number }
    return `privacy.models.${scarce}.l が${l}ですが、列「${column}」の値は${valuesOf(histogram, requirement.models[scarce]!)}種類しかありません。l を小さくしてください`
  }
  const asked = [...(k === undefined ? [] : ['k']), ...(models.length === 0 ? [] : ['privacy.models の条件'])].join('と')
  const allowed = (all: number) => Math.floor(suppressionLimit * all + 1e-9)
  const gone = [
    ...(closest.suppressedRows > allowed(rows) ? [`${closest.suppressedRows}件の記録（許したのは${allowed(rows)}件）`] : []),
    ...(plan.person !== null && closest.suppressedPersons > allowed(persons)
      ? [`${closest.suppressedPersons}人の本人（許したのは${allowed(persons)}人）`]
      : []),
  ].join('と')
  const quasi = quasiIdentifiers(plan)
  const fixed = quasi.filter((column) => !isGrouped(column) && !isFree(column))
  const isLocal = recipe.search.recoding === 'local' || recipe.search.cells === true
  const mends = [
    ...(gone !== '' && closest.suppressedRows < rows && !isLocal ? ['privacy.suppressionLimit を上げる'] : []),
    ...(fixed.length > 0
      ? [
          quasi.some(isGrouped)
            ? `準識別子の列${named(fixed)}（by の列など）を減らすか粗くする`
            : `段階を選べない準識別子の列${named(fixed)}を一般化するか、出さない`,
        ]
      : []),
    ...(quasi.some(isFree) ? ['階層に粗い段階を加えるか、level の範囲を広げる'] : []),
    `${asked}をゆるめる`,
  ]
  const why =
    closest.suppressedRows >= rows
      ? `どの段階でも、${asked}を満たす組が1つもありません`
      : gone === ''
        ? `どの段階でも、${asked}を満たしません`
        : `最も近い段階でも、${asked}のために${gone}を除かなければなりません`
  return `${why}。${mends.join('か、')}などしてください`
}

/** Different values that a model's column has in the file. */
const valuesOf = ({ sensitive }: Histogram, model: ModelRequirement): number => {
  const values = new Set('column' in model ? sensitive?.[model.column] : [])
  return values.size - (values.has(-1) ? 1 : 0)
}

const named = (columns: readonly PlanColumn[]) => columns.map(({ name }) => `「${name}」`).join('')

/** Whether the search can choose among levels of the column. */
function isFree(column: PlanColumn): boolean {
  const step = ladderOf(column)
  return step !== undefined && step.min < step.max
}
