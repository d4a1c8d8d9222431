export { type ColumnFacts, columnFacts } from './column-facts.ts'
export { draftRecipe } from './draft-recipe.ts'
