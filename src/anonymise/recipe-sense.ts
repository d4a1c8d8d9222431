import { RecipeError } from './errors.ts'
import { ADDRESS_LEVELS } from './hierarchies/address.ts'
import { DATE_LEVELS } from './hierarchies/date.ts'
import type { HierarchySpec } from './hierarchies/index.ts'
import type { ColumnDecision, ColumnStep, ConditionSpec, Recipe } from './recipe-model.ts'

/** What one form cannot see: keys that depend on each other. @throws {RecipeError} */
export function checkSense(recipe: Recipe): void {
  for (const [name, decision] of recipe.columns) checkColumn(recipe, name, decision)
  for (const role of ['person', 'household'] as const) {
    const name = recipe[role]
    if (name && !recipe.columns.has(name))
      throw new RecipeError(role, '列の名前が columns にありません。columns にその列の加工も書いてください。')
  }
  recipe.records.forEach((step, i) => {
    const path = `records.${i}`
    const unit = step.technique === 'sample' ? step.by : step.unit
    const key = step.technique === 'sample' ? 'by' : 'unit'
    if (unit === 'person' && !recipe.person)
      throw new RecipeError(`${path}.${key}`, '"person" を使うには、person に本人の列を書いてください。')
    if (unit === 'household' && !recipe.household)
      throw new RecipeError(`${path}.${key}`, '"household" を使うには、household に世帯の列を書いてください。')
    if (step.technique === 'delete-records') checkCondition(recipe, step.where, `${path}.where`)
  })
  const { privacy } = recipe
  if (privacy.k === undefined && privacy.models.length === 0)
    throw new RecipeError('privacy.k', '書かれていません。満たすべき匿名性を、k か models で書いてください。')
  privacy.models.forEach((model, i) => {
    const column = recipe.columns.get(model.column)
    const path = `privacy.models.${i}.column`
    if (!column) throw new RecipeError(path, 'その列は columns にありません。')
    if (column.class === 'quasi-identifier') throw new RecipeError(path, '準識別子の列は、守られる側の列にはできません。')
    if (column.technique === 'delete-column') throw new RecipeError(path, '削除する列です。models から除いてください。')
  })
  privacy.repeat.forEach((name, i) => {
    if (!recipe.columns.has(name)) throw new RecipeError(`privacy.repeat.${i}`, 'その列は columns にありません。')
  })
}

function checkColumn(recipe: Recipe, name: string, decision: ColumnDecision): void {
  const path = `columns.${name}`
  const steps: ColumnStep[] = [decision, ...(decision.then ?? [])]
  if (decision.class === 'direct-identifier' || decision.class === 'individual-code') {
    if (decision.technique !== 'delete-column')
      throw new RecipeError(
        `${path}.technique`,
        'この種類の列は削除（delete-column）しかできません。仮IDにしても元の番号を試し当てられるためです。',
      )
  }
  if (decision.class === 'linking-code') {
    const names = steps.map(({ technique }) => technique).join(' ')
    if (!['delete-column', 'pseudonym', 'delete-cells pseudonym'].includes(names))
      throw new RecipeError(`${path}.technique`, '連結符号の列は、削除（delete-column）か仮ID（pseudonym）にしてください。')
  }
  if (decision.technique === 'delete-column' && decision.then)
    throw new RecipeError(`${path}.then`, '削除した列に、続きの加工はできません。then を消してください。')
  steps.forEach((step, i) => {
    const at = i === 0 ? path : `${path}.then.${i - 1}`
    if (i > 0 && step.technique === 'delete-column')
      throw new RecipeError(`${at}.technique`, '列の削除は、その列の唯一の加工として書いてください。')
    if (step.technique === 'pseudonym' && i < steps.length - 1)
      throw new RecipeError(`${at}.technique`, '仮IDの後に続く加工はできません。最後に書いてください。')
    if (steps.filter(({ technique }) => technique === 'generalise').length > 1)
      throw new RecipeError(`${path}.then`, '一般化は1つの列に1回だけです。')
    if (step.where) checkCondition(recipe, step.where, `${at}.where`)
    if (step.technique === 'top-code' || step.technique === 'bottom-code') {
      if ((step.limit === undefined) === (step.percentile === undefined))
        throw new RecipeError(at, 'limit と percentile のどちらか一つだけを書いてください。')
      if (step.label !== undefined && step.as !== 'label')
        throw new RecipeError(`${at}.label`, 'label を使うには "as": "label" と書いてください。')
    }
    if (step.edges) ascending(step.edges, `${at}.edges`)
    if (step.hierarchy) checkHierarchy(step.hierarchy, `${at}.hierarchy`)
    checkLevel(step, at)
  })
  if (decision.bands) ascending(decision.bands.edges, `${path}.bands.edges`)
}

function ascending(values: readonly number[], path: string): void {
  if (values.some((value, i) => i > 0 && value <= values[i - 1]!)) throw new RecipeError(path, '小さい順に、重なりなく並べてください。')
}

