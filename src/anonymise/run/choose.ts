import type { Size } from '../engines/engine.ts'
import { InputProblem } from '../errors.ts'
import { isGrouped, quasiIdentifiers } from '../plan.ts'
import { type Explored, explore } from '../search/index.ts'
import type { Evaluation } from '../search/types.ts'
import { type CountUnit, classSizes, sourceClasses } from './classes.ts'
import type { LocalFindings, RunContext } from './context.ts'
import type { Bench } from './floors.ts'
import type { Dictionaries } from './leaves.ts'
import { isLinkable } from './linkable.ts'
import type { Prepared } from './prepare.ts'
import { compareWildcard, type Recoded, recode } from './recode.ts'
import { buildSearch, type SearchInput } from './search-input.ts'
import { searchOptions } from './search-options.ts'

/** What the search found, and what was made of it record by record. */
export interface Chosen {
  /** whether a person's rows stay linkable in the result */
  linkable: boolean
  unit: CountUnit
  built: SearchInput
  explored: Explored
  /** one level for each column: the best, or the closest if none meets the requirement */
  evaluation: Evaluation
  /** rows with levels or hidden cells of their own; null: all have the levels of the search */
  recoded: Recoded | null
  local: LocalFindings | null
  /** what leaves is judged by */
  final: Evaluation
  /** persons of each class before anything was generalised */
  sizesBefore: Float64Array
  seconds: number
}

/**
 * Searches the levels that lose least, then recodes record by record or hides cells where the recipe asks for it.
 * @throws {InputProblem} if rows that link cannot be judged in groups
 */
export async function chooseLevels(
  context: RunContext,
  dictionaries: Dictionaries,
  { leaves, marks }: Prepared,
  entering: Size,
  bench: Bench,
): Promise<Chosen> {
  const { recipe, plan, engine, clock } = context
  const started = clock()
  const linkable = plan.person !== null && entering.rows > entering.persons && (await isLinkable(context, leaves, marks))
  const built = await buildSearch({ recipe, plan, engine, dictionaries, leaves, linkable, entering })
  if (linkable && quasiIdentifiers(plan).some(isGrouped))
    throw new InputProblem(
      '本人の複数の行がつながるため、準識別子のミクロアグリゲーションでは k を満たせません。仮IDを出さないか、一般化（generalise）を使ってください',
    )
  const sizesBefore = await classSizes(engine, built.tuples, sourceClasses(built.tuples, built.columns.length), linkable, null)
  const explored = explore(built.columns, built.histogram, built.requirement, searchOptions(context, built.columns))
  const { result } = explored
  const evaluation = result.met ? result : result.closest
  const how = recipe.search.recoding === 'local' ? 'local' : recipe.search.cells ? 'cells' : null
  const compared = how === 'cells' && recipe.search.nulls === 'any' ? compareWildcard(context, built, leaves, evaluation) : null
  const recoded = how && !compared && entering.rows > 0 ? await recode(context, built, leaves, evaluation, how) : null
  if (compared)
    bench.warn(
      '"nulls": "any" は、空のセルがどの値とも同じとみなす数え方で、ほかの道具との比較のためのものです。ファイルは出しません（A6）',
    )
  if (how === 'local' && !context.order)
    bench.warn('セルごとに粗さを変えた結果は、粗くした理由から元の値を推し量られることがあります。契約のある相手にだけ渡してください（C4）')
  return {
    linkable,
    unit: plan.person === null ? 'rows' : linkable ? 'profiles' : 'persons',
    built,
    explored,
    evaluation,
    recoded,
    local: (compared ?? recoded)?.findings ?? null,
    final: (compared ?? recoded)?.evaluation ?? evaluation,
    sizesBefore,
    seconds: clock() - started,
  }
}
