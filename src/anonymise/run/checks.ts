import type { Engine, Key, Size } from '../engines/engine.ts'
import { RecipeError } from '../errors.ts'
import { CODE_NAMES, scanColumn } from '../individual-codes/index.ts'
import type { Condition, Plan, PlanColumn } from '../plan.ts'
import type { Recipe } from '../recipe-model.ts'
import type { Bench, Floors } from './floors.ts'
import type { Dictionaries } from './leaves.ts'

/** Fewer characters cannot hold an individual code, also not one that lost its leading zeros in part. */
export const SHORTEST_CODE = 8

/** Individual codes found by content in what leaves as text (H1): refused, but for chance hits that were confirmed. */
export function refuseCodes(column: PlanColumn, values: Iterable<{ value: string; rows: number }>, distinct: number, bench: Bench): void {
  for (const finding of scanColumn(column.name, withShort(values, distinct))) {
    const where = `列「${column.name}」に${CODE_NAMES[finding.kind]}とみられる値が${finding.distinct}種類あります`
    if (finding.excusable && column.notIndividualCode !== null) {
      bench.warn(`${where}（notIndividualCode により続行）`)
      continue
    }
    bench.refuse(
      finding.excusable
        ? `${where}。列を削除するか、個人識別符号でない理由を notIndividualCode に書いてください`
        : `${where}。個人識別符号は全部を削除してください（technique: "delete-column"）`,
    )
  }
}

/** Values too short for a code are not fetched one by one, but they count among the distinct values. */
function* withShort(values: Iterable<{ value: string; rows: number }>, distinct: number) {
  let seen = 0
  for (const entry of values) {
    seen++
    yield entry
  }
  for (; seen < distinct; seen++) yield { value: '', rows: 0 }
}

/** A class of more persons than the file has cannot be: refused before anything is searched. */
export function refuseLargeK({ privacy, person }: Recipe, { rows, persons }: Size): void {
  if (privacy.k === undefined || privacy.k <= persons) return
  const there = person == null ? `${rows}件の記録しかありません` : `本人が${persons}人しかいません`
  throw new RecipeError('privacy.k', `${privacy.k}とありますが、ファイルには${there}。k を小さくしてください`)
}

/** Key columns must name persons (A3). */
export async function refuseKeys(engine: Engine, role: 'person' | 'household', column: string, bench: Bench): Promise<void> {
  const { blankRows, dummyRows, zeroClashes } = await engine.keyFacts(role)
  if (zeroClashes > 0)
    bench.refuse(
      `列「${column}」に先頭の0だけが異なる番号が${zeroClashes}組あります（007 と 7 など）。同じ本人かどうかを決め、番号の桁をそろえてください`,
    )
  // A household that nobody knows is none; a person that nobody knows would be counted as one each.
  if (role === 'person') {
    if (blankRows > 0)
      bench.refuse(`列「${column}」が空の行が${blankRows}行あります。records の delete-records で除くか、番号を補ってください`)
    if (dummyRows > 0)
      bench.refuse(
        `列「${column}」に仮の番号（0 や 9999999999 など）の行が${dummyRows}行あります。records の delete-records で除くか、番号を補ってください`,
      )
  }
}

/** Without a person column the same name and birth date twice means a person with several records (A3). */
export async function refuseRepeatedPersons(engine: Engine, plan: Plan, columns: readonly string[], bench: Bench): Promise<void> {
  if (plan.person !== null || plan.personDeclined || columns.length === 0) return
  const repeats = await engine.repeats(columns)
  if (repeats > 0)
    bench.refuse(
      `本人の列（person）がないのに、${columns.map((column) => `「${column}」`).join('と')}が同じ行の組が${repeats}組あります。person に列を指定するか、1行が1人であれば "person": null と書いてください`,
    )
}

/** Name and birth date columns, by which a repeated person shows; empty if the recipe has not both. */
export function identityColumns(plan: Plan): string[] {
  const names = plan.columns.filter((column) => column.class === 'direct-identifier' && !column.released)
  const named = names.filter((column) => /氏名|名前|姓名|name/i.test(column.name))
  const births = plan.columns.filter((column) => /生年月日|誕生日|birth/i.test(column.name))
  const chosen = (named.length > 0 ? named : names).map((column) => column.name)
  return chosen.length > 0 && births.length > 0 ? [...chosen, births[0]!.name] : []
}

/** Recipes carry no personal literal (F6): a named value of a key column, or one that few persons hold. */
export async function refuseLiterals(
  engine: Engine,
  dictionaries: Dictionaries,
  plan: Plan,
  condition: Condition,
  confirmed: string | null,
  floors: Floors,
  bench: Bench,
): Promise<void> {
  for (const cell of cellsOf(condition)) {
    if (!cell.literal) continue
    const column = plan.columns.find(({ name }) => name === cell.column)
    await dictionaries.need([cell.column])
    const values = dictionaries.values(cell.column)
    const { codes, persons } = await engine.groups([{ kind: 'leaf', leaf: { column: cell.column, marks: [], codes: values.length } }])
    let fewest = Number.POSITIVE_INFINITY
    let personal = false
    codes[0]!.forEach((code, i) => {
      if (!cell.holds(values[code]!)) return
      fewest = Math.min(fewest, persons[i]!)
      if (!/^(0+|9{4,})$/.test(values[code] ?? '')) personal = true
    })
    if (fewest === Number.POSITIVE_INFINITY) continue
    const isKey = column?.class === 'direct-identifier' || column?.class === 'individual-code' || column?.class === 'linking-code'
    if (isKey && personal) bench.floor(`条件が識別子の列「${cell.column}」の値を名指ししています`, confirmed)
    else if (!isKey && fewest < floors.literal)
      bench.floor(`条件が列「${cell.column}」の、${floors.literal}人未満しか持たない値を名指ししています`, confirmed)
  }
}

function cellsOf(condition: Condition): Extract<Condition, { kind: 'cell' }>[] {
  switch (condition.kind) {
    case 'cell':
      return [condition]
    case 'count':
      return cellsOf(condition.where)
    case 'not':
      return cellsOf(condition.of)
    default:
      return condition.of.flatMap(cellsOf)
  }
}

/** A kept column's place outside k (B1): shares of persons alone on it, on it with the quasi-identifiers. */
export interface KeptColumn {
  column: string
  reason: string | null
  confirmed: string | null
  unique: number
  uniqueWithQuasi: number
}

/** Measures a kept column and refuses it if too many persons are alone on it (B1). */
export async function measureKept(
  engine: Engine,
  column: PlanColumn,
  key: Key,
  quasi: readonly Key[],
  persons: number,
  floors: Floors,
  bench: Bench,
): Promise<KeptColumn> {
  const share = (count: number) => (persons === 0 ? 0 : count / persons)
  const unique = share(await engine.uniquePersons([key]))
  const uniqueWithQuasi = share(await engine.uniquePersons([key, ...quasi]))
  if (unique > floors.uniqueShare) {
    const message = `列「${column.name}」だけで一人に絞れる人が${(unique * 100).toFixed(1)}％います（上限${floors.uniqueShare * 100}％）`
    // Rounded and coded values pass with a warning: B1 refuses what leaves exactly as read.
    if (column.cells.some((cell) => cell.node !== 'blank')) bench.warn(message)
    else bench.floor(message, column.confirmed)
  }
  if (column.reason === null && column.technique === 'keep') bench.warn(`列「${column.name}」を残す理由（reason）が書かれていません`)
  return { column: column.name, reason: column.reason, confirmed: column.confirmed, unique, uniqueWithQuasi }
}
