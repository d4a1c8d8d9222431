import { RecipeError } from './errors.ts'
import type { Grounds } from './recipe-model.ts'
import { itemPath, columnName as normalise } from './recipe-path.ts'
import { type Field, type Fields, integer, oneOf, optional, required, type Shape, text } from './recipe-shape.ts'

export const columnName: Shape<string> = {
  schema: { type: 'string', minLength: 1 },
  read: (value, path) => normalise(text().read(value, path)),
}

export const grounds: Fields<Grounds> = {
  rule: optional(integer({ min: 1, max: 5 }), '規則第27条（法施行規則第62条）の号'),
  reason: optional(text(), 'そうする理由'),
  confirmed: optional(text(), '二人目の確認者が確かめたこと'),
}

/** The key that tells one form from the others. */
export const named = <const T extends string>(name: T): Field<T> => required(oneOf([name]))

export const ascending = (values: readonly number[], path: string) => {
  values.forEach((value, i) => {
    if (i > 0 && value <= values[i - 1]!) throw new RecipeError(itemPath(path, i), '小さい順に書いてください')
  })
}
