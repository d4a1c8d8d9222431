import { eq, sql } from 'drizzle-orm'
import type { Deps } from '../app-env.ts'
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD } from '../auth/demonstration.ts'
import { addUser, findOrganisation, type Organisation, type OrganisationProfile } from '../auth/index.ts'
import { type Actor, addDays, japanDate } from '../core/index.ts'
import { announceCall, type EntryDraft, findEntryBySlug, publishEntries } from '../modules/register/index.ts'
import type { Db } from '../platform/database.ts'
import { loadCases, must } from './cases.ts'
import { registerEntryDocuments } from './register-entries.ts'
import { demonstration } from './schema.ts'

export type DatabaseState = 'empty' | 'demonstration' | 'half-loaded' | 'real'

/** What a database is: nobody's yet, a demonstration, or somebody's own. */
export async function databaseState(db: Db): Promise<DatabaseState> {
  const [mark] = await db.select().from(demonstration)
  if (mark) return mark.loadedAt === null ? 'half-loaded' : 'demonstration'
  const [row] = await db.all<{ count: number }>(sql`SELECT count(*) AS count FROM organisations`)
  return row?.count ? 'real' : 'empty'
}

interface Government {
  id: string
  programmeId: string
  profile: OrganisationProfile
  /** whose entries are published, and what they say instead of that organisation's name */
  entriesOf: string
  only?: string[]
  renamed?: [string, string]
}

const phone = '000-000-0000'

const GOVERNMENTS: Government[] = [
  {
    id: 'sakyu-ken',
    programmeId: 'appi',
    profile: {
      authority: '砂丘県知事',
      desk: '総務部 情報公開課 提案受付窓口',
      address: '砂丘県鳥取市砂見町一丁目1番地（架空）',
      phone,
      documentMark: '砂公',
    },
    entriesOf: 'sakyu-ken',
  },
  {
    id: 'jorei-ken',
    programmeId: 'tottori',
    profile: {
      authority: '旧条例の県知事',
      desk: '総務部 情報公開課 提案受付窓口',
      address: '旧条例の県中央市一丁目1番地（架空）',
      phone,
      documentMark: '条公',
    },
    entriesOf: 'sakyu-ken',
    only: ['resident-tax', 'nursing-home-waiting', 'long-term-care'],
    renamed: ['砂丘県', '旧条例の県'],
  },
  {
    id: 'fumon-shi',
    programmeId: 'appi',
    profile: { authority: '風紋市長', desk: '総務課 情報公開係', address: '霧浜県風紋市一丁目1番地（架空）', phone, documentMark: '風総' },
    entriesOf: 'fumon-shi',
  },
]

const PROPOSERS: Record<string, OrganisationProfile> = {
  'p-demo-a': { address: '砂丘県鳥取市砂見町二丁目2番地（架空）', phone, representative: '提案代表A' },
  'p-demo-b': { address: '砂丘県米子市砂見町三丁目3番地（架空）', phone, representative: '提案代表B' },
}

const TERMS = {
  提出の方法: 'この仕組みから提出してください。書面で提出したい方は、窓口に相談してください。',
  事前相談: '提案を書く前に、窓口でも電話でも相談できます。必要な項目がファイルにあるか、手数料がどのくらいになるかをお答えします。',
  受付の時刻: '募集を終える日の24時までに提出されたものを受け付けます。書面は、窓口が開いている時間までです。',
  審査の期間: '審査を始めてから30開庁日までを目安にお知らせします。',
  結果の通知: '適合するかどうかを、理由とともに文書で通知します。',
  手数料の納付: '額、方法、期限は、適合の通知でお知らせします。',
  費用: '提案に要する費用は、提案する方の負担です。',
  提供の方法: '受け取る人だけが開けるよう暗号化して提供します。',
  様式: '様式は、この仕組みが入力から作ります。書面で提出する方には、窓口で渡します。',
  利用の条件:
    '契約で定めた目的と方法の範囲で利用し、本人を識別するためにほかの情報と照合しないこと。利用が終わったら消去して報告すること。',
}

/**
 * Loads the demonstration into an empty database, through the services that the site itself uses. Does nothing where it is
 * loaded already. All dates count from today.
 *
 * @throws {Error} if a service refuses: the demonstration's own data are at fault then
 */
