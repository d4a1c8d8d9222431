import * as z from 'zod/mini' // 19 kB smaller, gzipped, than all of zod
import { ROLES } from '../core/index.ts'

// The form of a programme document (data-catalog/programmes/*.json). The types of model.ts are read off this schema,
// and `programmeSchema` prints it as JSON Schema, so that there is one description only.

const text = z.string().check(z.minLength(1))
const id = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected small letters, digits and hyphens'))
const date = z.iso.date()
/** A place in a law, as people cite it: 法第114条第1項. null: not confirmed, and so never printed. */
const citation = z.nullable(text)

export const OWNERS = ['proposer', 'department', 'screening', 'contract', 'processor', 'custodian', 'none'] as const

export const UNITS = ['businessDays', 'days', 'weeks', 'months', 'years', 'minutes', 'persons', 'yen', 'times', 'items', 'bytes'] as const

export const settingValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])

const setting = z.strictObject({
  /** null: the programme fixes nothing */
  value: settingValue,
  unit: z.optional(z.enum(UNITS)),
  /** the short end, where the source names a stretch such as four to eight weeks; value is the long end */
  least: z.optional(z.number()),
  /** the value of each tier, the gravest first, where it differs; value is the first tier's */
  byTier: z.optional(z.array(z.number())),
  /** since when the value holds; without it since the programme took effect */
  effectiveFrom: z.optional(date),
  /** which way a locked value may still move: "min" may only rise, "max" may only fall; without it not at all */
  bound: z.optional(z.enum(['min', 'max'])),
  source: citation,
  /** fixed by law: a programme under the same law may not set a weaker value */
  locked: z._default(z.boolean(), false),
  /** false: no source confirms the value; the body must decide on it before use */
  verified: z.boolean(),
})

const state = z.strictObject({
  label: text,
  /** one plain sentence for the proposer */
  explain: text,
  owner: z.enum(OWNERS),
  /** which stretch of the way it belongs to, for the overview; null: off the way (refused, withdrawn) */
  phase: z._default(z.nullable(text), null),
  end: z._default(z.boolean(), false),
})

export const GUARDS = ['opinions-heard'] as const

const transition = z.strictObject({
  action: id,
  label: text,
  from: z.array(id).check(z.minLength(1)),
  /** "same": the case stays where it is; the act is one of its history all the same */
  to: id,
  roles: z.array(z.enum(ROLES)).check(z.minLength(1)),
  /** what the log says happened, past tense */
  event: id,
  source: z._default(citation, null),
  /** what must be handed in with the action */
  needs: z._default(z.array(id), []),
  /** key of the form that is issued */
  document: z.optional(id),
  /** the clock that starts: the state reached must be left within this setting */
  deadline: z.optional(z.strictObject({ setting: text })),
  /** the person who did this earlier action may not do this one */
  fourEyes: z.optional(id),
  /** the act that stands open until this or another answers it: one is answered once, and not asked again before */
  answers: z.optional(id),
  /** null in a kind of case: the condition of the programme does not hold for it */
  guard: z.nullish(z.enum(GUARDS)),
  /** only for cases whose fact has one of these values: { tier: ["1"] }; a case without the fact may not */
  when: z.optional(z.record(z.string().check(z.regex(/^[a-z][A-Za-z]*$/)), z.array(text).check(z.minLength(1)))),
  /** made on the common form for moves: no room has a page of its own for it */
  form: z._default(z.boolean(), false),
  /** facts of the case that are recorded with this move: ["tier"] */
  asks: z._default(z.array(text), []),
  /** only where something went wrong: never what a case waits for */
  exceptional: z._default(z.boolean(), false),
  /** among the officials: the proposer is neither shown it nor told of it */
  internal: z._default(z.boolean(), false),
  /** shown in the public log */
  public: z._default(z.boolean(), false),
  /** only where contract.order has one of these values ("production fee contract") */
  onlyOrder: z.optional(z.array(text).check(z.minLength(1))),
  /** what is otherwise where contract.order has that value; no deadline: null */
  byOrder: z.optional(
    z.record(
      text,
      z.strictObject({
        from: z.optional(z.array(id).check(z.minLength(1))),
        to: z.optional(id),
        deadline: z.optional(z.nullable(z.strictObject({ setting: text }))),
      }),
    ),
  ),
})

