import { createClient } from '@libsql/client/web'
import { drizzle } from 'drizzle-orm/libsql/web'
import type { Db } from '../database.ts'

/** A libSQL server over HTTP; its tables are migrated from Node beforehand. */
export const connect = (url: string, authToken?: string): Db => drizzle(createClient({ url, authToken })) as unknown as Db
