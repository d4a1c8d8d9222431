import { describe, expect, it } from 'vitest'
import { type CaseFileFacts, readCaseFile, runCaseFile } from '../../support/case-file.ts'

/** One case of one programme from its beginning to its end, as its file would tell it. */
function caseFile(title: string, id: string, facts: CaseFileFacts, table: string) {
  it(`${id}: ${title}`, () => {
    const steps = readCaseFile(table)
    const { happened, ended } = runCaseFile(id, steps, facts)
    for (const [i, step] of steps.entries()) expect({ line: i + 1, ...happened[i] }).toEqual({ line: i + 1, ...step })
    expect(ended).toBe(true)
  })
}

describe('case files: step, actor, day, state, paper, due day, refusals', () => {
  // Correction asked on the 10th open day of thirty: twenty are left when the answer comes.
  caseFile(
    '補正をはさみ、提供して終わる',
    'appi',
    {},
    `
    | day        | who  | does              | gives                 | state            | paper                 | due        | refused            |
    | 2026-04-20 | 提案者A | submit            | proposal              | draft            |                       |            | missing:pledge     |
    |            |      | submit            | proposal pledge       | submitted        | receipt               |            |                    |
    | 2026-04-24 | 提案者A | start-review      |                       | submitted        |                       |            | role-not-permitted |
    |            | 審査A  | start-review      |                       | review           |                       | 2026-06-11 |                    |
    | 2026-05-14 | 審査A  | return            | fields                | review           |                       |            | missing:reason     |
    |            |      | return            | fields reason         | returned         | return-for-correction | 2026-05-28 |                    |
    | 2026-05-20 | 審査A  | decide-fit        | findings fee-estimate | returned         |                       |            | wrong-state        |
    | 2026-05-25 | 提案者A | resubmit          | proposal              | review           |                       | 2026-06-22 |                    |
    | 2026-06-15 | 審査A  | decide-fit        | findings fee-estimate | contract-offered | fit-notice            | 2026-07-15 |                    |
    | 2026-07-01 | 提案者A | apply-contract    |                       | fee-due          | contract-application  | 2026-07-31 |                    |
    | 2026-07-10 | 契約A  | conclude-contract | recipe                | fee-due          |                       |            | wrong-state        |
    |            |      | record-payment    | amount paid-on        | paid             |                       |            |                    |
    | 2026-07-13 | 契約A  | conclude-contract | recipe                | contracted       | contract              |            |                    |
    |            |      | issue-order       | recipe                | producing        |                       |            |                    |
    | 2026-07-27 | 所管A  | accept-result     | report                | ready            |                       | 2026-08-10 |                    |
    | 2026-07-28 | 保管A  | prepare-provision |                       | prepared         | conditions-of-use     | 2026-08-10 |                    |
    |            | 保管A  | confirm-provision |                       | prepared         |                       |            | four-eyes          |
    | 2026-07-29 | 保管B  | confirm-provision |                       | delivered        |                       |            |                    |
    | 2026-07-30 | 提案者A | record-receipt    |                       | in-use           | provision-receipt     |            |                    |
    |            | 提案者A | withdraw          |                       | in-use           |                       |            | wrong-state        |
    | 2027-07-30 | 契約A  | close             | deletion-report       | closed           |                       |            |                    |
    `,
  )
  caseFile(
    '基準に合わない',
    'appi',
    {},
    `
    | day        | who  | does         | gives           | state     | paper        | due        | refused        |
    | 2026-12-18 | 提案者A | submit       | proposal pledge | submitted | receipt      |            |                |
    | 2026-12-25 | 審査A  | start-review |                 | review    |              | 2027-02-15 |                |
    |            |      | ask-opinion  | third-parties   | review    |              |            | unknown-action |
    | 2027-02-10 | 審査A  | decide-unfit | findings        | review    |              |            | missing:reason |
    |            |      | decide-unfit | findings reason | refused   | unfit-notice |            |                |
    `,
  )
  caseFile(
    '意見を聴く間、審査の期限が止まる',
    'tottori',
    {},
    `
    | day        | who  | does           | gives                 | state            | paper           | due        | refused                        |
    | 2018-03-01 | 提案者A | submit         | proposal pledge       | submitted        | receipt         |            |                                |
    | 2018-03-05 | 審査A  | start-review   |                       | review           |                 | 2018-04-17 |                                |
    | 2018-03-12 | 審査A  | ask-opinion    | third-parties         | opinion          | opinion-request | 2018-03-27 |                                |
    |            |      | decide-fit     | findings fee-estimate | opinion          |                 |            | wrong-state opinions-not-heard |
    | 2018-03-27 | 審査A  | record-opinion | opinion               | review           |                 | 2018-05-02 |                                |
    | 2018-04-20 | 審査A  | decide-fit     | findings fee-estimate | contract-offered | fit-notice      | 2018-05-21 |                                |
    | 2018-05-01 | 提案者A | withdraw       |                       | withdrawn        |                 |            |                                |
    `,
  )
  caseFile(
    '第一段階のデータは助言会を通る',
    'npd',
    { facts: { tier: '1' }, tier: 1 },
    `
    | day        | who  | does                             | gives                | state            | paper             | due        | refused              |
    | 2026-06-01 | 提案者A | submit                           | proposal pledge      | submitted        | receipt           |            |                      |
    |            | 審査A  | start-review                     |                      | review           |                   | 2026-07-13 |                      |
    |            |      | decide-fit                       | findings             | review           |                   |            | not-for-this-case    |
    |            |      | refer-panel                      |                      | review           |                   |            | not-yet-ruled        |
    | 2026-06-05 | 審査A  | rule-data-division=refer-panel   | votes                | review           |                   | 2026-07-13 |                      |
    |            |      | decide-unfit                     | findings reason      | review           |                   |            | ruled-otherwise      |
    | 2026-06-08 | 審査A  | refer-panel                      |                      | panel            |                   | 2026-07-13 |                      |
    | 2026-06-22 | 審査A  | decide-panel                     | findings ruling      | panel            |                   |            | not-yet-ruled        |
    |            |      | rule-advisory-panel=decide-panel |                      | panel            |                   |            | missing:votes        |
    |            |      | rule-advisory-panel=decide-panel | votes                | panel            |                   | 2026-07-13 |                      |
    |            |      | rule-advisory-panel=decide-unfit | votes                | panel            |                   |            | body-not-asked       |
    | 2026-06-22 | 審査A  | decide-panel                     | findings             | panel            |                   |            | missing:ruling       |
    |            |      | decide-panel                     | findings ruling      | contract-offered | fit-notice        |            |                      |
    | 2026-06-29 | 提案者A | apply-contract                   | licence              | contract-offered |                   |            | missing:declarations |
    |            |      | apply-contract                   | licence declarations | paid             |                   |            |                      |
    |            | 契約A  | record-payment                   | amount paid-on       | paid             |                   |            | unknown-action       |
    | 2026-06-30 | 契約A  | conclude-contract                |                      | contracted       | contract          |            |                      |
    |            |      | issue-order                      | recipe               | producing        |                   |            |                      |
    | 2026-07-03 | 所管A  | accept-result                    | report               | ready            |                   |            |                      |
    |            | 保管A  | prepare-provision                |                      | prepared         |                   |            |                      |
    |            | 保管B  | confirm-provision                |                      | delivered        |                   |            |                      |
    | 2026-07-06 | 提案者A | record-receipt                   |                      | in-use           | provision-receipt |            |                      |
    | 2027-06-30 | 契約A  | close                            | deletion-report      | closed           |                   |            |                      |
    `,
  )
  caseFile(
    '第三段階は十営業日、助言会に付さない',
    'npd',
    { facts: { tier: '3' }, tier: 3 },
    `
    | day        | who  | does         | gives               | state            | paper      | due        | refused            |
    | 2026-06-01 | 提案者A | submit       | proposal pledge     | submitted        | receipt    |            |                    |
    |            | 審査A  | start-review |                     | review           |            | 2026-06-15 |                    |
    |            |      | refer-panel  |                     | review           |            |            | not-for-this-case  |
    |            |      | decide-fast  | evidence            | review           |            |            | missing:fast-track |
    | 2026-06-02 | 審査A  | decide-fast  | fast-track evidence | contract-offered | fit-notice |            |                    |
    | 2026-06-03 | 提案者A | withdraw     |                     | withdrawn        |            |            |                    |
    `,
  )
  caseFile(
    '第二段階は教育データ部門だけで決める',
    'npd',
    { facts: { tier: '2' }, tier: 2 },
    `
    | day        | who  | does                            | gives           | state     | paper        | due        | refused           |
    | 2026-06-01 | 提案者A | submit                          | proposal pledge | submitted | receipt      |            |                   |
    |            | 審査A  | start-review                    |                 | review    |              | 2026-06-29 |                   |
    |            |      | refer-panel                     |                 | review    |              |            | not-for-this-case |
    | 2026-06-10 | 審査A  | decide-unfit                    | findings reason | review    |              |            | not-yet-ruled     |
    |            |      | rule-data-division=decide-unfit | votes           | review    |              | 2026-06-29 |                   |
    |            |      | decide-fit                      | findings        | review    |              |            | ruled-otherwise   |
    |            |      | decide-unfit                    | findings reason | refused   | unfit-notice |            |                   |
    `,
  )
  caseFile(
    '条件を変えて承認され、契約の書面が間に合わない',
    'acara',
    { facts: { tier: '2', overdue: 'contract' } },
    `
    | day        | who  | does                             | gives           | state            | paper      | due        | refused            |
    | 2026-06-01 | 提案者A | submit                           | proposal pledge | submitted        | receipt    |            |                    |
    |            | 審査A  | start-review                     |                 | review           |            | 2026-07-27 |                    |
    | 2026-06-25 | 審査A  | rule-review-panel=decide-changed | votes           | review           |            | 2026-07-27 |                    |
    |            |      | decide-fit                       | findings        | review           |            |            | ruled-otherwise    |
    | 2026-06-26 | 審査A  | decide-changed                   | findings terms  | terms-offered    | fit-notice |            |                    |
    |            | 契約A  | record-payment                   | amount paid-on  | terms-offered    |            |            | wrong-state        |
    | 2026-07-01 | 提案者A | accept-terms                     |                 | contract-offered |            | 2026-07-29 |                    |
    | 2026-07-30 | 提案者A | lapse                            |                 | contract-offered |            |            | role-not-permitted |
    |            | 契約A  | lapse                            |                 | lapsed           |            |            |                    |
    `,
  )
  caseFile(
    '変えた条件を受け入れない',
    'acara',
    { facts: { tier: '1' } },
    `
    | day        | who  | does                                    | gives                 | state         | paper      | due        | refused           |
    | 2026-06-01 | 提案者A | submit                                  | proposal pledge       | submitted     | receipt    |            |                   |
    |            | 審査A  | start-review                            |                       | review        |            | 2026-07-27 |                   |
    |            |      | decide-fit                              | findings              | review        |            |            | not-for-this-case |
    |            |      | decide-changed                          | findings terms        | review        |            |            | not-for-this-case |
    |            |      | refer-panel                             |                       | review        |            |            | not-yet-ruled     |
    | 2026-06-25 | 審査A  | rule-review-panel=refer-panel           | votes                 | review        |            | 2026-07-27 |                   |
    |            |      | decide-unfit                            | findings reason       | review        |            |            | ruled-otherwise   |
    |            |      | refer-panel                             |                       | committee     |            | 2026-07-27 |                   |
    | 2026-07-19 | 審査A  | rule-review-panel=decide-changed        | votes                 | committee     |            |            | wrong-state       |
    |            |      | decide-changed-committee                | findings ruling terms | committee     |            |            | not-yet-ruled     |
    |            |      | rule-committee=decide-changed-committee | votes                 | committee     |            | 2026-07-27 |                   |
    | 2026-07-20 | 審査A  | decide-panel                            | findings ruling       | committee     |            |            | ruled-otherwise   |
    |            |      | decide-changed-committee                | findings ruling terms | terms-offered | fit-notice |            |                   |
    | 2026-07-21 | 提案者A | decline-terms                           |                       | declined      |            |            |                   |
    `,
  )
  caseFile(
    '契約、納付、作成の順に進む',
    'acara',
    { facts: { tier: '2' } },
    `
    | day        | who  | does                         | gives           | state            | paper             | due        | refused           |
    | 2026-06-01 | 提案者A | submit                       | proposal pledge | submitted        | receipt           |            |                   |
    |            | 審査A  | start-review                 |                 | review           |                   | 2026-07-27 |                   |
    | 2026-06-26 | 審査A  | rule-review-panel=decide-fit | votes           | review           |                   | 2026-07-27 |                   |
    | 2026-06-26 | 審査A  | decide-fit                   | findings        | contract-offered | fit-notice        | 2026-07-24 |                   |
    | 2026-07-10 | 提案者A | apply-contract               | agreement       | fee-due          |                   | 2026-08-10 |                   |
    |            | 契約A  | issue-order                  | recipe          | fee-due          |                   |            | wrong-state       |
    |            |      | lapse                        |                 | fee-due          |                   |            | not-for-this-case |
    | 2026-07-15 | 契約A  | record-payment               | amount paid-on  | paid             |                   |            |                   |
    |            |      | conclude-contract            |                 | contracted       | contract          |            |                   |
    |            |      | issue-order                  | recipe          | producing        |                   |            |                   |
    | 2026-07-20 | 所管A  | accept-result                | report          | ready            |                   |            |                   |
    |            | 保管A  | prepare-provision            |                 | prepared         |                   |            |                   |
    |            | 保管B  | confirm-provision            |                 | delivered        |                   |            |                   |
    |            | 提案者A | record-receipt               |                 | in-use           | provision-receipt |            |                   |
    | 2027-01-20 | 契約A  | close                        | deletion-report | closed           |                   |            |                   |
    `,
  )
  caseFile(
    '書面の郵送を待つ間は止まり、所長の署名で効力を持つ',
    'ies',
    {},
    `
    | day        | who  | does                            | gives                            | state            | paper             | due        | refused                          |
    | 2026-06-01 | 提案者A | submit                          | proposal pledge                  | submitted        | receipt           |            |                                  |
    |            | 審査A  | start-review                    |                                  | review           |                   | 2026-07-27 |                                  |
    |            |      | decide-fit                      | findings                         | review           |                   |            | not-yet-ruled                    |
    | 2026-06-09 | 審査A  | rule-office-staff=decide-fit    | votes                            | review           |                   | 2026-07-27 |                                  |
    | 2026-06-10 | 審査A  | decide-fit                      | findings                         | contract-offered | fit-notice        |            |                                  |
    | 2026-07-01 | 提案者A | apply-contract                  | licence affidavits               | contract-offered |                   |            | missing:security-plan            |
    |            |      | apply-contract                  | licence affidavits security-plan | paid             |                   | 2026-08-17 |                                  |
    | 2026-07-08 | 審査A  | conclude-contract               |                                  | paid             |                   |            | role-not-permitted not-yet-ruled |
    |            | 契約A  | conclude-contract               |                                  | paid             |                   |            | not-yet-ruled                    |
    |            | 審査A  | rule-director=conclude-contract | votes                            | paid             |                   | 2026-08-17 |                                  |
    |            | 契約A  | refuse-papers                   | reason                           | paid             |                   |            | ruled-otherwise                  |
    |            | 契約A  | conclude-contract               |                                  | contracted       | contract          | 2026-08-17 |                                  |
    |            |      | issue-order                     | recipe                           | producing        |                   | 2026-08-17 |                                  |
    | 2026-07-20 | 所管A  | accept-result                   | report                           | ready            |                   | 2026-08-17 |                                  |
    |            | 保管A  | prepare-provision               |                                  | prepared         |                   | 2026-08-17 |                                  |
    |            | 保管B  | confirm-provision               |                                  | delivered        |                   |            |                                  |
    | 2026-07-27 | 提案者A | record-receipt                  |                                  | in-use           | provision-receipt |            |                                  |
    | 2031-07-25 | 契約A  | close                           | deletion-report                  | closed           |                   |            |                                  |
    `,
  )
  caseFile(
    '倫理審査、安全の点検、費用の同意を経て遠隔で使う',
    'mona',
    { facts: { region: 'lund' } },
    `
    | day        | who  | does                               | gives           | state            | paper             | due        | refused        |
    | 2026-06-01 | 提案者A | submit                             | proposal pledge | submitted        | receipt           |            |                |
    |            | 審査A  | start-review                       |                 | review           |                   | 2026-07-31 |                |
    |            |      | decide-fit                         | findings        | review           |                   |            | wrong-state    |
    |            |      | rule-ethics-uppsala=approve-ethics | votes           | review           |                   |            | body-not-asked |
    | 2026-07-20 | 審査A  | rule-ethics-lund=approve-ethics    | votes           | review           |                   | 2026-07-31 |                |
    | 2026-07-20 | 審査A  | approve-ethics                     | ruling          | security         |                   |            |                |
    | 2026-07-27 | 審査A  | decide-fit                         | findings        | security         |                   |            | not-yet-ruled  |
    |            |      | rule-security-office=decide-fit    | votes           | security         |                   |            |                |
    | 2026-07-27 | 審査A  | decide-fit                         | findings        | contract-offered | fit-notice        |            |                |
    | 2026-08-03 | 提案者A | apply-contract                     | price           | fee-due          |                   | 2026-09-02 |                |
    |            | 契約A  | issue-order                        | recipe          | fee-due          |                   |            | wrong-state    |
    | 2026-08-10 | 契約A  | record-payment                     | amount paid-on  | paid             |                   |            |                |
    |            |      | issue-order                        | recipe          | producing        |                   |            |                |
    | 2026-08-17 | 所管A  | accept-result                      | report          | ready            |                   |            |                |
    |            | 保管A  | prepare-provision                  |                 | prepared         |                   |            |                |
    |            | 保管B  | confirm-provision                  |                 | delivered        |                   |            |                |
    |            | 提案者A | record-receipt                     |                 | in-use           | provision-receipt |            |                |
    | 2029-08-17 | 契約A  | close                              | deletion-report | closed           |                   |            |                |
    `,
  )
  caseFile(
    '継続審査の後、条件を満たして承諾される',
    'ndb',
    {},
    `
    | day        | who  | does                                   | gives                       | state            | paper             | due        | refused                          |
    | 2026-03-02 | 提案者A | submit                                 | proposal pledge             | submitted        | receipt           |            |                                  |
    | 2026-03-05 | 審査A  | start-review                           |                             | review           |                   | 2026-04-06 |                                  |
    | 2026-03-30 | 審査A  | rule-expert-council=decide-continued   | votes                       | review           |                   | 2026-04-06 |                                  |
    |            |      | rule-minister=decide-continued         | votes                       | review           |                   |            | body-not-asked                   |
    | 2026-03-30 | 審査A  | decide-continued                       | findings                    | continued        |                   |            |                                  |
    | 2026-09-01 | 審査A  | resume-review                          |                             | review           |                   | 2026-10-01 |                                  |
    | 2026-09-24 | 審査A  | decide-fit                             | findings                    | review           |                   |            | not-yet-ruled                    |
    |            |      | rule-expert-council=decide-conditional | votes                       | review           |                   | 2026-10-01 |                                  |
    |            |      | rule-minister=decide-continued         |                             | review           |                   |            | missing:votes                    |
    | 2026-09-25 | 審査A  | decide-conditional                     | findings terms              | review           |                   |            | not-yet-ruled                    |
    |            |      | rule-minister=decide-conditional       | votes                       | review           |                   | 2026-10-01 |                                  |
    | 2026-09-25 | 審査A  | decide-conditional                     | findings                    | review           |                   |            | missing:terms                    |
    |            |      | decide-conditional                     | findings terms              | conditional      | fit-notice        |            |                                  |
    | 2026-10-05 | 提案者A | apply-contract                         | request pledge              | conditional      |                   |            | wrong-state missing:terms-of-use |
    |            |      | meet-conditions                        | evidence                    | review           |                   | 2026-11-05 |                                  |
    | 2026-10-19 | 審査A  | rule-expert-council=decide-conditional | votes                       | review           |                   | 2026-11-05 |                                  |
    |            |      | rule-minister=decide-fit               | votes                       | review           |                   | 2026-11-05 |                                  |
    |            |      | decide-conditional                     | findings terms              | review           |                   |            | ruled-otherwise                  |
    | 2026-10-20 | 審査A  | decide-fit                             | findings                    | contract-offered | fit-notice        |            |                                  |
    | 2026-11-02 | 提案者A | apply-contract                         | request pledge terms-of-use | paid             |                   |            |                                  |
    |            | 契約A  | conclude-contract                      |                             | contracted       | contract          |            |                                  |
    |            |      | issue-order                            | recipe                      | producing        |                   |            |                                  |
    | 2026-11-30 | 所管A  | accept-result                          | report                      | ready            |                   |            |                                  |
    |            | 保管A  | prepare-provision                      |                             | prepared         |                   |            |                                  |
    |            | 保管B  | confirm-provision                      |                             | delivered        |                   |            |                                  |
    |            | 提案者A | record-receipt                         |                             | in-use           | provision-receipt |            |                                  |
    | 2028-11-30 | 契約A  | close                                  | deletion-report             | closed           |                   |            |                                  |
    `,
  )
  caseFile(
    '不承諾に、事実の誤りの意見を出し、確定する',
    'ndb',
    {},
    `
    | day        | who  | does                             | gives           | state            | paper        | due        | refused            |
    | 2026-03-02 | 提案者A | submit                           | proposal pledge | submitted        | receipt      |            |                    |
    | 2026-03-05 | 審査A  | start-review                     |                 | review           |              | 2026-04-06 |                    |
    | 2026-04-24 | 審査A  | rule-expert-council=decide-unfit | votes           | review           |              | 2026-04-06 |                    |
    | 2026-04-24 | 審査A  | rule-minister=decide-unfit       | votes           | review           |              | 2026-04-06 |                    |
    | 2026-04-24 | 審査A  | decide-unfit                     | findings reason | refusal-notified | unfit-notice | 2026-06-11 |                    |
    | 2026-05-11 | 提案者A | object                           |                 | refusal-notified |              |            | missing:opinion    |
    |            |      | object                           | opinion         | review           | objection    | 2026-06-11 |                    |
    | 2026-05-25 | 審査A  | rule-expert-council=decide-unfit | votes           | review           |              | 2026-06-11 |                    |
    | 2026-05-25 | 審査A  | rule-minister=decide-unfit       | votes           | review           |              | 2026-06-11 |                    |
    | 2026-05-25 | 審査A  | decide-unfit                     | findings reason | refusal-notified | unfit-notice | 2026-07-06 |                    |
    | 2026-07-07 | 提案者A | settle-refusal                   |                 | refusal-notified |              |            | role-not-permitted |
    |            | 審査A  | settle-refusal                   |                 | refused          |              |            |                    |
    `,
  )
  caseFile(
    '形式と内容を別の者が見て、十四日で決める',
    'statistics-act',
    { facts: { feeExempt: 'no' } },
    `
    | day        | who  | does                              | gives           | state      | paper             | due        | refused           |
    | 2026-04-22 | 提案者A | submit                            | proposal pledge | submitted  | receipt           | 2026-05-07 |                   |
    | 2026-04-24 | 審査A  | start-review                      |                 | review     |                   | 2026-05-07 |                   |
    | 2026-04-28 | 審査B  | decide-fit                        | findings        | review     |                   |            | not-yet-ruled     |
    |            |      | rule-survey-owner=decide-fit      | votes           | review     |                   | 2026-05-07 |                   |
    |            |      | decide-fit                        | findings        | review     |                   |            | not-yet-ruled     |
    |            |      | rule-planning-division=decide-fit | votes           | review     |                   | 2026-05-07 |                   |
    | 2026-05-01 | 審査A  | decide-fit                        | findings        | review     |                   |            | four-eyes         |
    |            | 審査B  | decide-exempt                     | findings        | review     |                   |            | not-for-this-case |
    |            |      | decide-fit                        | findings        | fee-due    | fit-notice        |            |                   |
    | 2026-05-08 | 契約A  | record-payment                    | amount paid-on  | contracted |                   | 2026-05-22 |                   |
    |            |      | issue-order                       | recipe          | producing  |                   | 2026-05-22 |                   |
    | 2026-05-18 | 所管A  | accept-result                     | report          | ready      |                   | 2026-05-22 |                   |
    |            | 保管A  | prepare-provision                 |                 | prepared   |                   | 2026-05-22 |                   |
    |            | 保管B  | confirm-provision                 |                 | delivered  |                   |            |                   |
    |            | 提案者A | record-receipt                    |                 | in-use     | provision-receipt |            |                   |
    | 2027-03-31 | 契約A  | close                             | deletion-report | closed     |                   |            |                   |
    `,
  )
  caseFile(
    '公的機関は手数料を納めない',
    'statistics-act',
    { facts: { feeExempt: 'yes' } },
    `
    | day        | who  | does                                 | gives           | state      | paper             | due        | refused |
    | 2026-04-22 | 提案者A | submit                               | proposal pledge | submitted  | receipt           | 2026-05-07 |         |
    | 2026-04-24 | 審査A  | start-review                         |                 | review     |                   | 2026-05-07 |         |
    | 2026-04-28 | 審査B  | rule-planning-division=decide-exempt | votes           | review     |                   | 2026-05-07 |         |
    |            |      | rule-survey-owner=decide-exempt      | votes           | review     |                   | 2026-05-07 |         |
    | 2026-05-01 | 審査B  | decide-exempt                        | findings        | contracted | fit-notice        | 2026-05-15 |         |
    |            | 契約A  | issue-order                          | recipe          | producing  |                   | 2026-05-15 |         |
    | 2026-05-11 | 所管A  | accept-result                        | report          | ready      |                   | 2026-05-15 |         |
    |            | 保管A  | prepare-provision                    |                 | prepared   |                   | 2026-05-15 |         |
    |            | 保管B  | confirm-provision                    |                 | delivered  |                   |            |         |
    |            | 提案者A | record-receipt                       |                 | in-use     | provision-receipt |            |         |
    | 2026-12-01 | 契約A  | close                                | deletion-report | closed     |                   |            |         |
    `,
  )
  caseFile(
    '形式は整っているが内容で認められない',
    'statistics-act',
    { facts: { feeExempt: 'no' } },
    `
    | day        | who  | does                              | gives           | state     | paper        | due        | refused         |
    | 2026-04-22 | 提案者A | submit                            | proposal pledge | submitted | receipt      | 2026-05-07 |                 |
    | 2026-04-24 | 審査A  | start-review                      |                 | review    |              | 2026-05-07 |                 |
    | 2026-04-28 | 審査B  | rule-planning-division=decide-fit | votes           | review    |              | 2026-05-07 |                 |
    |            |      | rule-survey-owner=decide-unfit    | votes           | review    |              | 2026-05-07 |                 |
    |            |      | decide-fit                        | findings        | review    |              |            | ruled-otherwise |
    |            |      | decide-unfit                      | findings reason | refused   | unfit-notice |            |                 |
    `,
  )
  // 法118条: from the register's page of made data; nothing is made anew, so the way is shorter.
  caseFile(
    '作成済みのデータを使う提案：契約の後、作成を経ずに提供する',
    'appi',
    { kind: 'second-use' },
    `
    | day        | who  | does              | gives                 | state            | paper                 | due        | refused            |
    | 2026-09-01 | 提案者B | submit            | proposal              | draft            |                       |            | missing:pledge     |
    |            |      | submit            | proposal pledge       | submitted        | receipt               |            |                    |
    | 2026-09-03 | 審査A  | start-review      |                       | review           |                       | 2026-10-21 |                    |
    | 2026-09-10 | 審査A  | return            | fields reason         | returned         | return-for-correction | 2026-09-29 |                    |
    | 2026-09-14 | 提案者B | resubmit          | proposal              | review           |                       | 2026-10-23 |                    |
    | 2026-10-01 | 提案者B | decide-fit        | findings fee-estimate | review           |                       |            | role-not-permitted |
    |            | 審査A  | decide-fit        | findings fee-estimate | contract-offered | fit-notice            | 2026-11-02 |                    |
    | 2026-10-05 | 提案者B | apply-contract    |                       | fee-due          | contract-application  | 2026-11-04 |                    |
    | 2026-10-13 | 契約A  | record-payment    | amount paid-on        | paid             |                       |            |                    |
    | 2026-10-14 | 契約A  | conclude-contract | recipe                | ready            | contract              | 2026-10-28 |                    |
    |            |      | issue-order       | recipe                | ready            |                       |            | unknown-action     |
    | 2026-10-15 | 契約A  | prepare-provision |                       | prepared         | conditions-of-use     | 2026-10-28 |                    |
    |            | 保管A  | confirm-provision |                       | delivered        |                       |            |                    |
    | 2026-10-16 | 提案者B | record-receipt    |                       | in-use           | provision-receipt     |            |                    |
    | 2027-10-15 | 契約A  | close             | deletion-report       | closed           |                       |            |                    |
    `,
  )
  // The third parties were heard when the data were made: they are not asked again.
  caseFile(
    '作成済みのデータを使う提案：第三者の意見は聴かない',
    'tottori',
    { kind: 'second-use' },
    `
    | day        | who  | does         | gives                 | state            | paper      | due        | refused        |
    | 2018-07-02 | 提案者B | submit       | proposal pledge       | submitted        | receipt    |            |                |
    | 2018-07-04 | 審査A  | start-review |                       | review           |            | 2018-08-16 |                |
    | 2018-07-09 | 審査A  | ask-opinion  | third-parties         | review           |            |            | unknown-action |
    | 2018-07-20 | 審査A  | decide-fit   | findings fee-estimate | contract-offered | fit-notice | 2018-08-20 |                |
    | 2018-08-01 | 提案者B | withdraw     |                       | withdrawn        |            |            |                |
    `,
  )
  // The contract names the day of payment; a day that passes unpaid ends it.
  caseFile(
    '契約してから手数料、それから作成',
    'appi',
    { order: ['contract', 'fee', 'production'] },
    `
    | day        | who     | does              | gives                 | state            | paper                | due        | refused     |
    | 2026-04-20 | 提案者A | submit            | proposal pledge       | submitted        | receipt              |            |             |
    | 2026-04-24 | 審査A   | start-review      |                       | review           |                      | 2026-06-11 |             |
    | 2026-06-01 | 審査A   | decide-fit        | findings fee-estimate | contract-offered | fit-notice           | 2026-07-01 |             |
    | 2026-06-10 | 契約A   | conclude-contract | recipe                | contract-offered |                      |            | wrong-state |
    |            | 提案者A | apply-contract    |                       | applied          | contract-application |            |             |
    | 2026-06-11 | 契約A   | record-payment    | amount paid-on        | applied          |                      |            | wrong-state |
    |            |         | issue-order       | recipe                | applied          |                      |            | wrong-state |
    | 2026-06-15 | 契約A   | conclude-contract | recipe                | fee-due          | contract             | 2026-07-15 |             |
    | 2026-06-16 | 提案者A | accept-contract   | hash                  | fee-due          |                      | 2026-07-15 |             |
    |            | 提案者A | withdraw          |                       | fee-due          |                      |            | wrong-state |
    |            | 契約A   | issue-order       | recipe                | fee-due          |                      |            | wrong-state |
    | 2026-07-01 | 契約A   | record-payment    | amount paid-on        | contracted       |                      |            |             |
    |            |         | issue-order       | recipe                | producing        |                      |            |             |
    | 2026-07-13 | 所管A   | accept-result     | report                | ready            |                      | 2026-07-28 |             |
    | 2026-07-14 | 契約A   | prepare-provision |                       | prepared         | conditions-of-use    | 2026-07-28 |             |
    |            | 保管A   | confirm-provision |                       | delivered        |                      |            |             |
    | 2026-07-15 | 提案者A | record-receipt    |                       | in-use           | provision-receipt    |            |             |
    | 2027-07-15 | 契約A   | close             | deletion-report       | closed           |                      |            |             |
    `,
  )
  // The way of a prefecture that made the data first, then took fee and application, then concluded and supplied.
  caseFile(
    '作成してから手数料と契約',
    'appi',
    { order: ['production', 'fee', 'contract'] },
    `
    | day        | who  | does               | gives                 | state            | paper                | due        | refused     |
    | 2026-04-20 | 提案者A | submit             | proposal pledge       | submitted        | receipt              |            |             |
    | 2026-04-24 | 審査A  | start-review       |                       | review           |                      | 2026-06-11 |             |
    | 2026-06-01 | 審査A  | decide-fit         | findings fee-estimate | approved         | fit-notice           |            |             |
    |            | 提案者A | apply-contract     |                       | approved         |                      |            | wrong-state |
    | 2026-06-02 | 契約A  | record-payment     | amount paid-on        | approved         |                      |            | wrong-state |
    |            |      | fix-recipe         | recipe                | approved         |                      |            |             |
    |            |      | issue-order        | recipe                | producing        |                      |            |             |
    | 2026-06-10 | 所管A  | accept-result      | report                | made             |                      |            |             |
    | 2026-06-11 | 契約A  | settle-fee         | work                  | made             |                      |            |             |
    |            | 契約A  | approve-settlement |                       | made             |                      |            | four-eyes   |
    |            | 所管A  | approve-settlement |                       | made             |                      |            |             |
    | 2026-06-15 | 契約A  | offer-contract     |                       | contract-offered | contract-offer       | 2026-07-15 |             |
    | 2026-07-01 | 提案者A | apply-contract     |                       | fee-due          | contract-application | 2026-07-31 |             |
    |            | 契約A  | conclude-contract  | recipe                | fee-due          |                      |            | wrong-state |
    | 2026-07-10 | 契約A  | record-payment     | amount paid-on        | paid             |                      |            |             |
    | 2026-07-13 | 契約A  | conclude-contract  | recipe                | ready            | contract             | 2026-07-28 |             |
    |            |      | issue-order        | recipe                | ready            |                      |            | wrong-state |
    | 2026-07-14 | 契約A  | prepare-provision  |                       | prepared         | conditions-of-use    | 2026-07-28 |             |
    | 2026-07-15 | 保管A  | confirm-provision  |                       | delivered        |                      |            |             |
    |            | 提案者A | record-receipt     |                       | in-use           | provision-receipt    |            |             |
    | 2027-07-30 | 契約A  | close              | deletion-report       | closed           |                      |            |             |
    `,
  )
})
