import type { Role } from '../core/index.ts'

/** One password for all demonstration accounts: they exist only in a database marked as a demonstration. */
export const DEMONSTRATION_PASSWORD = 'sakyu-no-jitsuen'

export interface DemonstrationAccount {
  login: string
  name: string
  organisationId: string
  organisationName: string
  /** what this account does in the demonstration */
  part: string
  roles: Role[]
}

const account = (
  login: string,
  name: string,
  organisationId: string,
  organisationName: string,
  part: string,
  ...roles: Role[]
): DemonstrationAccount => ({
  login: `${login}@example.jp`,
  name,
  organisationId,
  organisationName,
  part,
  roles,
})

const KEN = ['sakyu-ken', '砂丘県（実演）'] as const
const JOREI = ['jorei-ken', '旧条例の県（実演）'] as const
const SHI = ['fumon-shi', '風紋市（実演）'] as const

/** Everybody of the demonstration. */
export const DEMONSTRATION_ACCOUNTS: DemonstrationAccount[] = [
  account('teian', '提案者A', 'p-demo-a', '提案社A（実演）', '提案する事業者', 'proposer'),
  account('teian2', '提案者B', 'p-demo-b', '提案社B（実演）', '提案する別の事業者', 'proposer'),
  account('shokan', '所管課の職員', ...KEN, '所管課', 'department-officer'),
  account('shokan-kacho', '所管課の課長', ...KEN, '所管課（帳簿の記載の承認）', 'department-officer'),
  account('shinsa', '審査担当の職員', ...KEN, '審査', 'screening-officer'),
  account('keiyaku', '契約担当の職員', ...KEN, '契約・納付・提供の準備', 'contract-officer'),
  account('kako', '加工担当の職員', ...KEN, '加工', 'processor'),
  account('hogo', '保護管理者', ...KEN, '提供の確認・保管庫', 'custodian'),
  account('kansa', '監査担当の職員', ...KEN, '監査', 'auditor'),
  account('kanri', '管理者', ...KEN, '管理', 'administrator'),
  account('jorei-shokan', '旧条例の県の所管課', ...JOREI, '条例の制度での所管課', 'department-officer'),
  account('jorei-shinsa', '旧条例の県の審査担当', ...JOREI, '条例の制度での審査・意見の聴取', 'screening-officer'),
  account('jorei-keiyaku', '旧条例の県の契約担当', ...JOREI, '条例の制度での契約・納付・提供の準備', 'contract-officer'),
  account('jorei-kako', '旧条例の県の加工担当', ...JOREI, '条例の制度での加工', 'processor'),
  account('jorei-hogo', '旧条例の県の保護管理者', ...JOREI, '条例の制度での提供の確認・保管庫', 'custodian'),
  account('shi-shinsa', '市の審査担当', ...SHI, '別の団体の審査と契約', 'screening-officer', 'contract-officer', 'department-officer'),
  account('shi-hogo', '市の保護管理者', ...SHI, '別の団体の加工・提供の確認', 'processor', 'custodian'),
]
