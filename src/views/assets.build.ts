// Builds the style sheet that is served, site.css with exactly the design tokens that it names in front, and its hash for the URL.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const TOKENS = 'node_modules/@digital-go-jp/design-tokens/dist/tokens.css'

export async function buildAssets() {
  const css = readFileSync('src/views/site.css', 'utf8')
  const tokens = new Map([...readFileSync(TOKENS, 'utf8').matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((m) => [m[1]!, m[2]!]))
  const used = new Set<string>()
  const use = (text: string) => {
    for (const [, name] of text.matchAll(/var\((--[\w-]+)/g)) {
      if (used.has(name!)) continue
      const value = tokens.get(name!)
      if (value === undefined) {
        if (new RegExp(`var\\(${name},`).test(text)) continue // has its own fallback
        throw new Error(`site.css names ${name}, which the design tokens do not have`)
      }
      used.add(name!)
      use(value)
    }
  }
  use(css)
  const root = `:root{${[...used]
    .sort()
    .map((name) => `${name}:${tokens.get(name)}`)
    .join(';')}}\n`
  const squeezed =
    root +
    css
      .replaceAll(/\/\*[\s\S]*?\*\//g, '')
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/ ?([{};,>]) ?/g, '$1')
      .replaceAll(/: /g, ':')
      .replaceAll(';}', '}')
      .trim()
  const hash = createHash('sha256').update(squeezed).digest('hex').slice(0, 12)
  return [
    {
      path: 'src/views/assets.gen.ts',
      content: `// Made by assets.build.ts from site.css and the design tokens.\nexport const SITE_CSS_HASH = '${hash}'\n`,
    },
    { path: 'data-catalog/site/site.css', content: `${squeezed}\n` },
  ]
}
