import type { PlanColumn, Recipe } from '../anonymise/index.ts'
import { techniqueInWords } from '../report/index.ts'

/** A released column for its recipient: what was done to the source's value, and how to read the labels that it made. */
export function describeColumn(column: PlanColumn, recipe: Recipe, level: string | null): { did: string; description: string } {
  const decision = recipe.columns.get(column.name)!
  const steps = [decision, ...(decision.then ?? [])]
  const did = steps.map((step) => techniqueInWords(step, level)).join('。次に、')
  const labels = steps.flatMap((step) => readingOf(step, level))
  return { did, description: [did, ...labels].map((sentence) => `${sentence}。`).join('') }
}

type Step = NonNullable<ReturnType<Recipe['columns']['get']>>

/** How labels of intervals are read. */
function readingOf(step: Pick<Step, 'technique' | 'hierarchy' | 'as'>, level: string | null): string[] {
  const kind = step.hierarchy?.kind
  if (step.technique === 'bands') return ['「[a,b)」は a 以上 b 未満、「<a」は a 未満、「>=a」は a 以上']
  if (step.technique !== 'generalise' || level === '元の値') return []
  if (kind === 'number' && step.hierarchy && 'integers' in step.hierarchy && step.hierarchy.integers === false)
    return ['「[a,b)」は a 以上 b 未満', '「*」はすべての値']
  if (kind === 'mesh') return ['地域メッシュコード（標準地域メッシュの区画の番号。桁が少ないほど広い区画）', '「*」はすべての値']
  if (kind === 'built')
    return [
      '「20-24」は 20 以上 24 以下、「[a,b)」は a 以上 b 未満（境は、丸めて決めたもの）。両端は「19以下」「90以上」のように開いた区間',
      '「*」はすべての値',
    ]
  if (kind === 'number') return ['「20-24」は 20 以上 24 以下の整数', '「*」はすべての値']
  if (kind === 'age') return ['「20-24」は満20歳から満24歳まで', '「90以上」のような値は、その年齢からをまとめたもの', '「*」はすべての値']
  if (kind === 'date')
    return [
      '「1985-04」は年と月、「1985-Q2」は四半期、「1985年度」は4月からの年度、「1980-1989」はその年からその年まで',
      '「*」はすべての値',
    ]
  if (kind === 'prefix') return ['「680****」は先頭の文字だけを残したもの', '「*」はすべての値']
  return ['「*」はすべての値']
}
