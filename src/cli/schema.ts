import { recipeSchema } from '../anonymise/index.ts'
import { InputError } from '../core/index.ts'
import { programmeSchema } from '../programmes/index.ts'
import { reportSchema } from '../report/report.ts'
import { exitStatusOf } from './exit-status.ts'

/** Every document that has a form; its owner makes the schema. */
const SCHEMAS: Record<string, { title: string; schema: () => object }> = {
  recipe: { title: '加工方法', schema: recipeSchema },
  report: { title: '加工の報告', schema: reportSchema },
  programme: { title: '提供制度', schema: programmeSchema },
}

const HELP = `使い方: sakyu schema ${Object.keys(SCHEMAS).join('|')}

${Object.entries(SCHEMAS)
  .map(([name, { title }]) => `  ${name.padEnd(10)}${title}`)
  .join('\n')}

文書の JSON Schema（2020-12）を標準出力に書きます。
`

/** `sakyu schema recipe|report|programme`: prints the JSON Schema of a document. */
export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP)
    return 0
  }
  try {
    const [name = '', ...rest] = args
    if (rest.length > 0 || !Object.hasOwn(SCHEMAS, name))
      throw new InputError(
        `schema には ${Object.keys(SCHEMAS)
          .map((known) => `「${known}」`)
          .join('')}のどれか1つを指定してください`,
      )
    process.stdout.write(`${JSON.stringify(SCHEMAS[name]!.schema(), null, 2)}\n`)
    return 0
  } catch (error) {
    return exitStatusOf(error, process.stderr)
  }
}
