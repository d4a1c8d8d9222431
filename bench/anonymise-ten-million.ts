import { againstCopy } from './against-copy.ts'

/** Asked for: at most 6 × the time of the copy, and with `--memory 2GB` at most 2.5 GB. `SAKYU_BENCH_ROUNDS` changes the number of rounds. */
await againstCopy({ rows: 10_000_000, columns: 20, rounds: Number(process.env.SAKYU_BENCH_ROUNDS ?? 1), memory: '2GB' })
