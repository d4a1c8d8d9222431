import { delimiter, resolve } from 'node:path'
import { InputError } from '../core/index.ts'
import { runnerClient } from '../runner/client.ts'
import { runLoop } from '../runner/loop.ts'
import { runInProcess } from '../runner/run-process.ts'
import { sweep } from '../runner/work.ts'
import { bytesOf, callerPath, readOptions } from './arguments.ts'
import { exitStatusOf } from './exit-status.ts'

const HELP = `使い方: sakyu runner --site URL --sources DIR [--sources DIR …] [--work DIR] [--memory 1GB] [--clean]

加工指示を取りに行き、この端末で加工して、結果を送ります。元のファイルは、この端末から出ません。

  --site URL      サイトのアドレス（https://…）
  --sources DIR   元のファイルを置くフォルダー。この外のファイルは読みません
  --work DIR      作業フォルダー（既定 ./sakyu-work）。始めと終わりに消します。暗号化した場所かメモリー上に置いてください
  --memory 1GB    加工に使ってよいメモリー
  --clean         作業フォルダーを消すだけで終わります

合い言葉（トークン）は、環境変数 SAKYU_RUNNER_TOKEN に設定します。
`

const IDLE_MS = 5_000
const HEARTBEAT_MS = 2_000

/** `sakyu runner`: pulls orders from a site until it is stopped. */
export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP)
    return 0
  }
  try {
    const options = readOptions(args, { site: 'text', sources: 'list', work: 'text', memory: 'text', clean: 'flag' })
    const workFolder = callerPath(options.work ?? 'sakyu-work')
    if (options.clean) {
      await sweep(workFolder)
      return 0
    }
    const site = siteOf(options.site)
    const token = process.env.SAKYU_RUNNER_TOKEN
    if (!token)
      throw new InputError(
        '環境変数 SAKYU_RUNNER_TOKEN がありません。サイトの「加工指示」の画面で端末を登録し、表示された合い言葉を設定してください',
      )
    const sourceFolders = options.sources.flatMap((folders) => folders.split(delimiter)).map((folder) => resolve(callerPath(folder)))
    if (sourceFolders.length === 0) throw new InputError('--sources がありません。元のファイルを置くフォルダーを指定してください')
    const client = runnerClient((url, init) => fetch(url, init), site, token)
    await client.start() // says at once whether address and token are right
    const stopping = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
    process.stderr.write(`${site} の加工指示を待っています（Ctrl+C で終わります）\n`)
    await runLoop(
      {
        clients: async () => [client],
        workFolder,
        sourceFolders,
        run: runInProcess(options.memory === undefined ? 1e9 : bytesOf(options.memory, '--memory')),
        heartbeatMs: HEARTBEAT_MS,
      },
      {
        idleMs: IDLE_MS,
        signal: stopping.signal,
        onFault: (name) => process.stderr.write(`加工できませんでした（${name}）。続けて待ちます\n`),
      },
    )
    await sweep(workFolder)
    return 0
  } catch (error) {
    return exitStatusOf(error, process.stderr)
  }
}

/** Results travel encrypted: plain http only on this machine. */
function siteOf(given: string | undefined): string {
  if (given === undefined) throw new InputError('--site がありません。サイトのアドレス（https://…）を指定してください')
  const url = URL.parse(given)
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new InputError(`--site「${given}」はアドレスではありません。https://… の形で書いてください`)
  if (url.protocol === 'http:' && !['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
    throw new InputError('--site は https:// で始まるアドレスにしてください')
  return url.origin
}
