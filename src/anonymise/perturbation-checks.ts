import { RecipeError } from './errors.ts'
import type { ColumnDecision, ColumnStep, Recipe, TechniqueName } from './recipe-model.ts'
import { columnPath, itemPath, keyPath } from './recipe-path.ts'

const OVER_ROWS: readonly TechniqueName[] = ['microaggregate', 'swap', 'add-noise', 'shift-dates', 'synthesise', 'displace']

export const isOverRows = ({ technique }: ColumnStep): boolean => OVER_ROWS.includes(technique)

interface Place {
  column: string
  decision: ColumnDecision
  step: ColumnStep
  path: string
}

/** What must hold of steps over rows (攪乱) before any data is seen. @throws {RecipeError} at the first that does not */
export function checkPerturbations(recipe: Recipe): void {
  const places: Place[] = []
  for (const [column, decision] of recipe.columns) {
    const steps = stepsOf(column, decision)
    const at = steps.findIndex(({ step }) => isOverRows(step))
    if (at === -1) continue
    const place = { column, decision, ...steps[at]! }
    if (column === recipe.person || column === recipe.household)
      throw new RecipeError(keyPath(place.path, 'technique'), '本人や世帯の番号の列には使えません')
    for (const before of steps.slice(0, at)) checkBefore(before, place)
    for (const after of steps.slice(at + 1)) checkAfter(after, place)
    places.push(place)
  }
  for (const place of places) {
    checkPartners(recipe, place, places)
    checkStrata(recipe, place, places)
    if (place.step.technique === 'microaggregate') checkSize(recipe, place, places)
    if (place.step.technique === 'swap') checkSwap(place, places)
    if (place.step.technique === 'add-noise') checkNoise(place, places)
    if (place.step.technique === 'shift-dates') checkDays(place, places)
    if (place.step.technique === 'displace') checkPoint(place, places)
  }
}

const stepsOf = (column: string, decision: ColumnDecision): { step: ColumnStep; path: string }[] => [
  { step: decision, path: columnPath(column) },
  ...(decision.then ?? []).map((step, i) => ({ step, path: itemPath(keyPath(columnPath(column), 'then'), i) })),
]

/** What may come before: whatever leaves the values that the technique works on. */
function checkBefore({ step: before, path }: { step: ColumnStep; path: string }, { step }: Place): void {
  const name = step.technique
  // A drawn value may be a word as well as a number.
  if (name === 'synthesise') return
  if (name === 'displace' && before.technique !== 'delete-cells')
    throw new RecipeError(keyPath(path, 'technique'), `${before.technique} の後の値は元の位置でないので、displace を先に書いてください`)
  if (before.technique === 'delete-cells' || before.technique === 'round') {
    if (before.technique === 'round' && name === 'shift-dates')
      throw new RecipeError(keyPath(path, 'technique'), '日付の列に round は使えません')
    return
  }
  if (name === 'swap' && step.method !== 'rank' && step.method !== undefined) return
  const isCoding = before.technique === 'top-code' || before.technique === 'bottom-code'
  if (isCoding && before.as !== 'label' && before.as !== 'mean' && name !== 'shift-dates') return
  throw new RecipeError(
    keyPath(path, 'technique'),
    `${before.technique} の後の値は区分の語になり、${name} が使えません。${name} を先に書いてください`,
  )
}

/** What may come after: whatever is a function of one value. */
function checkAfter({ step: after, path }: { step: ColumnStep; path: string }, { step }: Place): void {
  const name = step.technique
  if (isOverRows(after)) throw new RecipeError(keyPath(path, 'technique'), `1列に使える攪乱は1つです（${name} があります）`)
  if (after.technique === 'delete-cells')
    throw new RecipeError(keyPath(path, 'technique'), `値を空にする加工は、${name} より前に書いてください`)
  if (after.technique === 'pseudonym') throw new RecipeError(keyPath(path, 'technique'), `${name} の後に仮IDは作れません`)
  if (after.percentile !== undefined || after.tail !== undefined || after.as === 'mean')
    throw new RecipeError(path, `${name} の後の境目は、limit で決めてください（データから求める境目は元の値のものです）`)
  if (after.hierarchy?.kind === 'built' || after.hierarchy?.kind === 'mesh')
    throw new RecipeError(keyPath(keyPath(path, 'hierarchy'), 'kind'), `${name} の後には使えません`)
}

const named = (recipe: Recipe, name: string, path: string): ColumnDecision => {
  const decision = recipe.columns.get(name)
  if (decision === undefined) throw new RecipeError(path, 'columns にある列の名前を書いてください')
  return decision
}

/** Columns that are worked on together name each other's technique, and agree in what concerns the group. */
function checkPartners(recipe: Recipe, { column, step, path }: Place, places: readonly Place[]): void {
  const key = step.technique === 'microaggregate' ? 'with' : 'correlatedWith'
  ;(step[key] ?? []).forEach((name, i) => {
    const here = itemPath(keyPath(path, key), i)
    if (name === column) throw new RecipeError(here, 'その列自身は書けません')
    named(recipe, name, here)
    const partner = places.find((place) => place.column === name)
    if (partner?.step.technique !== step.technique)
      throw new RecipeError(here, `列「${name}」も "technique": "${step.technique}" にしてください`)
    for (const same of ['size', 'by', 'scale'] as const)
      if (isSaid(step[same]) && isSaid(partner.step[same]) && JSON.stringify(step[same]) !== JSON.stringify(partner.step[same]))
        throw new RecipeError(keyPath(partner.path, same), `一緒に加工する列「${column}」と同じにしてください`)
  })
}

const isSaid = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0)

