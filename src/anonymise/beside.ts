/** What a second thread does for a run: nothing of recipes, engines or searches, so that it starts quickly. */
export type { CodedColumn, CodedPart } from './coding/coded-part.ts'
export { CsvCoder } from './coding/csv-coder.ts'
export { macTable } from './random.ts'
