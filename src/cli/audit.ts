import { existsSync } from 'node:fs'
import { verifyLog } from '../audit/index.ts'
import { InputError } from '../core/index.ts'
import { keyRing, nodeSettings } from '../main.settings.ts'
import { openDatabase } from '../platform/node/libsql.ts'
import { LOG_FAULTS } from '../views/labels/log.ts'

const USAGE = '使い方: sakyu audit verify'

/**
 * `sakyu audit verify`: recomputes the whole log of the data folder's database.
 *
 * @returns exit status: 0 sound (with the number of entries), 1 broken (with the first broken entry)
 * @throws {InputError} if the call is wrong or there is no database
 */
export async function run(args: string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(`${USAGE}\n\n監査記録を最初から計算し直します。終了コード: 0 異常なし / 1 異常あり（最初の番号を示します）\n`)
    return 0
  }
  if (args.length !== 1 || args[0] !== 'verify') throw new InputError(USAGE)
  const settings = nodeSettings(env)
  const path = /^file:(.*)$/.exec(settings.databaseUrl)?.[1]
  if (path !== undefined && !existsSync(path))
    throw new InputError(`データベース「${path}」がありません。SAKYU_DATA にデータのフォルダーを指定してください。`)
  const keys = keyRing(settings)
  const { db, close } = await openDatabase(settings.databaseUrl, { authToken: settings.databaseToken })
  try {
    const verdict = await verifyLog({ db, keys })
    if (verdict.ok) {
      process.stdout.write(`監査記録 ${verdict.entries}件に異常はありません（最後のハッシュ値 ${verdict.head}）\n`)
      return 0
    }
    process.stderr.write(`監査記録の ${verdict.seq} 番: ${LOG_FAULTS[verdict.reason]}\n`)
    return 1
  } finally {
    close()
  }
}
