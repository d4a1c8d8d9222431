import { sha256 } from '@noble/hashes/sha2.js'
import { eq } from 'drizzle-orm'
import type { Deps } from '../../app-env.ts'
import { writeWithAudit } from '../../audit/index.ts'
import { type Actor, hex, idFrom, ok, type Result, refused } from '../../core/index.ts'
import type { Runner } from './model.ts'
import { checkMayAdmitRunners } from './permissions.ts'
import { runners } from './schema.ts'
import { findRunner, releaseAll } from './store.ts'

/** 40 letters, 200 random bits. */
const newToken = (deps: Deps) => idFrom(deps.random(20)) + idFrom(deps.random(20))
const hashOf = (token: string) => hex(sha256(new TextEncoder().encode(token)))

/** Admits a machine to the organisation's orders. The token is returned once and never again. */
export async function admitRunner(deps: Deps, actor: Actor, organisationId: string, name: string): Promise<Result<{ token: string }>> {
  checkMayAdmitRunners(actor, organisationId)
  if (name.trim() === '') return refused({ code: 'runner-name-required', field: 'name' })
  return ok({ token: await addRunner(deps, organisationId, name.trim().slice(0, 100), actor.userId) })
}

/** Adds a runner and returns its token. */
export async function addRunner(deps: Deps, organisationId: string, name: string, actorId: string): Promise<string> {
  const token = newToken(deps)
  const id = idFrom(deps.random(20))
  await writeWithAudit(deps, [{ organisationId, actorId, type: 'runner-admitted', subject: `runner:${id}` }], () => [
    deps.db.insert(runners).values({ id, organisationId, name, tokenHash: hashOf(token), createdAt: deps.clock() }),
  ])
  return token
}

/**
 * The runner inside this process: one per organisation, the same id at every start, so that what it held before a kill is
 * given back at once. Its token lives in memory only.
 */
export async function embeddedRunner(deps: Deps, organisationId: string): Promise<string> {
  const token = newToken(deps)
  const tokenHash = hashOf(token)
  await deps.db
    .insert(runners)
    .values({ id: `embedded-${organisationId}`, organisationId, name: 'このサーバー', tokenHash, createdAt: deps.clock() })
    .onConflictDoUpdate({ target: runners.id, set: { tokenHash } })
  return token
}

/** Whose token this is. */
export async function runnerOf(deps: Deps, token: string | undefined): Promise<Runner | undefined> {
  if (!token) return undefined
  const runner = await findRunner(deps.db, hashOf(token))
  if (runner) await deps.db.update(runners).set({ lastSeenAt: deps.clock() }).where(eq(runners.id, runner.id))
  return runner
}

/** A runner that starts says so: what it held before waits again, at once. */
export const runnerStarted = (deps: Deps, runner: Runner) => releaseAll(deps.db, runner.organisationId, runner.id)
