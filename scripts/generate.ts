// Files made from other files. `node scripts/generate.ts` writes them; `--check` fails if one differs from a fresh run.
// A builder lives beside what it builds and is listed here.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { buildRecipeReference } from '../src/anonymise/recipe-reference.build.ts'
import { buildTemplates } from '../src/documents/templates.build.ts'
import { shippedFiles } from '../src/platform/node/shipped.ts'
import { buildHolidays } from '../src/programmes/holidays.build.ts'
import { knowShippedProgrammes } from '../src/programmes/index.ts'
import { buildReference } from '../src/programmes/reference.build.ts'
import { buildAssets } from '../src/views/assets.build.ts'
import { buildDecisions } from './decisions.build.ts'

export interface Generated {
  path: string
  content: string
}

const builders: (() => Promise<Generated[]>)[] = [
  buildHolidays,
  buildAssets,
  buildTemplates,
  buildReference,
  buildRecipeReference,
  buildDecisions,
]

const check = process.argv.includes('--check')
const stale: string[] = []
await knowShippedProgrammes(async (name) => JSON.parse(await shippedFiles.text(`programmes/${name}.json`)))
for (const build of builders) {
  for (const { path, content } of await build()) {
    if (existsSync(path) && readFileSync(path, 'utf8') === content) continue
    if (check) stale.push(path)
    else writeFileSync(path, content)
  }
}
if (stale.length > 0) {
  process.stderr.write(`Out of date, run \`npm run generate\`: ${stale.join(', ')}\n`)
  process.exit(1)
}
