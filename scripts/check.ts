// `npm run check`: every check that is not a test, in one list. Stops at the first that fails.
import { spawnSync } from 'node:child_process'

const checks: { name: string; command: string[] }[] = [
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'lint', command: ['biome', 'ci', '--error-on-warnings'] },
  { name: 'boundaries', command: ['vitest', 'run', '--project', 'node', 'test/unit/boundaries.test.ts'] },
  { name: 'generated files', command: ['node', 'scripts/generate.ts', '--check'] },
  { name: 'edge bundle', command: ['node', 'scripts/bundle.ts'] },
]

for (const { name, command } of checks) {
  const started = performance.now()
  const done = spawnSync(command[0]!, command.slice(1), { stdio: 'inherit' })
  if (done.status !== 0) {
    process.stderr.write(`check: ${name} failed\n`)
    process.exit(1)
  }
  process.stderr.write(`check: ${name} ok (${((performance.now() - started) / 1000).toFixed(1)} s)\n`)
}
