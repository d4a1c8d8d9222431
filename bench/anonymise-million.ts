import { againstCopy } from './against-copy.ts'

/** Asked for: at most 6 × the time of the copy, and 1.5 GB. `SAKYU_BENCH_ROUNDS` changes the number of rounds. */
await againstCopy({ rows: 1_000_000, columns: 15, rounds: Number(process.env.SAKYU_BENCH_ROUNDS ?? 3) })
