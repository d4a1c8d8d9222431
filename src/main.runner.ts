// A contractor's runner: the command `sakyu runner` with its settings from the environment. Wiring only.
import { run } from './cli/runner.ts'

const { SAKYU_SITE, SAKYU_SOURCES, SAKYU_WORK } = process.env
process.exitCode = await run([
  ...(SAKYU_SITE ? ['--site', SAKYU_SITE] : []),
  ...(SAKYU_SOURCES ? ['--sources', SAKYU_SOURCES] : []),
  ...(SAKYU_WORK ? ['--work', SAKYU_WORK] : []),
])
