type Schema = { [key: string]: unknown }

/** Whether a value fits a JSON Schema of the words that ours use; an unknown word throws, so that none is passed over. */
export function fits(value: unknown, schema: Schema, root: Schema = schema): boolean {
  return Object.entries(schema).every(([word, rule]) => {
    const check = WORDS[word]
    if (!check) throw new Error(`the validator does not know "${word}"`)
    return check(value, rule as never, schema, root)
  })
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const always = () => true
const number = (holds: (value: number, limit: number) => boolean) => (value: unknown, limit: never) =>
  typeof value !== 'number' || holds(value, limit)

const isOf = (value: unknown, type: string): boolean => {
  switch (type) {
    case 'object':
      return isObject(value)
    case 'array':
      return Array.isArray(value)
    case 'null':
      return value === null
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}

const WORDS: Record<string, (value: unknown, rule: never, schema: Schema, root: Schema) => boolean> = {
  $schema: always,
  $defs: always,
  title: always,
  description: always,
  default: always,
  $ref: (value, rule: string, _, root) => fits(value, (root.$defs as Record<string, Schema>)[rule.replace('#/$defs/', '')]!, root),
  type: (value, rule: string | string[]) => [rule].flat().some((type) => isOf(value, type)),
  const: (value, rule: unknown) => value === rule,
  enum: (value, rule: unknown[]) => rule.includes(value),
  oneOf: (value, rule: Schema[], _, root) => rule.filter((one) => fits(value, one, root)).length === 1,
  anyOf: (value, rule: Schema[], _, root) => rule.some((one) => fits(value, one, root)),
  properties: (value, rule: Record<string, Schema>, _, root) =>
    !isObject(value) || Object.entries(rule).every(([key, one]) => !Object.hasOwn(value, key) || fits(value[key], one, root)),
  required: (value, rule: string[]) => !isObject(value) || rule.every((key) => Object.hasOwn(value, key)),
  additionalProperties: (value, rule: false | Schema, schema, root) =>
    !isObject(value) ||
    Object.entries(value).every(
      ([key, one]) => Object.hasOwn((schema.properties as object) ?? {}, key) || (rule !== false && fits(one, rule, root)),
    ),
  minProperties: (value, rule: number) => !isObject(value) || Object.keys(value).length >= rule,
  maxProperties: (value, rule: number) => !isObject(value) || Object.keys(value).length <= rule,
  items: (value, rule: Schema, _, root) => !Array.isArray(value) || value.every((one) => fits(one, rule, root)),
  minItems: (value, rule: number) => !Array.isArray(value) || value.length >= rule,
  uniqueItems: (value) => !Array.isArray(value) || new Set(value).size === value.length,
  minLength: (value, rule: number) => typeof value !== 'string' || value.length >= rule,
  maxLength: (value, rule: number) => typeof value !== 'string' || value.length <= rule,
  pattern: (value, rule: string) => typeof value !== 'string' || new RegExp(rule, 'u').test(value),
  minimum: number((value, limit) => value >= limit),
  maximum: number((value, limit) => value <= limit),
  exclusiveMinimum: number((value, limit) => value > limit),
  exclusiveMaximum: number((value, limit) => value < limit),
}