export async function loadDemonstration(deps: Deps): Promise<void> {
  const state = await databaseState(deps.db)
  if (state === 'demonstration') return
  if (state === 'real') throw new Error('the database is somebody’s own')
  if (state === 'half-loaded') await emptyDatabase(deps.db)
  const now = deps.clock()
  await deps.db.insert(demonstration).values({ id: 1, startedAt: now, loadedAt: null })
  const people = await addPeople(deps)
  for (const government of GOVERNMENTS) await publish(deps, government, people)
  await loadCases(deps, (organisationId, role) => holder(people, organisationId, role), people.get('teian')!, people.get('teian2')!)
  await deps.db.update(demonstration).set({ loadedAt: deps.clock() }).where(eq(demonstration.id, 1))
}

/** Takes every row of a demonstration that was interrupted while loading. */
async function emptyDatabase(db: Db): Promise<void> {
  const tables = await db.all<{ name: string }>(
    sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'
      AND name NOT LIKE 'register\\_search\\_%' ESCAPE '\\' OR name IN ('register_search_rows', 'register_search_calls')`,
  )
  await db.run(sql`PRAGMA foreign_keys = OFF`)
  for (const { name } of tables) await db.run(sql`DELETE FROM ${sql.identifier(name)}`)
  await db.run(sql`PRAGMA foreign_keys = ON`)
}

/** login without its domain → who acts */
type People = ReadonlyMap<string, Actor>

async function addPeople(deps: Deps): Promise<People> {
  const people = new Map<string, Actor>()
  const known = new Set<string>()
  for (const { login, name, organisationId, organisationName, roles } of DEMONSTRATION_ACCOUNTS) {
    const government = GOVERNMENTS.find(({ id }) => id === organisationId)
    const organisation = {
      id: organisationId,
      kind: government ? ('government' as const) : ('proposer' as const),
      name: organisationName,
      programmeId: government?.programmeId ?? null,
      profile: government?.profile ?? PROPOSERS[organisationId] ?? {},
    }
    const userId = must(
      await addUser(deps, {
        organisation: known.has(organisationId) ? organisationId : organisation,
        login,
        name,
        password: DEMONSTRATION_PASSWORD,
        roles,
      }),
    )
    known.add(organisationId)
    people.set(login.split('@')[0]!, { userId, name, roles: { [organisationId]: roles } })
  }
  return people
}

/** Who holds a role in an organisation of the demonstration. */
function holder(people: People, organisationId: string, role: Actor['roles'][string][number]): Actor {
  const found = [...people.values()].find(({ roles }) => roles[organisationId]?.includes(role))
  if (!found) throw new Error(`the demonstration has no ${role} in ${organisationId}`)
  return found
}

/** The register, a call that closed last year and one that is open. */
async function publish(deps: Deps, government: Government, people: People): Promise<void> {
  const organisation = await organisationOf(deps, government.id)
  const drafts = registerEntryDocuments()
    .filter((entry) => entry.organisation === government.entriesOf && (government.only?.includes(entry.slug) ?? true))
    .map((entry): EntryDraft => renamed(entry, government.renamed))
  must(await publishEntries(deps, holder(people, government.id, 'department-officer'), government.id, drafts))
  const eligible = await Promise.all(
    drafts.filter(({ isEligible }) => isEligible).map(async ({ slug }) => (await findEntryBySlug(deps.db, government.id, slug))!.id),
  )
  const today = japanDate(deps.clock())
  const year = (date: string) => `令和${Number(date.slice(0, 4)) - 2018 - (date.slice(5, 7) < '04' ? 1 : 0)}年度`
  const screening = holder(people, government.id, 'screening-officer')
  for (const [announced, opens, closes] of [
    [-400, -385, -350],
    [-20, -10, 35],
  ] as const)
    must(
      await announceCall(deps, screening, organisation, {
        title: `${year(addDays(today, opens))} 個人情報ファイルを用いる事業の提案の募集`,
        announcedOn: addDays(today, announced),
        opensOn: addDays(today, opens),
        closesOn: addDays(today, closes),
        entryIds: eligible,
        terms: { ...TERMS, 問合せ先: `${government.profile.desk}（電話 ${phone}）` },
      }),
    )
}

const renamed = <T>(value: T, names?: [string, string]): T =>
  names ? (JSON.parse(JSON.stringify(value).replaceAll(names[0], names[1])) as T) : value

async function organisationOf(deps: Deps, id: string): Promise<Organisation> {
  const found = await findOrganisation(deps.db, id)
  if (!found) throw new Error(`no organisation ${id}`)
  return found
}
