import { and, desc, eq } from 'drizzle-orm'
import { type Db, inOrganisation, type Statement } from '../../platform/database.ts'
import type { Question } from './model.ts'
import { callQuestions } from './schema.ts'

/** Questions as they stand now, oldest first; of one call if given. */
export async function questionsIn(db: Db, organisationId: string, callId?: string): Promise<Question[]> {
  const rows = await db
    .select()
    .from(callQuestions)
    .where(inOrganisation(callQuestions, organisationId, callId === undefined ? undefined : eq(callQuestions.callId, callId)))
    .orderBy(desc(callQuestions.revision))
  const newest = new Map<string, Question>()
  for (const row of rows) if (!newest.has(row.id)) newest.set(row.id, row)
  return [...newest.values()].sort((a, b) => a.askedAt - b.askedAt || (a.id < b.id ? -1 : 1))
}

export const findQuestion = async (db: Db, organisationId: string, callId: string, id: string): Promise<Question | undefined> =>
  (
    await db
      .select()
      .from(callQuestions)
      .where(inOrganisation(callQuestions, organisationId, and(eq(callQuestions.callId, callId), eq(callQuestions.id, id))))
      .orderBy(desc(callQuestions.revision))
      .limit(1)
  )[0]

export const insertQuestion = (db: Db, row: Question): Statement => db.insert(callQuestions).values(row)
