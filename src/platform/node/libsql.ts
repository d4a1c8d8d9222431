import { createClient } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { migrate } from 'drizzle-orm/libsql/migrator'
import type { Db } from '../database.ts'

/** Opens a libSQL file (`file:…`) or server and brings its tables up to date; without `migrations` it only reads what is there. */
export async function openDatabase(
  url: string,
  options: { authToken?: string; migrations?: string },
): Promise<{ db: Db; close: () => void }> {
  const client = createClient({ url, authToken: options.authToken, timeout: 5_000 })
  if (options.migrations && url.startsWith('file:')) await client.execute('PRAGMA journal_mode=WAL')
  const db = drizzle(client) as unknown as Db
  if (options.migrations) await migrate(db, { migrationsFolder: options.migrations })
  return { db, close: () => client.close() }
}