/** A screening body (審査会): who sits on it is each organisation's own; how it decides is written here. */
const body = z.strictObject({
  id,
  label: text,
  source: z._default(citation, null),
  /** the state in which it sits */
  state: id,
  /** bodies of one step sit in parallel; the next step is asked when those before it have ruled */
  step: z._default(z.int().check(z.gte(1)), 1),
  /** only for cases whose fact has one of these values */
  when: z.optional(z.record(z.string().check(z.regex(/^[a-z][A-Za-z]*$/)), z.array(text).check(z.minLength(1)))),
  /** what members choose among: actions that leave its state, the kindest first; none of them may be taken before it has ruled */
  choices: z.array(id).check(z.minLength(2)),
  /** rulings after which bodies of later steps are not asked */
  closes: z._default(z.array(id), []),
  /** least number of votes */
  quorum: z.int().check(z.gte(1)),
  rule: z.enum(['majority', 'unanimity']),
  /** where votes are even, the chair's own is the body's */
  chairDecides: z._default(z.boolean(), false),
  /** binding: only the move that it ruled for may be taken; advisory: the office may differ and says why */
  effect: z.enum(['binding', 'advisory']),
  /** in the first round nobody sees another's opinion */
  blind: z._default(z.boolean(), true),
  hideProposer: z._default(z.boolean(), false),
  /** it rules only in a meeting, by those who are there */
  meets: z._default(z.boolean(), false),
  /** its meetings are read by its members and those who keep their minutes alone */
  closed: z._default(z.boolean(), true),
  /** false: its source names the body, but not its quorum, its rule or its place in the order; the office must decide on them before use */
  verified: z._default(z.boolean(), false),
})

/** Questions on security that the proposer answers; each answer counts. form.scoreSecurity "all": none may count nothing. */
const questionnaire = z.strictObject({
  label: text,
  help: text,
  source: z._default(citation, null),
  questions: z.array(z.strictObject({ id, label: text })).check(z.minLength(1)),
  choices: z.array(z.strictObject({ id, label: text, points: z.int().check(z.gte(0)) })).check(z.minLength(2)),
  /** points below which somebody looks closer; null: none */
  pass: z._default(z.nullable(z.int().check(z.gte(0))), null),
})

/** What is typed where a move needs it. */
const moveInput = z.strictObject({
  label: text,
  help: text,
  /** the proposer and the officials read it in the case's history */
  shown: z._default(z.boolean(), true),
  /** one of the entries of this setting, a list */
  choicesOf: z.optional(text),
})

/** Something about a case that some moves depend on, recorded by the move that asks for it. */
const caseFact = z.strictObject({ label: text, choices: z.record(text, text), source: z._default(citation, null) })

/** A span of time that runs over several states and stands still in some. */
const clock = z.strictObject({
  label: text,
  setting: text,
  starts: z.array(id).check(z.minLength(1)),
  stops: z.array(id).check(z.minLength(1)),
  /** states in which it stands still while clock.pauseWhileAsked holds */
  pausedIn: z._default(z.array(id), []),
  /** acts that set a later day: the one that they announce */
  extendedBy: z._default(z.array(id), []),
  /** what starts it where contract.order has that value */
  byOrder: z.optional(z.record(text, z.strictObject({ starts: z.array(id).check(z.minLength(1)) }))),
  /** who is told when the day comes near, and who when it has passed */
  warns: z.enum(ROLES),
  escalatesTo: z.enum(ROLES),
})

export const ITEM_KINDS = ['party', 'file', 'persons', 'method', 'made-data', 'purpose', 'period', 'measures', 'provision'] as const

/** A further kind of case under the same law, such as a proposal for data that were already made: what differs from the first kind. */
const kind = z.strictObject({
  label: text,
  article: citation,
  /** ids of what it does not have; moves that only lead from or to such a state fall away with it */
  omits: z.strictObject({
    states: z._default(z.array(id), []),
    proposalItems: z._default(z.array(id), []),
    criteria: z._default(z.array(id), []),
  }),
  /** merged into the programme as an extending document is: objects key by key, lists by id or action */
  changes: z._default(z.record(text, z.unknown()), {}),
  /** what is merged in besides where contract.order has that value */
  byOrder: z._default(z.record(text, z.record(text, z.unknown())), {}),
})

export const FEE_PARTS = ['base', 'hourly', 'items', 'outsourced', 'secondUse', 'again', 'cap'] as const

