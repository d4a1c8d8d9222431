import { and, asc, eq, gte, isNull } from 'drizzle-orm'
import { type Db, inOrganisation, type Statement } from '../../platform/database.ts'
import { bodyMembers, bodyVotes, meetings, openedRounds } from './schema.ts'

export type Member = typeof bodyMembers.$inferSelect
export type GivenVote = typeof bodyVotes.$inferSelect

/** Who sits on the bodies of this programme, in the order in which they were appointed. */
export const membersOf = (db: Db, organisationId: string, programmeId: string): Promise<Member[]> =>
  db
    .select()
    .from(bodyMembers)
    .where(inOrganisation(bodyMembers, organisationId, eq(bodyMembers.programmeId, programmeId)))
    .orderBy(asc(bodyMembers.addedAt), asc(bodyMembers.userId))

/** On which bodies of the organisation this person sits. */
export const seatsOf = (db: Db, organisationId: string, userId: string): Promise<Member[]> =>
  db
    .select()
    .from(bodyMembers)
    .where(inOrganisation(bodyMembers, organisationId, eq(bodyMembers.userId, userId)))

export const insertMember = (db: Db, row: Member): Statement => db.insert(bodyMembers).values(row)

export const deleteMember = (db: Db, { organisationId, programmeId, bodyId, userId }: Omit<Member, 'isChair' | 'addedAt'>): Statement =>
  db
    .delete(bodyMembers)
    .where(
      inOrganisation(
        bodyMembers,
        organisationId,
        and(eq(bodyMembers.programmeId, programmeId), eq(bodyMembers.bodyId, bodyId), eq(bodyMembers.userId, userId)),
      ),
    )

export const votesOf = (db: Db, organisationId: string, caseId: string): Promise<GivenVote[]> =>
  db
    .select()
    .from(bodyVotes)
    .where(inOrganisation(bodyVotes, organisationId, eq(bodyVotes.caseId, caseId)))
    .orderBy(asc(bodyVotes.at), asc(bodyVotes.userId))

/** A member may change an opinion until the body has ruled. */
export const upsertVote = (db: Db, row: GivenVote): Statement =>
  db
    .insert(bodyVotes)
    .values(row)
    .onConflictDoUpdate({
      target: [bodyVotes.caseId, bodyVotes.bodyId, bodyVotes.round, bodyVotes.userId],
      set: { choice: row.choice, reason: row.reason, at: row.at },
      setWhere: eq(bodyVotes.organisationId, row.organisationId),
    })

export const openedRoundsOf = (db: Db, organisationId: string, caseId: string) =>
  db
    .select()
    .from(openedRounds)
    .where(inOrganisation(openedRounds, organisationId, eq(openedRounds.caseId, caseId)))

export const insertOpenedRound = (db: Db, row: typeof openedRounds.$inferInsert): Statement =>
  db.insert(openedRounds).values(row).onConflictDoNothing()

/** Meetings from that day on of bodies on which somebody sits, whose minutes are not yet written; the next first. */
export const meetingsAhead = async (db: Db, organisationId: string, seats: readonly Member[], today: string) =>
  seats.length === 0
    ? []
    : (
        await db
          .select()
          .from(meetings)
          .where(inOrganisation(meetings, organisationId, and(gte(meetings.heldOn, today), isNull(meetings.present))))
          .orderBy(asc(meetings.heldOn))
      ).filter(({ programmeId, bodyId }) => seats.some((seat) => seat.programmeId === programmeId && seat.bodyId === bodyId))
