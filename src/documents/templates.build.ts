import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Handlebars from 'handlebars'
import { HELPER_NAMES } from './helpers.ts'

const FOLDER = 'templates/documents'
const ENDING = '.hbs'

/** Compiles the templates into one module, because the edge forbids `eval` at run time. */
export async function buildTemplates(): Promise<{ path: string; content: string }[]> {
  const files = (readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }) as string[]).filter((file) => file.endsWith(ENDING))
  /** name ("appi/receipt"; "_contact" for a part that others include) → source text */
  const sources = new Map(
    files.map((file) => [file.replaceAll('\\', '/').slice(0, -ENDING.length), readFileSync(join(FOLDER, file), 'utf8')]),
  )
  const options = {
    strict: true, // a name that the data do not hold throws, with the name
    noEscape: true, // the result is lines of text; markup is made by docx and by the page
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries(HELPER_NAMES.map((name) => [name, true])),
  }
  const compiled = (names: string[]) =>
    names
      .map((name) => `  ${JSON.stringify(name)}: Handlebars.template(${lean(Handlebars.precompile(sources.get(name)!, options))}),\n`)
      .join('')
  const names = [...sources.keys()].sort()
  const isPart = (name: string) => name.startsWith('_')
  const content = `// @ts-nocheck
// Made from templates/documents by \`npm run generate\`. Do not edit.
import Handlebars from 'handlebars/runtime.js'

type Template = (data: unknown, options: { helpers: Record<string, unknown>; partials: Record<string, unknown> }) => string

export const templates: Record<string, Template> = {
${compiled(names.filter((name) => !isPart(name)))}}

export const parts: Record<string, Template> = {
${compiled(names.filter(isPart)).replaceAll('  "_', '  "')}}
`
  return [{ path: 'src/documents/templates.gen.ts', content }]
}

/** Without the places in the source, which only the compiler's own errors would name, and with the runtime's look-up: a fifth smaller gzipped. */
const lean = (code: unknown): string =>
  String(code)
    .replaceAll(/(,"loc":|,\s*)\{"start":\{[^}]*\},"end":\{[^}]*\}\s*\}/g, '')
    .replaceAll(/container\.lookupProperty \|\| function\(parent, propertyName\) \{[^}]*\}[^}]*\}/g, 'container.lookupProperty')
