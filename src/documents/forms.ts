import * as z from 'zod/mini'

// What each paper needs to be filled with. Every text is required and not empty unless it is marked nullable; the words,
// articles and form numbers come from the programme and are not given here.

const text = z.string().check(z.trim(), z.minLength(1))
const date = z.iso.date()
const yen = z.int().check(z.gte(0))
const persons = z.int().check(z.gte(1))
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits'))

/** Name and address; a person has no representative. */
const one = z.strictObject({ name: text, address: text, representative: z.nullable(text) })

/** A proposer, user or third party, with those who propose together with it and the agent who acts for it. */
export const party = z.extend(one, { joint: z._default(z.array(one), []), agent: z._default(z.nullable(one), null) })

/** Desk that answers questions: 課の名, and how to reach it. */
const contact = z.strictObject({ department: text, reach: text })

/** Lines of fee() of programmes/, with their sum. */
const fee = z.strictObject({
  lines: z.array(z.strictObject({ label: text, detail: text, amountYen: z.int(), source: z.optional(text) })).check(z.minLength(1)),
  totalYen: yen,
})

/** A letter of the office: number and day of the paper, who signs (鳥取県知事), whom it is for. */
const letter = { number: text, date, authority: text, contact }

/** The proposal that a paper speaks of. */
const proposal = { proposer: party, receiptNumber: text, submittedOn: date, fileName: text }

const filesGiven = z.array(z.strictObject({ name: text, sha256 })).check(z.minLength(1))

const onwardSupply = z.enum(['prohibited', 'with-consent', 'with-publication'])

/** Choices between clauses of the contract; what is not chosen here has the careful default. */
const clauses = z.strictObject({
  onwardSupply: z._default(onwardSupply, 'prohibited'),
  outsourcing: z._default(z.enum(['prohibited', 'with-consent']), 'with-consent'),
  /** gain from misuse is paid over, and the name is published; a body that may not agree on that leaves it out */
  penalty: z._default(z.boolean(), true),
  antisocial: z._default(z.boolean(), true),
  /** 鳥取地方裁判所 */
  court: text,
})

/** A paper that opens with a sentence of the programme and then says what is to be known. */
const caseLetter = z.strictObject({
  ...letter,
  ...proposal,
  rows: z.array(z.strictObject({ label: text, text })).check(z.minLength(1)),
})

