import type * as z from 'zod'
import { RecipeError } from './errors.ts'
import { NOT_YET } from './recipe-schema.ts'

type Issue = z.core.$ZodIssue

const at = (document: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    document,
  )

/** The first fault of a form check as an error that names the path and says how to mend it. */
export function firstFault(error: z.core.$ZodError, document: unknown, prefix: readonly string[]): RecipeError {
  const issue = inner(error.issues[0]!)
  const path = [...prefix, ...issue.path.map(String)]
  const value = at(document, issue.path)
  const fault = (more: readonly string[], message: string) => new RecipeError([...path, ...more].join('.'), message)
  const notYet = notSupportedYet(document, prefix)
  if (notYet) return notYet
  switch (issue.code) {
    case 'unrecognized_keys': {
      const key = issue.keys[0]!
      if (path.at(-1) === 'search' && (NOT_YET.search as readonly string[]).includes(key))
        return fault([key], 'まだ対応していません。この項目を消してください。')
      return fault([key], 'この項目は知りません。つづりを確かめるか、消してください。')
    }
    case 'invalid_type':
      return fault([], value === undefined ? '書かれていません。' : `${TYPES[issue.expected] ?? issue.expected}で書いてください。`)
    case 'invalid_value':
      return value === undefined
        ? fault([], `書かれていません。${issue.values.map((v) => `"${String(v)}"`).join('、')} のどれかを書いてください。`)
        : fault([], `${issue.values.map((v) => `"${String(v)}"`).join('、')} のどれかを書いてください。`)
    case 'too_small':
      return fault(
        [],
        issue.origin === 'array'
          ? '1つ以上書いてください。'
          : issue.origin === 'string'
            ? '空にはできません。'
            : `${issue.minimum}${issue.inclusive ? '以上' : 'より大きい値'}にしてください。`,
      )
    case 'too_big':
      return fault(
        [],
        issue.origin === 'string'
          ? `${issue.maximum}文字にしてください。`
          : `${issue.maximum}${issue.inclusive ? '以下' : 'より小さい値'}にしてください。`,
      )
    case 'invalid_union': {
      const known = 'discriminator' in issue && typeof issue.discriminator === 'string' ? issue.discriminator : undefined
      return known
        ? fault(
            issue.path.at(-1) === known ? [] : [known],
            '書かれていないか、知らない値です。docs/reference/recipe.md にある名前で書いてください。',
          )
        : fault([], '書き方が合いません。')
    }
    default:
      return fault([], issue.message && /[ぁ-ん]/.test(issue.message) ? `${issue.message}。` : '値の書き方が合いません。')
  }
}

const TYPES: Record<string, string> = {
  string: '文字',
  number: '数',
  int: '整数',
  boolean: 'true か false',
  array: '[ … ] の並び',
  object: '{ … } の形',
  record: '{ … } の形',
}

/** Of the ways in which a value fits no form of a union, the one that came furthest. */
function inner(issue: Issue): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue
  const branches = issue.errors.filter((branch) => branch.length > 0)
  const score = (branch: readonly Issue[]) => {
    const deepest = Math.max(...branch.map(({ path }) => path.length))
    const strangers = branch.some(({ code, path }) => code === 'unrecognized_keys' && path.length === 0)
    const missing = branch.filter(({ code, path }) => (code === 'invalid_type' || code === 'invalid_value') && path.length <= 1).length
    return deepest * 10 - missing * 5 - (strangers ? 1 : 0)
  }
  const best = branches.toSorted((a, b) => score(b) - score(a))[0]
  const found = best?.[0]
  if (!found) return issue
  return inner({ ...found, path: [...issue.path, ...found.path] } as Issue)
}

/** A name of recipe/1 that this version does not carry out: said so, rather than "unknown". */
function notSupportedYet(document: unknown, prefix: readonly string[]): RecipeError | undefined {
  const seek = (value: unknown, path: readonly string[]): RecipeError | undefined => {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) {
        const found = seek(item, [...path, String(i)])
        if (found) return found
      }
      return undefined
    }
    if (typeof value !== 'object' || value === null) return undefined
    for (const [key, inner] of Object.entries(value)) {
      const names: readonly string[] =
        key === 'technique'
          ? NOT_YET.techniques
          : key === 'kind'
            ? NOT_YET.hierarchies
            : key === 'model'
              ? NOT_YET.models
              : key === 'as'
                ? ['mean']
                : []
      if (typeof inner === 'string' && names.includes(inner))
        return new RecipeError([...path, key].join('.'), `"${inner}" にはまだ対応していません。ほかの方法に替えてください。`)
      const found = prefix.length === 0 && key === 'columns' ? undefined : seek(inner, [...path, key])
      if (found) return found
    }
    return undefined
  }
  return seek(document, prefix)
}
