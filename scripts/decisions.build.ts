import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const RECORDS = 'docs/adr'

/** The index of decisions: number, title, and which earlier one a record changes or continues. */
export async function buildDecisions(): Promise<{ path: string; content: string }[]> {
  const rows = readdirSync(RECORDS)
    .filter((file) => /^\d{4}-.*\.md$/.test(file))
    .sort()
    .map((file) => {
      const text = readFileSync(join(RECORDS, file), 'utf8')
      const title = /^# (?:\d{4} )?(.+)$/m.exec(text)?.[1] ?? ''
      const [, verb, of] = /\b(Changes|Continues|Supersedes)\b[^.\n]*?\b(\d{4})\b/.exec(text.slice(0, 300)) ?? []
      return `| [${file.slice(0, 4)}](${file}) | ${title}${verb ? ` (${verb.toLowerCase()} ${of})` : ''} |`
    })
  const content = `# Decisions

One page each: what was decided, why, what follows, and what was rejected. An accepted record is not rewritten: it gets a dated amendment, or another
record that changes it. This page is made from them (\`npm run generate\`).

| record | decision |
|---|---|
${rows.join('\n')}
`
  return [{ path: join(RECORDS, 'README.md'), content }]
}
