import { createClient } from '@libsql/client/http'
import { drizzle } from 'drizzle-orm/libsql/http'
import type { Db } from '../database.ts'
import { patientFetch } from './patient-fetch.ts'

/** The client's own queue would start one visitor's query in another's request, which Workers refuse; they limit connections themselves. */
const UNQUEUED = 1_000_000

/** A libSQL server over HTTP, without the client for sockets; its tables are migrated from Node beforehand. */
export const connect = (url: string, authToken?: string): Db =>
  drizzle(createClient({ url, authToken, concurrency: UNQUEUED, fetch: patientFetch })) as unknown as Db