export const programme = z.strictObject({
  sakyu: z.literal('programme/1'),
  id,
  version: text,
  effectiveFrom: date,
  effectiveUntil: z._default(z.nullable(date), null),
  extends: z.optional(id),
  /** what stands here is this document's alone: nothing of the extended programme is merged into it */
  replaces: z._default(z.array(text), []),
  /** where the document's settings were read, for those that name no source of their own */
  snapshot: z.optional(text),
  title: text,
  law: z.strictObject({
    name: text,
    short: text,
    /** 平成15年法律第57号; null where it is not confirmed */
    number: citation,
    source: z.url(),
    /** short names as the citations use them → full names as a paper prints them: 法, 令, 規則 */
    names: z.record(z.string().check(z.regex(/^\p{Script=Han}+$/u)), text),
  }),
  /** the programme's own words */
  words: z.record(z.string().check(z.regex(/^[a-z][A-Za-z]*$/)), text),
  /** the article behind each step, by name; null where none is confirmed */
  articles: z.record(z.string().check(z.regex(/^[a-z][A-Za-z]*$/)), citation),
  settings: z.record(z.string().check(z.regex(/^[a-z]+(\.[A-Za-z]+)?$/)), setting),
  states: z.record(id, state),
  start: id,
  transitions: z.array(transition).check(z.minLength(1)),
  /** moves that every programme has which knows their states, also one with a table of its own; the loader puts them into it */
  acts: z.optional(z.array(transition)),
  /** states that acts lead to */
  actStates: z.optional(z.record(id, state)),
  /** every state and move for every order of fee, contract and making; the loader takes from it what the setting contract.order asks for */
  table: z.optional(
    z.strictObject({ states: z.record(id, state), transitions: z.array(transition).check(z.minLength(1)), clocks: z.record(id, clock) }),
  ),
  kinds: z._default(z.record(id, kind), {}),
  clocks: z._default(z.record(id, clock), {}),
  bodies: z._default(z.array(body), []),
  inputs: z._default(z.record(id, moveInput), {}),
  questionnaire: z._default(z.nullable(questionnaire), null),
  facts: z._default(z.record(z.string().check(z.regex(/^[a-z][A-Za-z]*$/)), caseFact), {}),
  proposalItems: z
    .array(
      z.strictObject({
        id,
        no: z.int().check(z.gte(1)),
        label: text,
        help: text,
        article: citation,
        required: z.boolean(),
        kind: z.enum(ITEM_KINDS),
      }),
    )
    .check(z.minLength(1)),
  attachments: z.array(
    z.strictObject({
      id,
      label: text,
      help: text,
      article: citation,
      required: z.boolean(),
      appliesTo: z.enum(['all', 'person', 'body', 'agent']),
      /** which papers serve, of `evidence`; none: it is free, and nothing is asked about it */
      documents: z._default(z.array(id), []),
      /** papers of persons, on which a My Number may stand: it is covered before they are attached */
      masks: z._default(z.boolean(), false),
    }),
  ),
  /** papers by which somebody proves who he is or for whom he acts */
  evidence: z._default(
    z.array(
      z.strictObject({
        id,
        label: text,
        article: citation,
        /** the setting that says how long before the day of the proposal it may have been made */
        within: z.optional(text),
      }),
    ),
    [],
  ),
  pledge: z.strictObject({ text: z.array(text).check(z.minLength(1)), article: citation, form: id }),
  disqualifications: z
    .array(z.strictObject({ id, no: z.int().check(z.gte(1)), label: text, article: citation, check: text }))
    .check(z.minLength(1)),
  criteria: z
    .array(z.strictObject({ id, no: z.int().check(z.gte(1)), label: text, question: text, article: citation, basis: citation }))
    .check(z.minLength(1)),
  fee: z.strictObject({
    baseYen: z.int().check(z.gte(0)),
    hourlyYen: z.int().check(z.gte(0)),
    outsourced: z.boolean(),
    secondUseYen: z.int().check(z.gte(0)),
    /** what is charged by number: media, files, requests */
    items: z._default(
      z.array(
        z.strictObject({
          ...{ id, label: text, unit: text, yen: z.int().check(z.gte(0)) },
          /** proposed for the fee: how many third parties were asked for their opinion */
          counts: z.optional(z.literal('third-parties')),
        }),
      ),
      [],
    ),
    /** the most that is charged; null: no limit */
    capYen: z._default(z.nullable(z.int().check(z.gte(0))), null),
    /** who pays less: by so many hundredths, 100 being all of it */
    exemptions: z._default(
      z.array(z.strictObject({ id, label: text, percent: z.int().check(z.gte(1), z.lte(100)), source: citation })),
      [],
    ),
    source: citation,
    /** place of a part, where it has one of its own */
    sources: z._default(z.partialRecord(z.enum(FEE_PARTS), citation), {}),
    verified: z.boolean(),
    labels: z.strictObject({ base: text, hourly: text, outsourced: text, secondUse: text }),
  }),
  rule27: z.strictObject({
    article: citation,
    items: z.array(z.strictObject({ item: z.int().check(z.gte(1), z.lte(5)), title: text, text, article: citation })).check(z.length(5)),
  }),
  forms: z.record(
    id,
    z.strictObject({
      title: text,
      /** 様式第九; null where the form has no number or none is confirmed */
      number: citation,
      article: citation,
      template: text,
      /** the sentence that a letter of few words opens with */
      opening: z.optional(text),
      printedLayoutVerified: z.boolean(),
      /** goes among the office and those it asks; the proposer does not read it */
      internal: z._default(z.boolean(), false),
    }),
  ),
  retention: z.strictObject({
    runSecret: z.literal('destroy'),
    deletedData: z.literal('destroy'),
    methodRecord: z.literal('seal'),
    source: citation,
  }),
  /** least numbers of the privacy rules that an order may not go below */
  privacyFloors: z.strictObject({
    tail: z.int().check(z.gte(1)),
    literal: z.int().check(z.gte(1)),
    uniqueShare: z.number().check(z.gte(0), z.lte(1)),
    print: z.int().check(z.gte(1)),
    source: citation,
  }),
})

/** The programme document's form as JSON Schema (draft 2020-12): what the command `schema programme` prints. */
export const programmeSchema = (): Record<string, unknown> => ({
  title: 'Sakyū access programme (提供制度), programme/1',
  description:
    'A document with "extends" holds only what differs: objects are merged key by key, lists of entries by their id, action or item; everything else is replaced. The merged programme has this form.',
  ...z.toJSONSchema(programme, { io: 'input' }),
})
