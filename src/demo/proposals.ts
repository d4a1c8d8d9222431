import type { RegisterEntry } from '../modules/register/index.ts'

/** What a proposer of the demonstration writes. */
export interface DemonstrationProposal {
  /** recorded items wanted, by name, and how fine */
  items: Record<string, string>
  records: string
  purpose: string
  use: string
  business: string
  reason: string
  persons: number
}

export const PROPOSALS = {
  incomeMap: {
    items: {
      年度: 'そのまま',
      宛名番号: '年度をつなぐための仮の番号だけ',
      生年月日: '生まれた年（10年ごと）',
      性別: 'そのまま',
      住所: '市町村まで',
      職業: '大分類まで',
      世帯人数: '8人以上はまとめる',
      所得: '上位1%はまとめ、200万円ごと',
    },
    records: '令和5年度から令和7年度までの全員から、半数を無作為に選ぶ。年度をまたいで同じ人をつなぐ。',
    purpose: '市町村ごとの世代別の所得の動きを明らかにし、地域の店舗や移動販売の計画に役立てる。',
    use: '社内の分析室で、市町村・年齢層・職業ごとに所得の分布を集計する。外部のデータとは市町村の単位でだけ組み合わせる。結果は集計表として公表する。',
    business: '買い物が不便な地域を見付け、移動販売車の経路を決める事業。高齢者の暮らしを支え、地域の産業を育てる。',
    reason: '三か年分の分析に半年、経路の試行と検証に半年を見込むため。',
    persons: 40_000,
  },
  careDemand: {
    items: { 生年月日: '生まれた年（5年ごと）', 性別: 'そのまま', 住所: '市町村まで', 要介護度: 'そのまま' },
    records: '基準日に認定を受けている全員。',
    purpose: '要介護度ごとの人数の見通しを立て、在宅の介護サービスの配置を考える。',
    use: '市町村・年齢層・要介護度ごとに集計し、将来の人口と掛け合わせる。',
    business: '訪問介護の拠点を置く場所を決める事業。',
    reason: '分析と、自治体との意見交換に一年を見込むため。',
    persons: 4_000,
  },
  schoolHealth: {
    items: { 学年: 'そのまま', 性別: 'そのまま', 身長: '1cmごと', 体重: '1kgごと' },
    records: '全員。',
    purpose: '子どもの体格の分布を調べ、机と椅子の寸法を見直す。',
    use: '学年と性別ごとに、身長と体重の分布を集計する。',
    business: '学校用の家具を設計し、製造する事業。',
    reason: '設計の一期に合わせるため。',
    persons: 10_000,
  },
  housing: {
    items: { 続柄: 'そのまま', 団地名: 'そのまま', 家賃: '1万円ごと' },
    records: '全員。',
    purpose: '団地ごとの世帯の姿を調べ、見守りの仕組みを考える。',
    use: '団地と世帯の型ごとに集計する。',
    business: '見守り機器を貸し出す事業。',
    reason: '機器の試行に一年を見込むため。',
    persons: 1_500,
  },
} satisfies Record<string, DemonstrationProposal>

/** The answers of the form; `from` and `to` are the days of use. Items that the file does not record are left out. */
export function answersOf(wanted: DemonstrationProposal, entry: RegisterEntry, from: string, to: string): Record<string, string> {
  const answers: Record<string, string> = {
    persons: String(wanted.persons),
    'method-records': wanted.records,
    'purpose-purpose': wanted.purpose,
    'purpose-use': wanted.use,
    'purpose-business': wanted.business,
    'period-from': from,
    'period-to': to,
    'period-reason': wanted.reason,
    'measures-organisation': '責任者を置き、取扱いの規程と管理簿を作り、毎年点検する。事故が起きたときは直ちに県へ知らせる。',
    'measures-people': '扱うのは研修を受けた3人に限り、秘密を守る誓約書を取る。',
    'measures-place': '入退室を記録する分析室の中だけで扱い、終わったら復元できない方法で消去する。',
    'measures-technology': '外部のネットワークから切り離した端末で扱い、利用者の認証と操作の記録を残す。',
    'provision-format': 'csv',
  }
  for (const { no, name } of entry.content.items) {
    const fine = wanted.items[name]
    if (fine === undefined) continue
    answers[`method-want-${no}`] = 'yes'
    answers[`method-fine-${no}`] = fine
  }
  return answers
}
