import { run } from '../src/cli/risk.ts'

/** `sakyu risk` without its answer, which is long. */
process.stdout.write = () => true
process.exitCode = await run(process.argv.slice(2))
