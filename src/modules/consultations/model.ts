import type { consultations } from './schema.ts'

export type Consultation = typeof consultations.$inferSelect
export type { Meeting } from './schema.ts'

/** A consultation as it is asked for. */
export interface TypedRequest {
  company: string
  contact: string
  preferred: string
  wish: Record<string, string>
}

/** A meeting as an official writes it down. */
export interface TypedMeeting {
  heldOn: string
  participants: string[]
  minutes: string
  said: string
  outcome: string
  advice: string
  internal: string
}
