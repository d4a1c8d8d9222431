import { RecipeError, UnsupportedOnEngine } from './errors.ts'
import type { Hierarchy } from './hierarchies/index.ts'
import type { CellNode, CellText, Ladder, Plan, PlanColumn, PopulationTable, Unit } from './plan.ts'
import type { ColumnDecision, ColumnStep, HierarchySpec, ModelSpec, Recipe } from './recipe.ts'
import { itemPath, keyPath } from './recipe-path.ts'
import { addNoise } from './techniques/add-noise.ts'
import { bandOf, bands } from './techniques/bands.ts'
import { bottomCode } from './techniques/bottom-code.ts'
import { deleteCells } from './techniques/delete-cells.ts'
import { deleteColumn } from './techniques/delete-column.ts'
import { deleteRecords } from './techniques/delete-records.ts'
import { displace } from './techniques/displace.ts'
import { generalise } from './techniques/generalise.ts'
import { keep } from './techniques/keep.ts'
import { microaggregate } from './techniques/microaggregate.ts'
import { pseudonym } from './techniques/pseudonym.ts'
import { round } from './techniques/round.ts'
import { sample } from './techniques/sample.ts'
import { shiftDates } from './techniques/shift-dates.ts'
import { swap } from './techniques/swap.ts'
import { synthesise } from './techniques/synthesise.ts'
import { synthesiseRecords } from './techniques/synthesise-records.ts'
import type { LowerContext, Technique } from './techniques/technique.ts'
import { topCode } from './techniques/top-code.ts'
import { parseNumber } from './values/number.ts'

// biome-ignore lint/suspicious/noExplicitAny: each technique checks its own parameters; the recipe's schema has done so before
export const TECHNIQUES: readonly Technique<any>[] = [
  deleteColumn,
  deleteCells,
  keep,
  pseudonym,
  generalise,
  topCode,
  bottomCode,
  bands,
  round,
  microaggregate,
  swap,
  addNoise,
  shiftDates,
  synthesise,
  displace,
]

/** Compiles one hierarchy of the recipe for a column. */
export type CompileHierarchy = (spec: HierarchySpec, column: string) => Hierarchy

/**
 * Recipe → plan: every technique lowered to plan nodes.
 * @param hierarchy - brings hierarchies, with the files they name
 * @param population - brings the populations that models name
 */
export function compilePlan(recipe: Recipe, hierarchy: CompileHierarchy, population?: (path: string) => PopulationTable): Plan {
  const unit: Unit = recipe.person ? 'person' : 'record'
  return {
    title: recipe.title,
    person: recipe.person ?? null,
    personDeclined: recipe.person === null,
    household: recipe.household ?? null,
    nulls: recipe.input.nulls,
    columns: [...recipe.columns].map(([name, decision]) => compileColumn(name, decision, recipe, hierarchy)),
    records: recipe.records.map((step) =>
      step.technique === 'sample'
        ? sample(step, unit)
        : step.technique === 'synthesise'
          ? synthesiseRecords(step)
          : deleteRecords(step, unit),
    ),
    shuffle: recipe.output.shuffle,
    populations: recipe.privacy.models.map((model) => {
      return 'population' in model && population ? population(model.population) : null
    }),
    modelLadders: recipe.privacy.models.map((model, i) =>
      modelLadder(model, keyPath(itemPath('privacy.models', i), 'hierarchy'), hierarchy),
    ),
  }
}

function compileColumn(name: string, decision: ColumnDecision, recipe: Recipe, hierarchy: CompileHierarchy): PlanColumn {
  const domain = name === recipe.person ? 'person' : name === recipe.household ? 'household' : name
  const context: LowerContext = { column: name, domain, recipe, ladder: (spec) => ladderOf(hierarchy(spec, name)) }
  const steps: ColumnStep[] = [decision, ...(decision.then ?? [])]
  const cells = steps.flatMap((step): CellNode[] => {
    const technique = TECHNIQUES.find((known) => known.name === step.technique)
    if (!technique) throw new UnsupportedOnEngine(`technique: ${step.technique}`)
    const lowered = technique.lower(step, context)
    // A file's levels are known only now that it is read.
    for (const cell of lowered)
      if (cell.node === 'generalise' && (cell.max >= cell.ladder.levels || cell.min > cell.max))
        throw new RecipeError(`columns.${name}.level`, `0から${cell.ladder.levels - 1}までにしてください。`)
    return lowered
  })
  const edges = decision.bands?.edges
  return {
    name,
    class: decision.class,
    technique: decision.technique,
    released: decision.technique !== 'delete-column',
    cells,
    reason: decision.reason ?? null,
    confirmed: decision.confirmed ?? null,
    notIndividualCode: decision.notIndividualCode ?? null,
    pair: pairOf(decision),
    rule: decision.rule ?? null,
    modelled: recipe.privacy.models.some((model) => 'column' in model && model.column === name),
    bands: edges
      ? (value: CellText) => {
          if (value === null) return null
          const number = parseNumber(value)
          return number === null ? undefined : bandOf(edges, number)
        }
      : null,
  }
}

/** A grid square is found from two columns. */
const pairOf = ({ hierarchy }: ColumnDecision): readonly [string, string] | null =>
  hierarchy?.kind === 'mesh' && hierarchy.latitude !== undefined ? [hierarchy.latitude, hierarchy.longitude!] : null

/** A hierarchy of values as a ladder of cells: null is empty below the level where all values have one text. */
function ladderOf(hierarchy: Hierarchy): Ladder {
  const listed = hierarchy.fileLeaves ? [...hierarchy.fileLeaves.keys()] : null
  const emptyIsLeaf = hierarchy.fileLeaves?.has('') ?? false
  const nullAt = (level: number): CellText => {
    if (emptyIsLeaf) return hierarchy.label('', level) ?? null
    const { constantLevel } = hierarchy
    if (constantLevel === null || level < constantLevel) return null
    return hierarchy.constantText
  }
  const { build } = hierarchy
  return {
    ...(build ? { build: { ...build, fit: (edges, facts) => ladderOf(build.fit(edges, facts)) } } : {}),
    ...(hierarchy.published ? { published: true } : {}),
    levels: hierarchy.levels,
    names: hierarchy.levelNames,
    listed,
    expects: hierarchy.expects,
    label: (value, level) => {
      if (value === null) return nullAt(level)
      const text = hierarchy.label(value, level)
      if (text !== undefined) return text
      return hierarchy.unknown === 'null' ? nullAt(level) : undefined
    },
  }
}

/** The values' ladder of a model that measures how far they lie apart: its last level must join them all. */
function modelLadder(model: ModelSpec, path: string, hierarchy: CompileHierarchy): Ladder | null {
  if (model.model !== 't-closeness' || !model.hierarchy) return null
  const compiled = hierarchy(model.hierarchy, model.column)
  if (model.distance === 'hierarchical' && (compiled.levels < 2 || compiled.constantLevel === null))
    throw new RecipeError(path, '最後の段階で、すべての値が一つになる階層にしてください')
  return ladderOf(compiled)
}
