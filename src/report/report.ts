import * as z from 'zod/mini'
import { attacksForm } from './attacks.ts'
import { earlierForm } from './earlier.ts'
import { frontierForm } from './frontier.ts'

/** The form of a report (report/1): counts and shares only; a figure that does not apply is null, never absent. */

const share = z.nullable(z.number().check(z.gte(0), z.lte(1)))
const count = z.number().check(z.gte(0))
const flow = z.object({ input: count, removed: count, suppressed: count, output: count })
const risk = z.object({
  highest: share,
  average: share,
  uniques: z.nullable(count),
  uniqueShare: share,
  /** persons alone in the population: of a whole register the file's own, of a simple random sample an estimate (rule B4) */
  populationUniques: z.nullable(count),
  /** a drawn file: how it was drawn, and estimated shares of persons alone in the population; estimates null: not a simple random sample */
  population: z.optional(
    z.nullable(
      z.object({
        fraction: z.number(),
        by: z.array(z.string()),
        estimates: z.nullable(z.object({ pitman: share, zayatz: share, snb: share, dankar: share })),
      }),
    ),
  ),
  atRisk: z.record(z.string(), share),
})
/** How the values of a column are spread: no bar stands for fewer than ten persons, counts are rounded to 5 (rule F1). */
const distribution = z.nullable(
  z.object({
    bars: z.array(z.object({ label: z.string(), rows: count })),
    /** values without a bar of their own */
    others: z.nullable(z.object({ values: count, rows: count })),
    /** 「a〜」 holds a and what lies before the next bar */
    intervals: z.boolean(),
  }),
)

