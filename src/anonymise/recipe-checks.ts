import { RecipeError } from './errors.ts'
import { checkPerturbations } from './perturbation-checks.ts'
import type { CellConditionSpec, ColumnDecision, ColumnStep, ConditionSpec, HierarchySpec, Recipe, Unit } from './recipe-model.ts'
import { columnPath, itemPath, keyPath } from './recipe-path.ts'
import { checkSearch } from './recipe-search.ts'

/** What must hold between the keys of a recipe, before any data is seen. @throws {RecipeError} at the first that does not */
export function checkRecipe(recipe: Recipe): void {
  checkKeyColumns(recipe)
  for (const [name, decision] of recipe.columns) checkColumn(recipe, name, decision)
  if (![...recipe.columns.values()].some(({ technique }) => technique !== 'delete-column'))
    throw new RecipeError('columns', 'すべての列が delete-column です。出す列を1つ以上残してください')
  recipe.records.forEach((step, i) => {
    const path = itemPath('records', i)
    if (step.technique === 'delete-records') {
      checkWhere(recipe, step.where, keyPath(path, 'where'))
      checkUnit(recipe, step.unit, keyPath(path, 'unit'))
    } else if (step.technique === 'sample') checkUnit(recipe, step.by, keyPath(path, 'by'))
    else if (i < recipe.records.length - 1)
      throw new RecipeError(keyPath(path, 'technique'), 'synthesise は records の最後に1回だけ書いてください')
  })
  checkPrivacy(recipe)
  checkSearch(recipe)
  checkPerturbations(recipe)
}

function checkKeyColumns({ person, household, columns }: Recipe): void {
  for (const [key, name] of [
    ['person', person],
    ['household', household],
  ] as const)
    if (name != null && !columns.has(name)) throw new RecipeError(key, 'columns にある列の名前を書いてください')
  if (person != null && person === household) throw new RecipeError('household', 'person と別の列を書いてください')
}

/** Columns of these classes leave only replaced beyond restoring, or not at all. @source 規則第27条第1号から第3号 */
function checkColumn(recipe: Recipe, name: string, decision: ColumnDecision): void {
  const path = columnPath(name)
  const steps: ColumnStep[] = [decision, ...(decision.then ?? [])]
  const pathOf = (i: number) => (i === 0 ? path : itemPath(keyPath(path, 'then'), i - 1))
  if ((decision.class === 'individual-code' || decision.class === 'direct-identifier') && decision.technique !== 'delete-column')
    throw new RecipeError(
      keyPath(path, 'technique'),
      `分類が${decision.class === 'individual-code' ? '個人識別符号（individual-code）' : '直接識別子（direct-identifier）'}の列は delete-column だけです`,
    )
  if (decision.class === 'linking-code' && decision.technique !== 'delete-column') {
    const odd = steps.findIndex(({ technique }, i) => technique !== (i === steps.length - 1 ? 'pseudonym' : 'delete-cells'))
    if (odd !== -1)
      throw new RecipeError(
        keyPath(pathOf(odd), 'technique'),
        '分類が連結符号（linking-code）の列は、delete-column か pseudonym か、delete-cells に続く pseudonym だけです',
      )
  }
  steps.forEach((step, i) => {
    const here = pathOf(i)
    if (i > 0 && (step.technique === 'delete-column' || step.technique === 'keep'))
      throw new RecipeError(keyPath(here, 'technique'), `${step.technique} は then に書けません`)
    if (step.technique === 'delete-column' && steps.length > 1)
      throw new RecipeError(keyPath(path, 'then'), '削除する列に続きの加工は書けません')
    if (step.technique === 'pseudonym' && i < steps.length - 1) throw new RecipeError(pathOf(i + 1), 'pseudonym の後に加工は続けられません')
    if (step.technique === 'generalise' && steps.findIndex(({ technique }) => technique === 'generalise') < i)
      throw new RecipeError(keyPath(here, 'technique'), 'generalise は1列に1回だけです')
    if (step.hierarchy?.kind === 'mesh') checkDegrees(recipe, name, step.hierarchy, i, keyPath(here, 'hierarchy'))
    if (step.technique === 'synthesise') checkFrom(recipe, name, step.from!, keyPath(here, 'from'))
    if (step.where !== undefined) checkWhere(recipe, step.where, keyPath(here, 'where'))
  })
}

/** What a drawn value is told from must itself leave: nothing of a deleted column may come back through it. */
function checkFrom({ columns, person, household }: Recipe, name: string, from: readonly string[], path: string): void {
  from.forEach((other, i) => {
    const column = columns.get(other)
    const here = itemPath(path, i)
    if (column === undefined) throw new RecipeError(here, 'columns にある列の名前を書いてください')
    if (other === name) throw new RecipeError(here, 'この列のほかの列を書いてください')
    if (from.indexOf(other) < i) throw new RecipeError(here, '同じ列が二度書かれています')
    if (column.technique === 'delete-column') throw new RecipeError(here, '削除する列は手がかりにできません')
    const keyed = [column, ...(column.then ?? [])].some(({ technique }) => technique === 'pseudonym')
    if (keyed || other === person || other === household) throw new RecipeError(here, '番号の列は手がかりにできません')
  })
}