function checkStrata(recipe: Recipe, { column, step, path }: Place, places: readonly Place[]): void {
  ;(step.by ?? []).forEach((name, i) => {
    const here = itemPath(keyPath(path, 'by'), i)
    named(recipe, name, here)
    if (name === column) throw new RecipeError(here, 'その列自身は書けません')
    if (name === recipe.person || name === recipe.household) throw new RecipeError(here, '本人や世帯の番号の列は書けません')
    if (places.some((place) => place.column === name)) throw new RecipeError(here, `列「${name}」の値も置き換えるため、by に書けません`)
  })
}

/** Groups of fewer than k persons cannot give k (privacy-rules A8). */
function checkSize(recipe: Recipe, { column, step, path }: Place, places: readonly Place[]): void {
  const { k } = recipe.privacy
  const own = places.filter(
    (place) =>
      place.step.technique === 'microaggregate' &&
      (place.column === column || step.with?.includes(place.column) || place.step.with?.includes(column)),
  )
  const sizes = own.flatMap(({ step: { size } }) => (size === undefined ? [] : [size]))
  if (sizes.length === 0 && k === undefined) throw new RecipeError(keyPath(path, 'size'), '「size」か「privacy.k」を書いてください')
  if (k === undefined || step.size === undefined || step.size >= k) return
  const columns = own.map((place) => place.column)
  const by = own.flatMap((place) => place.step.by ?? [])
  const quasi = [...recipe.columns].filter(([, one]) => one.class === 'quasi-identifier' && one.technique !== 'delete-column')
  if (quasi.some(([name]) => columns.includes(name)) && quasi.every(([name]) => columns.includes(name) || by.includes(name)))
    throw new RecipeError(keyPath(path, 'size'), `準識別子をすべてまとめる組なので、privacy.k（${k}）以上にしてください`)
}

function checkSwap({ column, step, path }: Place, places: readonly Place[]): void {
  const method = step.method ?? 'rank'
  if (step.window !== undefined && method !== 'rank')
    throw new RecipeError(keyPath(path, 'window'), '"method": "rank" と合わせて書いてください')
  if (step.rate !== undefined && method === 'rank')
    throw new RecipeError(keyPath(path, 'rate'), '"method": "record" か "pram" と合わせて書いてください')
  if (step.matrix !== undefined && method !== 'pram')
    throw new RecipeError(keyPath(path, 'matrix'), '"method": "pram" と合わせて書いてください')
  if (step.matrix !== undefined && step.rate !== undefined)
    throw new RecipeError(keyPath(path, 'rate'), '「rate」と「matrix」のどちらか1つだけを書いてください')
  if (method !== 'record') return
  for (const other of places) {
    if (other.step.technique !== 'swap' || other.step.method !== 'record' || other.column === column) continue
    if ((other.step.rate ?? 0.1) !== (step.rate ?? 0.1) || JSON.stringify(other.step.by ?? []) !== JSON.stringify(step.by ?? []))
      throw new RecipeError(other.path, `一緒に入れ替える列「${column}」と、rate と by を同じにしてください`)
  }
}

function checkNoise({ step, path }: Place, places: readonly Place[]): void {
  const correlated = isSaid(step.correlatedWith) || places.some((place) => place.step.correlatedWith?.includes(columnOf(places, step)))
  if (correlated && step.scale === undefined)
    throw new RecipeError(keyPath(path, 'absolute'), '相関を保つ誤差は、標準偏差の倍数（scale）で決めてください')
  if (correlated && step.distribution === 'laplace')
    throw new RecipeError(keyPath(path, 'distribution'), '相関を保つ誤差は、正規分布（normal）だけです')
  if (step.bounds === undefined || step.step === undefined) return
  const [min, max] = step.bounds
  if (Math.floor(max / step.step + 1e-9) < Math.ceil(min / step.step - 1e-9))
    throw new RecipeError(keyPath(path, 'bounds'), `${step.step} の倍数が1つも入りません。広げるか、step を小さくしてください`)
}

const columnOf = (places: readonly Place[], step: ColumnStep) => places.find((place) => place.step === step)!.column

/** A point is two columns, moved together. */
function checkPoint({ column, step, path }: Place, places: readonly Place[]): void {
  if (step.latitude === step.longitude) throw new RecipeError(keyPath(path, 'longitude'), 'latitude と別の列を書いてください')
  if (column !== step.latitude && column !== step.longitude)
    throw new RecipeError(keyPath(path, 'latitude'), 'latitude か longitude に、この列を書いてください')
  if (step.minimum! >= step.maximum!) throw new RecipeError(keyPath(path, 'minimum'), 'maximum より小さくしてください')
  const key = column === step.latitude ? 'longitude' : 'latitude'
  const partner = places.find((place) => place.column === step[key])
  if (partner?.step.technique !== 'displace')
    throw new RecipeError(keyPath(path, key), `列「${step[key]}」にも同じ displace を書いてください。片方だけでは位置になりません`)
  for (const same of ['latitude', 'longitude', 'minimum', 'maximum', 'decimals'] as const)
    if (step[same] !== partner.step[same]) throw new RecipeError(keyPath(partner.path, same), `列「${column}」と同じにしてください`)
}

/** Intervals between a person's dates stay only if all dates move by the same days. */
function checkDays({ step, path }: Place, places: readonly Place[]): void {
  const other = places.find((place) => place.step.technique === 'shift-dates' && place.step.maxDays !== step.maxDays)
  if (other && places.indexOf(other) < places.findIndex((place) => place.step === step))
    throw new RecipeError(keyPath(path, 'maxDays'), `列「${other.column}」と同じ日数にしてください（本人の日付の間隔を保つため）`)
}
