// `npm run bundle`: the site as Workers would get it, and what must hold of it. Writes dist/, prints the size.
import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const LARGEST = 500_000 // bytes, gzipped
const OUT = 'dist'
/** Packages that make code of strings, which Workers forbid, or cannot run there. */
const STRANGERS = ['arquero', '@duckdb', 'tsx', 'handlebars/dist/cjs/handlebars/compiler']

rmSync(OUT, { recursive: true, force: true })
const meta = `${OUT}/meta.json`
const made = spawnSync('wrangler', ['deploy', '--dry-run', '--minify', '--outdir', OUT, '--metafile', meta], {
  encoding: 'utf8',
  env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_HIDE_BANNER: 'true' },
})
if (made.status !== 0) {
  process.stderr.write(`${made.stdout}${made.stderr}\nbundle: wrangler could not make it\n`)
  process.exit(1)
}

const code = readFileSync(`${OUT}/main.edge.js`)
const { outputs } = JSON.parse(readFileSync(meta, 'utf8')) as {
  outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>
}
const parts = Object.values(outputs)
  .flatMap(({ inputs }) => Object.entries(inputs))
  .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
  .map(([path]) => path)
const faults = STRANGERS.filter((name) => parts.some((path) => path.includes(`node_modules/${name}`))).map((name) => `${name} is in it`)
if (/\bnew Function\(|[^.\w]eval\(/.test(code.toString('utf8'))) faults.push('it makes code of strings')
const size = gzipSync(code, { level: 9 }).length
if (size > LARGEST) faults.push(`it is larger than ${LARGEST} bytes gzipped`)

process.stdout.write(`bundle: ${code.length} bytes, gzipped ${size} of at most ${LARGEST}\n`)
for (const fault of faults) process.stderr.write(`bundle: ${fault}\n`)
process.exitCode = faults.length > 0 ? 1 : 0