export const reportForm = z.object({
  sakyu: z.literal('report/1'),
  recipe: z.object({ title: z.string(), sha256: z.string() }),
  engine: z.enum(['duckdb', 'memory']),
  rows: flow,
  persons: z.nullable(flow),
  sha256: z.object({ input: z.array(z.string()), output: z.nullable(z.string()) }),
  rule27: z
    .array(
      z.object({
        item: z.int().check(z.gte(1), z.lte(5)),
        columns: z.array(z.string()),
        measures: z.array(z.string()),
        met: z.boolean(),
      }),
    )
    .check(z.length(5)),
  privacy: z.object({
    k: z.nullable(
      z.object({
        required: z.nullable(z.int()),
        achieved: z.nullable(z.int()),
        /** by which `met` is told where values of quasi-identifiers were replaced (rule A8); null: none was */
        beforePerturbation: z._default(z.nullable(z.int()), null),
        unit: z.enum(['persons', 'profiles', 'rows']),
        over: z.array(z.string()),
        met: z.nullable(z.boolean()),
      }),
    ),
    classes: count,
    /** classes by how many units they hold, and the units in them; null: nothing was released */
    classSizes: z.nullable(z.array(z.object({ from: count, to: z.nullable(count), classes: count, units: count }))),
    models: z.array(
      z.object({
        model: z.string(),
        /** null: the model looks at no column */
        column: z.nullable(z.string()),
        required: z.number(),
        achieved: z.nullable(z.number()),
        /** with whom classes are compared: those who entered the search, or those released; null: with nobody (rule C2) */
        reference: z._default(z.nullable(z.enum(['entering', 'released'])), null),
        /** the figure against those released, beside it */
        achievedByReleased: z._default(z.nullable(z.number()), null),
        met: z.boolean(),
      }),
    ),
  }),
  search: z.object({
    levels: z.record(z.string(), z.int()),
    /** what was minimised, as named in the recipe; `loss` and `bound` are its figures (utility.loss is always the loss from 0 to 1) */
    measure: z._default(z.string(), 'loss'),
    loss: z.number(),
    space: count,
    checked: count,
    optimal: z.boolean(),
    bound: z.nullable(z.number()),
    /** 0.03: at most 3 % above the best possible; null: nothing is known */
    gap: z._default(z.nullable(z.number()), null),
    seconds: z.number(),
    /** levels by record, or single cells hidden, with shares of rows; null: every record has `levels`, which else are only the start */
    recoding: z.optional(
      z.nullable(
        z.object({
          kind: z.enum(['local', 'cells']),
          /** mean share of its column's values that a cell may stand for: 0 untouched, 1 all hidden */
          cellLoss: z.number(),
          /** cells that may stand for any value of their column */
          hiddenCells: count,
          columns: z.record(z.string(), z.object({ levels: z.record(z.string(), z.number()), hidden: z.number() })),
          seconds: z.number(),
          /** rows that the row with the fewest matches matches, if empty cells match every value: for comparison only (rule A6) */
          kWildcard: z.nullable(z.int()),
          /** what must be known before it is handed over (rule C4) */
          caveat: z.nullable(z.string()),
        }),
      ),
    ),
  }),
  /** null: not asked for, or nothing to choose */
  frontier: z._default(z.nullable(frontierForm), null),
  risk: z.object({ before: risk, after: risk }),
  /** what attacks on the finished file achieved; null: not tried */
  attacks: z._default(z.nullable(attacksForm), null),
  /** what earlier provisions of the same file tell together with this one: estimates (rule E1); null: none was named */
  earlier: z._default(z.nullable(z.array(earlierForm)), null),
  utility: z.object({
    loss: z.number(),
    columns: z.record(
      z.string(),
      z.object({
        loss: z.nullable(z.number()),
        distinctBefore: z.nullable(count),
        distinctAfter: z.nullable(count),
        nulls: z.nullable(count),
      }),
    ),
  }),
  /** what was done to each column, in the order of the file, for people to read */
  columns: z.array(
    z.object({
      name: z.string(),
      class: z.string(),
      measures: z.array(z.string()),
      /** what was done, with its parameters, in a sentence */
      did: z.string(),
      level: z.nullable(z.string()),
      rule: z.nullable(z.int()),
      reason: z.nullable(z.string()),
    }),
  ),
  /** each released column before (records that entered the search) and after; null: not to be shown in few bars */
  distributions: z.array(z.object({ column: z.string(), before: distribution, after: distribution })),
  /** text columns with cells that a spreadsheet would run as formulas: they begin with = + - @ */
  formulaLike: z.array(z.object({ column: z.string(), cells: count })),
  /** limits computed from the data, rounded (rule F3) */
  thresholds: z.array(z.object({ column: z.string(), side: z.enum(['top', 'bottom']), limit: z.number() })),
  /** inner edges of the finest classes drawn from the data, on a round grid (rule F4) */
  bins: z.optional(z.array(z.object({ column: z.string(), edges: z.array(z.number()) }))),
  /** what leaves outside the classes: share of persons alone on the column, and on it with the quasi-identifiers (rule B1) */
  kept: z.array(
    z.object({
      column: z.string(),
      reason: z.nullable(z.string()),
      confirmed: z.nullable(z.string()),
      unique: share,
      uniqueWithQuasi: share,
    }),
  ),
  /** share of persons alone on all released columns but pseudonyms together (rule B1) */
  uniqueOnAll: share,
  /** household numbers and columns emptied because too few households are alike (rule A4) */
  households: z.nullable(z.object({ blanked: count, rows: count, columns: z.array(z.string()) })),
  /** persons alike before the sample was drawn, in the class of the result where they were fewest (rule A5) */
  beforeSampling: z.nullable(z.object({ smallest: count, estimated: z.boolean() })),
  /** persons made by synthesis (rule A7): they count nowhere else but in the rows of the file */
  synthetic: z.nullish(
    z.object({
      mode: z.enum(['add', 'replace']),
      declared: z.number(),
      persons: count,
      rows: count,
      /** of the rows of the file */
      share: z.number(),
      missing: count,
      /** nearest-record distances to those they were made after and to those held out (rule F5); null: too few */
      nearness: z.nullable(z.object({ compared: count, toTraining: z.number(), toHeldOut: z.number(), nearerTraining: z.number() })),
    }),
  ),
  sampled: z.array(z.object({ rate: z.number(), by: z.string() })),
  warnings: z.array(z.string()),
  run: z.object({
    /** who started it, if the site knows */
    by: z.nullable(z.string()),
    /** "2026-04-01 09:30" in Japan */
    finishedAt: z.string(),
    software: z.array(z.object({ name: z.string(), version: z.string() })),
  }),
  seconds: z.object({ read: z.number(), search: z.number(), write: z.number(), verify: z.number() }),
  peakMemoryMB: z.number(),
})

/** What a run tells its committee. */
export type Report = z.infer<typeof reportForm>

/** JSON Schema (2020-12) of a report. */
export const reportSchema = (): Record<string, unknown> => ({
  ...(z.toJSONSchema(reportForm, { target: 'draft-2020-12' }) as Record<string, unknown>),
  title: 'Sakyū report/1',
})