/** A column of squares is made of two columns of degrees, whose own cells would tell the point. */
function checkDegrees(recipe: Recipe, name: string, spec: HierarchySpec & { kind: 'mesh' }, step: number, path: string): void {
  if (spec.latitude === undefined) return
  if (step > 0) throw new RecipeError(keyPath(path, 'latitude'), '緯度と経度の列から区画を求めるときは、その列の最初の加工にしてください')
  if (spec.latitude === spec.longitude) throw new RecipeError(keyPath(path, 'longitude'), 'latitude と別の列を書いてください')
  for (const key of ['latitude', 'longitude'] as const) {
    const column = recipe.columns.get(spec[key]!)
    if (column === undefined) throw new RecipeError(keyPath(path, key), 'columns にある列の名前を書いてください')
    const meshed = column.hierarchy?.kind === 'mesh' && column.hierarchy.latitude !== undefined
    if (spec[key] !== name && column.technique !== 'delete-column' && !meshed)
      throw new RecipeError(keyPath(path, key), 'この列を残すと区画の中の位置が分かります。delete-column にしてください')
  }
}

function checkUnit({ person, household }: Recipe, unit: Unit | undefined, path: string): void {
  if (unit === 'person' && person == null) throw new RecipeError(path, '「person」に本人の番号の列を書いてください')
  if (unit === 'household' && household == null) throw new RecipeError(path, '「household」に世帯の番号の列を書いてください')
}

function checkWhere(recipe: Recipe, where: ConditionSpec, path: string): void {
  if ('all' in where || 'any' in where) {
    const [key, conditions] = 'all' in where ? (['all', where.all] as const) : (['any', where.any] as const)
    conditions.forEach((condition, i) => {
      checkWhere(recipe, condition, itemPath(keyPath(path, key), i))
    })
  } else if ('not' in where) checkWhere(recipe, where.not, keyPath(path, 'not'))
  else if ('count' in where) {
    const here = keyPath(path, 'count')
    checkUnit(recipe, where.count.of, keyPath(here, 'of'))
    checkWhere(recipe, where.count.where, keyPath(here, 'where'))
  } else checkLiteral(recipe, where, path)
}

/** A recipe stands in contracts and records: it carries no name or number of a person (F6). */
function checkLiteral(recipe: Recipe, where: CellConditionSpec, path: string): void {
  const column = recipe.columns.get(where.column)
  if (column === undefined) throw new RecipeError(keyPath(path, 'column'), 'columns にある列の名前を書いてください')
  if (column.hierarchy?.kind === 'mesh' && column.hierarchy.latitude !== undefined && where.isNull === undefined)
    throw new RecipeError(
      keyPath(path, 'column'),
      '緯度と経度から区画を求める列は、isNull のほかの条件に使えません。もう一方の列を使ってください',
    )
  const named = (['equals', 'in'] as const).find((key) => where[key] !== undefined)
  if (named !== undefined && (column.class === 'direct-identifier' || column.class === 'individual-code'))
    throw new RecipeError(keyPath(path, named), '氏名や番号の値は、加工方法に書けません（加工方法は契約や記録に残るためです）')
}

function checkPrivacy({ privacy, columns, person }: Recipe): void {
  if (privacy.k === undefined && privacy.models.length === 0) throw new RecipeError('privacy.k', '「k」か「models」を書いてください')
  const released = (name: string, path: string) => {
    const decision = columns.get(name)
    if (decision === undefined) throw new RecipeError(path, 'columns にある列の名前を書いてください')
    if (decision.technique === 'delete-column') throw new RecipeError(path, '削除する列は指定できません')
    return decision
  }
  privacy.models.forEach((model, i) => {
    const here = itemPath('privacy.models', i)
    if (model.model === 'records-per-person' && person == null)
      throw new RecipeError(keyPath(here, 'model'), '「person」に本人の番号の列を書いてください。一人の行を数えるためです')
    if (!('column' in model)) return
    const path = keyPath(here, 'column')
    const decision = released(model.column, path)
    if (decision.class === 'quasi-identifier') throw new RecipeError(path, '準識別子の列は、組の中でいつも同じ値になり、守る列にできません')
    if ([decision, ...(decision.then ?? [])].some(({ technique }) => technique === 'pseudonym'))
      throw new RecipeError(path, '仮の番号の列は、値の散らばりを測れません')
  })
  privacy.repeat.forEach((column, i) => {
    released(column, itemPath('privacy.repeat', i))
  })
}
