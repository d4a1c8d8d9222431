import type { Deps } from '../../src/app-env.ts'
import { addUser, registerProposer } from '../../src/auth/index.ts'
import type { Role } from '../../src/core/index.ts'

/** A browser's worth of one signed-in person. */
export interface Visitor {
  cookie: string
  get(path: string): Promise<Response>
  post(path: string, fields?: Record<string, string | Blob | string[]>): Promise<Response>
}

export interface Site {
  visitor: Visitor
  /** Adds a government organisation with one person per role given; returns how to sign in as each. */
  government(id: string, programmeId: string, people: Partial<Record<string, Role[]>>): Promise<Record<string, Visitor>>
  /** Registers a proposer with an organisation of its own, signed in. */
  proposer(login: string): Promise<Visitor & { organisationId: string }>
  signIn(login: string, password: string): Promise<Visitor>
}

/** A site made for one test file, whatever it runs on. */
export interface TestSite extends Site {
  deps: Deps
  request(path: string, init?: RequestInit): Response | Promise<Response>
  advance(ms: number): void
  setClock(iso: string): void
  close(): void | Promise<void>
}

export type MakeSite = (options?: { at?: string }) => Promise<TestSite>

export const PASSWORD = 'a long test password'
const ORIGIN = 'http://localhost'

/** Works on any runtime: it only needs the app's `request` and the dependencies that the app was made with. */
export function siteOf(app: { request(path: string, init?: RequestInit): Response | Promise<Response> }, deps: Deps): Site {
  const as = (cookie: string): Visitor => ({
    cookie,
    get: async (path) => app.request(path, { headers: cookie ? { cookie } : {} }),
    post: async (path, fields = {}) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields))
        for (const one of Array.isArray(value) ? value : [value]) {
          if (typeof one === 'string') form.append(name, one)
          else form.append(name, one)
        }
      return app.request(path, { method: 'POST', body: form, headers: { origin: ORIGIN, ...(cookie ? { cookie } : {}) } })
    },
  })
  const signIn = async (login: string, password: string) => {
    const answer = await as('').post('/sign-in', { login, password })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0]
    if (answer.status !== 303 || !cookie) throw new Error(`sign-in answered ${answer.status}`)
    return as(cookie)
  }
  return {
    visitor: as(''),
    signIn,
    async government(id, programmeId, people) {
      const visitors: Record<string, Visitor> = {}
      let first = true
      for (const [name, roles] of Object.entries(people)) {
        const login = `${name}.${id}@example.jp`
        const organisation = {
          id,
          kind: 'government' as const,
          name: `${id}（試験）`,
          programmeId,
          profile: { authority: `${id}知事`, desk: '試験窓口', address: '試験県試験市1', phone: '000-000-0000' },
        }
        const added = await addUser(deps, {
          organisation: first ? organisation : id,
          login,
          name: `${name}（試験）`,
          password: PASSWORD,
          roles: roles ?? [],
        })
        if (!added.ok) throw new Error('could not add the person')
        first = false
        visitors[name] = await signIn(login, PASSWORD)
      }
      return visitors
    },
    async proposer(login) {
      const added = await registerProposer(deps, {
        organisationName: `提案社 ${login}`,
        representative: '代表者A',
        address: '試験県試験市1-1',
        phone: '000-000-0000',
        name: '提案者A',
        login: `${login}@example.jp`,
        password: PASSWORD,
      })
      if (!added.ok) throw new Error('could not register the proposer')
      return { ...(await signIn(`${login}@example.jp`, PASSWORD)), organisationId: added.value.organisationId }
    },
  }
}
