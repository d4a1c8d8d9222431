import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { firstAdministratorLink } from '../auth/index.ts'
import { nodeSettings, PROJECT_ROOT } from '../main.settings.ts'
import { completeSearchIndex } from '../modules/register/search-index.ts'
import { openDatabase } from '../platform/node/libsql.ts'
import { readOptions } from './arguments.ts'

const HELP = `使い方: sakyu migrate

データベース（SAKYU_DATABASE、なければ SAKYU_DATA の中のファイル）の表を、このプログラムの形にします。
Workers で動かす前、新しい版に替える前に実行します。何度実行してもかまいません。
団体がまだなければ、最初の管理者のためのリンクを新しく出します。
`

/** `sakyu migrate`: brings the tables of a file or a server up to date; what is done already is not done again. */
export async function run(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(HELP)
    return 0
  }
  readOptions(args, {})
  const { databaseUrl, databaseToken, dataFolder } = nodeSettings(process.env)
  if (databaseUrl.startsWith('file:')) mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const { db, close } = await openDatabase(databaseUrl, {
    authToken: databaseToken,
    migrations: join(PROJECT_ROOT, 'drizzle', 'migrations'),
  })
  const random = (length: number) => new Uint8Array(randomBytes(length))
  const link = await firstAdministratorLink({ db, clock: () => Date.now(), random })
  await completeSearchIndex(db)
  close()
  process.stderr.write('データベースは新しい形になっています。\n')
  if (link) process.stderr.write(`団体と最初の管理者の登録（24時間、一度だけ使えます。前にサイトのアドレスを付けてください）\n  ${link}\n`)
  return 0
}