export const FORMS = {
  /** 手数料の納付と契約の申込みについて, where the data are made first. */
  'contract-offer': caseLetter,
  'lapse-notice': caseLetter,
  'not-made-notice': caseLetter,
  /** 解除の前に意見を求める書面. */
  'hearing-notice': caseLetter,
  /** 還付の通知: what goes back, and by which rule. */
  'refund-notice': caseLetter,
  /** 意見書: what the proposer holds to be wrong in the facts that a refusal rests on. */
  objection: caseLetter,
  /** 公示: the call for proposals, published before it opens. */
  'call-notice': z.strictObject({
    announcedOn: date,
    authority: text,
    title: text,
    opensOn: date,
    closesOn: date,
    files: z.array(z.strictObject({ name: text, department: text, persons: z.int().check(z.gte(0)) })).check(z.minLength(1)),
    items: z.array(text).check(z.minLength(1)),
    attachments: z.array(text).check(z.minLength(1)),
    terms: z.array(z.strictObject({ label: text, text })),
    contact,
  }),
  /** 提案書: the eight items as written by the proposer. */
  proposal: z.strictObject({
    date,
    authority: text,
    proposer: party,
    items: z.array(z.strictObject({ no: z.int().check(z.gte(1)), label: text, text })).check(z.minLength(1)),
    attachments: z.array(text),
  }),
  /** 誓約書, one for each proposer. */
  pledge: z.strictObject({ date, authority: text, pledger: party }),
  /** 提案受付票. */
  receipt: z.strictObject({
    ...proposal,
    date,
    authority: text,
    /** "2026-04-01 09:30" in Japan; the day alone of what came on paper */
    receivedAt: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$/)),
    persons,
    attachments: z.array(text),
    /** when the result may be expected; null if the office does not say */
    decisionBy: z.nullable(date),
    contact,
  }),
  /** 補正の求め: the fields to be mended, each with what is asked. */
  'return-for-correction': z.strictObject({
    ...letter,
    ...proposal,
    fields: z.array(z.strictObject({ label: text, request: text })).check(z.minLength(1)),
    dueOn: date,
  }),
  /** 審査結果通知書（適合）. */
  'fit-notice': z.strictObject({
    ...letter,
    ...proposal,
    persons,
    fee,
    /** the time is estimated before the data are made */
    feeIsEstimate: z.boolean(),
    /** 納入通知書による納付 */
    paymentMethod: text,
    /** null: announced with the contract once the data are made */
    paymentDueOn: z.nullable(date),
    applyBy: z.nullable(date),
    provisionMethod: text,
    /** conditions or opinions under which it is granted */
    terms: z.optional(z.nullable(text)),
    /** 教示: null unless the body treats the notice as a disposition */
    instruction: z.nullable(text),
  }),
  /** 審査結果通知書（不適合）: the criteria that are not met, each with its reason. */
  'unfit-notice': z.strictObject({
    ...letter,
    ...proposal,
    failed: z.array(z.strictObject({ no: z.int().check(z.gte(1)), label: text, reason: text })).check(z.minLength(1)),
    instruction: z.nullable(text),
  }),
  /** 契約締結申込書, filled by the proposer. */
  'contract-application': z.strictObject({
    date,
    authority: text,
    proposer: party,
    noticeNumber: text,
    noticeDate: date,
    receiptNumber: text,
    fileName: text,
    totalYen: yen,
    paymentMethod: text,
    provisionMethod: text,
  }),
  /** 契約書 with its annexes. */
  contract: z.strictObject({
    number: text,
    date,
    authority: text,
    authorityAddress: text,
    user: party,
    receiptNumber: text,
    noticeNumber: text,
    noticeDate: date,
    fileName: text,
    persons,
    /** what is supplied: item and how fine it is */
    items: z.array(z.strictObject({ name: text, granularity: text })).check(z.minLength(1)),
    recipeName: text,
    recipeSha256: sha256,
    purpose: text,
    business: text,
    periodFrom: date,
    periodTo: date,
    fee,
    /** null: it is paid by feeDueOn; both null: there is nothing to pay */
    feePaidOn: z.nullable(date),
    feeDueOn: z._default(z.nullable(date), null),
    provisionMethod: text,
    /** the safety measures that the proposer promised */
    measures: z.array(text).check(z.minLength(1)),
    clauses,
  }),
  /** 利用条件書, in the package beside the data. */
  'conditions-of-use': z.strictObject({
    ...letter,
    user: party,
    contractNumber: text,
    contractDate: date,
    fileName: text,
    persons,
    files: filesGiven,
    purpose: text,
    periodFrom: date,
    periodTo: date,
    /** as the contract has it */
    onwardSupply,
  }),
  /** 委任状, handed in by a proposer who proposes through an agent. */
  'power-of-attorney': z.strictObject({
    date,
    authority: text,
    principal: party,
    agent: party,
    /** the proposal that is left to the agent: the file or the made data */
    fileName: text,
    matters: z.array(text).check(z.minLength(1)),
  }),
  /** 納入通知書: the fee to pay, by when and how. */
  'fee-slip': z.strictObject({
    ...letter,
    payer: party,
    receiptNumber: text,
    noticeNumber: text,
    noticeDate: date,
    fileName: text,
    fee,
    /** what was paid before and is taken off the sum */
    paidYen: z._default(yen, 0),
    /** what is still to be paid */
    dueYen: yen,
    paymentMethod: text,
    dueOn: date,
  }),
  /** 変更届, handed in by the user: what of the user has changed. A change of purpose or business is a proposal of its own. */
  'change-notice': z.strictObject({
    date,
    authority: text,
    user: party,
    contractNumber: text,
    contractDate: date,
    fileName: text,
    changes: z.array(z.strictObject({ label: text, before: text, after: text })).check(z.minLength(1)),
    changedOn: date,
    reason: text,
  }),
  /** 消去報告書, handed in by the user at the end of use. */
  'erasure-report': z.strictObject({
    date,
    authority: text,
    user: party,
    contractNumber: text,
    contractDate: date,
    fileName: text,
    erasedOn: date,
    method: text,
    /** what was erased: data, copies, intermediate products, media */
    objects: z.array(text).check(z.minLength(1)),
    /** the person in charge, as a position */
    erasedBy: text,
  }),
  /** 契約解除通知書: on which ground, why, what follows. */
  'termination-notice': z.strictObject({
    ...letter,
    user: party,
    contractNumber: text,
    contractDate: date,
    fileName: text,
    /** one of the programme's contract.cancel, counted from 1 */
    ground: z.strictObject({ no: z.int().check(z.gte(1)), label: text }),
    reason: text,
    terminatedOn: date,
    eraseBy: date,
    /** the day after which a new proposal is no longer barred; null: the programme sets no such time */
    barredUntil: z.nullable(date),
    instruction: z.nullable(text),
  }),
  /** 受領書, handed in by the user. */
  'provision-receipt': z.strictObject({
    date,
    authority: text,
    user: party,
    contractNumber: text,
    contractDate: date,
    fileName: text,
    files: filesGiven,
    receivedOn: date,
    provisionMethod: text,
  }),
  /** 諮問書: what a council of the body is asked before the decision. */
  'council-request': z.strictObject({
    ...letter,
    council: text,
    question: text,
    receiptNumber: text,
    fileName: text,
    /** what the data would be used for */
    business: text,
    answerBy: date,
  }),
  /** 意見書の提出の求め, to a third party (tottori). */
  'opinion-request': z.strictObject({
    ...letter,
    thirdParty: party,
    fileName: text,
    /** which information about the third party is in the file */
    information: text,
    /** what the data would be used for */
    business: text,
    dueOn: date,
  }),
} as const

export type FormKey = keyof typeof FORMS
/** What a form is filled with; what has a default may be left out. */
export type FormData<K extends FormKey> = z.input<(typeof FORMS)[K]>
export const FORM_KEYS = Object.keys(FORMS) as FormKey[]
