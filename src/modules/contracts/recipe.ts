import { sha256 } from '@noble/hashes/sha2.js'
import {
  type ColumnDecision,
  type ColumnStep,
  filesOf,
  parseRecipe,
  type Recipe,
  RecipeError,
  recipeSha256,
} from '../../anonymise/index.ts'
import { hex, ok, type Refusal, type Result, refused } from '../../core/index.ts'
import type { ReadRecipe } from './model.ts'

/**
 * Reads the recipe (加工方法) that a contract is to name, with the files that it names (hierarchies).
 *
 * @param files - texts by plain file name; exactly those that the recipe names
 * @param allowsLocal - whether the programme lets cells be recoded one by one: such results can be read backwards (privacy-rules C4)
 */
export function readRecipe(text: string, files: Record<string, string>, allowsLocal = true): Result<ReadRecipe> {
  if (text.trim() === '') return refused({ code: 'required', field: 'recipe' })
  let recipe: Recipe
  try {
    recipe = parseRecipe(text)
  } catch (error) {
    if (!(error instanceof RecipeError)) throw error
    return refused({ code: 'recipe-unreadable', field: 'recipe', facts: { message: error.message } })
  }
  const named = filesOf(recipe)
  const refusals: Refusal[] = [
    ...(recipe.search.recoding === 'local' && !allowsLocal ? [{ code: 'recipe-local-recoding', field: 'recipe' }] : []),
    // On the runner only plain names are looked up, in its working folder.
    ...named.filter((name) => /[\\/]|^\.+$/.test(name)).map((name) => ({ code: 'recipe-file-name', field: 'recipe', facts: { name } })),
    ...named
      .filter((name) => !Object.hasOwn(files, name))
      .map((name) => ({ code: 'recipe-file-missing', field: 'files', facts: { name } })),
    ...Object.keys(files)
      .filter((name) => !named.includes(name))
      .map((name) => ({ code: 'recipe-file-unnamed', field: 'files', facts: { name } })),
  ]
  const items = [...recipe.columns]
    .filter(([, decision]) => decision.technique !== 'delete-column')
    .map(([name, decision]) => ({ name, granularity: granularityOf(decision) }))
  if (refusals.length > 0) return refused(...refusals)
  const hash = (name: string) => hex(sha256(new TextEncoder().encode(files[name] ?? '')))
  return ok({ title: recipe.title, items, sha256: recipeSha256(recipe, hash) })
}

/** How fine a column is supplied, in words for a contract. */
const granularityOf = (decision: ColumnDecision): string => [decision, ...(decision.then ?? [])].map(stepInWords).join('、続けて')

const STEP_WORDS: Record<string, (step: ColumnStep) => string> = {
  keep: () => '元の値のまま',
  pseudonym: () => 'この提供だけの符号に置き換える',
  'delete-cells': () => '一部の値を削る',
  generalise: ({ hierarchy, level }) => `${HIERARCHY_WORDS[hierarchy?.kind ?? 'file'] ?? '区分'}にまとめる（${levelInWords(level)}）`,
  round: ({ step }) => `${step ?? 1}ごとに丸める`,
  bands: () => '区間に置き換える',
  'top-code': (step) => `大きい値をまとめる（${limitInWords(step, '以上', '大きい')}${step.as === 'mean' ? '、その平均' : ''}）`,
  'bottom-code': (step) => `小さい値をまとめる（${limitInWords(step, '以下', '小さい')}${step.as === 'mean' ? '、その平均' : ''}）`,
  microaggregate: ({ size }) => `値の近い${size ?? 'k'}人以上の組の値に置き換える`,
  swap: ({ method }) => (method === 'pram' ? '決めた確率で別の値に置き換える' : '一部をほかの記録と入れ替える'),
  'add-noise': () => '誤差を加える',
  'shift-dates': ({ maxDays }) => `本人ごとに日をずらす（前後${maxDays ?? ''}日まで）`,
  displace: ({ minimum, maximum }) => `位置を動かす（${minimum ? `${minimum}mから` : ''}${maximum ?? ''}mまで）`,
  synthesise: ({ share }) => `${((share ?? 0) * 100).toLocaleString('ja-JP')}％の人で疑似データの値に置き換える`,
}

const HIERARCHY_WORDS: Record<string, string> = {
  file: '区分表',
  number: '数の幅',
  age: '年齢の幅',
  date: '年月などの期間',
  prefix: '先頭の桁',
  address: '市区町村などの地域',
  mesh: '地域メッシュ',
  built: 'データから決めた数の階級',
}

const stepInWords = (step: ColumnStep) => STEP_WORDS[step.technique]?.(step) ?? step.technique

const limitInWords = ({ limit, percentile, tail }: ColumnStep, side: string, end: string) => {
  if (limit !== undefined) return `${limit.toLocaleString('ja-JP')}${side}`
  return tail !== undefined ? `最も${end}${tail}人以上` : `${percentile ?? ''}パーセンタイル${side}`
}

const levelInWords = (level: ColumnStep['level']) => (typeof level === 'number' ? `第${level}段階` : '基準を満たす最も細かい段階')