function checkHierarchy(spec: HierarchySpec, path: string): void {
  const growing = (widths: readonly number[]) => {
    ascending(widths, `${path}.widths`)
    widths.forEach((width, i) => {
      const times = i === 0 ? 1 : width / widths[i - 1]!
      if (Math.abs(times - Math.round(times)) > 1e-9) throw new RecipeError(`${path}.widths.${i}`, '一つ前の幅の整数倍にしてください。')
    })
  }
  if (spec.kind === 'number') {
    growing(spec.widths)
    if (spec.integers !== false && spec.widths.some((width) => !Number.isInteger(width)))
      throw new RecipeError(`${path}.widths`, '小数の幅を使うには "integers": false と書いてください。')
    if (spec.integers !== false && !Number.isInteger(spec.origin ?? 0))
      throw new RecipeError(`${path}.origin`, '小数を使うには "integers": false と書いてください。')
  }
  if (spec.kind === 'age' && spec.widths) growing(spec.widths)
  if (spec.kind === 'prefix' && spec.lengths.some((length, i) => i > 0 && length >= spec.lengths[i - 1]!))
    throw new RecipeError(`${path}.lengths`, '大きい順に、重なりなく並べてください。')
  if (spec.kind === 'date') inOrder(spec.levels, DATE_LEVELS, `${path}.levels`)
  if (spec.kind === 'address') inOrder(spec.levels, ADDRESS_LEVELS, `${path}.levels`)
}

function inOrder<T>(levels: readonly T[], order: readonly T[], path: string): void {
  if (levels.some((level, i) => i > 0 && order.indexOf(level) <= order.indexOf(levels[i - 1]!)))
    throw new RecipeError(path, `細かい順に、重なりなく並べてください（${order.join('、')}）。`)
}

/** Levels that the hierarchy has; those of a file are checked when it is read. */
function checkLevel(step: ColumnStep, path: string): void {
  if (step.technique !== 'generalise' || !step.hierarchy) return
  const { hierarchy, level = 'auto' } = step
  const top = topLevel(hierarchy)
  const bounds = typeof level === 'number' ? { level } : level === 'auto' ? {} : level
  for (const [key, value] of Object.entries(bounds))
    if (top !== null && value > top)
      throw new RecipeError(`${path}.level${key === 'level' ? '' : `.${key}`}`, `0から${top}までにしてください。`)
  if (hierarchy.kind === 'date' && typeof level !== 'number') refuseCrossing(hierarchy.levels, level === 'auto' ? {} : level, path)
  if (typeof level === 'object' && level.min !== undefined && level.max !== undefined && level.min > level.max)
    throw new RecipeError(`${path}.level`, 'min を max 以下にしてください。')
}

/** A fiscal year lies across two calendar years: where the search may choose, rungs must nest. */
function refuseCrossing(
  levels: readonly string[],
  { min = 0, max = levels.length - 1 }: { min?: number; max?: number },
  path: string,
): void {
  const fiscal = levels.indexOf('fiscal-year')
  if (fiscal < min || fiscal > max || fiscal === -1) return
  const crosses = (i: number) => i >= min && i <= max && ['year', '5-year', '10-year'].includes(levels[i] ?? '')
  if (crosses(fiscal - 1) || crosses(fiscal + 1))
    throw new RecipeError(
      `${path}.hierarchy.levels`,
      '段を自動で選ばせるときは、"fiscal-year" を "year"・"5-year"・"10-year" と一緒に使えません（年度と暦年は重なり合いません）。',
    )
}

function topLevel(spec: HierarchySpec): number | null {
  switch (spec.kind) {
    case 'file':
      return null
    case 'number':
      return spec.widths.length + (spec.any === false ? 0 : 1)
    case 'age':
      return (spec.widths ?? [5, 10, 20]).length + 1
    case 'prefix':
      return spec.lengths.length + 1
    default:
      return spec.levels.length - 1
  }
}

const COMPARISONS = ['equals', 'in', 'atLeast', 'moreThan', 'atMost', 'lessThan', 'isNull'] as const

function checkCondition(recipe: Recipe, where: ConditionSpec, path: string): void {
  if ('all' in where || 'any' in where) {
    const [key, list] = 'all' in where ? (['all', where.all] as const) : (['any', where.any] as const)
    for (const [i, inner] of list.entries()) checkCondition(recipe, inner, `${path}.${key}.${i}`)
    return
  }
  if ('not' in where) {
    checkCondition(recipe, where.not, `${path}.not`)
    return
  }
  if ('count' in where) {
    if (where.count.of === 'household' && !recipe.household)
      throw new RecipeError(`${path}.count.of`, '"household" を使うには、household に世帯の列を書いてください。')
    if (where.count.of === 'person' && !recipe.person)
      throw new RecipeError(`${path}.count.of`, '"person" を使うには、person に本人の列を書いてください。')
    checkCondition(recipe, where.count.where, `${path}.count.where`)
    return
  }
  const column = recipe.columns.get(where.column)
  if (!column) throw new RecipeError(`${path}.column`, 'その列は columns にありません。')
  const given = COMPARISONS.filter((key) => where[key] !== undefined)
  if (given.length !== 1) throw new RecipeError(path, `${COMPARISONS.join('、')} のどれか一つだけを書いてください。`)
  // Rule F6: a recipe carries no personal literal.
  if (
    (where.equals !== undefined || where.in !== undefined) &&
    (column.class === 'direct-identifier' || column.class === 'individual-code')
  )
    throw new RecipeError(path, '氏名や番号の値は、加工方法に書けません（加工方法は契約や記録に残るためです）。')
}
