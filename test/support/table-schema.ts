/** The rules of a Frictionless tabular data package that ours must keep to, written by hand from its specification (version 1). */

const field = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 1 },
    description: { type: 'string', minLength: 1 },
    type: { enum: ['string', 'integer', 'number', 'date'] },
    format: { const: 'default' },
    constraints: {
      type: 'object',
      properties: { enum: { type: 'array', minItems: 1, uniqueItems: true } },
      additionalProperties: false,
    },
  },
  required: ['name', 'type', 'description'],
  additionalProperties: false,
}

const resource = {
  type: 'object',
  properties: {
    profile: { const: 'tabular-data-resource' },
    name: { type: 'string', pattern: '^[-a-z0-9._/]+$' },
    // A path of the package's own folder: neither absolute nor upwards.
    path: { type: 'string', pattern: '^(?!/)(?!.*\\.\\.)[^~]+$' },
    format: { enum: ['csv', 'parquet'] },
    mediatype: { type: 'string', pattern: '^[a-z]+/[-a-z.]+$' },
    encoding: { enum: ['utf-8', 'cp932'] },
    bytes: { type: 'integer', minimum: 0 },
    hash: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
    rowCount: { type: 'integer', minimum: 0 },
    dialect: {
      type: 'object',
      properties: {
        delimiter: { type: 'string', minLength: 1 },
        quoteChar: { type: 'string', minLength: 1, maxLength: 1 },
        doubleQuote: { type: 'boolean' },
        lineTerminator: { enum: ['\n', '\r\n'] },
        skipInitialSpace: { type: 'boolean' },
        header: { type: 'boolean' },
        caseSensitiveHeader: { type: 'boolean' },
      },
      additionalProperties: false,
    },
    schema: {
      type: 'object',
      properties: {
        missingValues: { type: 'array', items: { type: 'string' }, uniqueItems: true },
        primaryKey: { type: 'string', minLength: 1 },
        fields: { type: 'array', minItems: 1, items: field },
      },
      required: ['fields'],
      additionalProperties: false,
    },
  },
  required: ['profile', 'name', 'path', 'schema'],
  additionalProperties: false,
}

export const TABULAR_DATA_PACKAGE = {
  type: 'object',
  properties: {
    profile: { const: 'tabular-data-package' },
    name: { type: 'string', pattern: '^[-a-z0-9._/]+$' },
    title: { type: 'string' },
    resources: { type: 'array', minItems: 1, items: resource },
  },
  required: ['profile', 'resources'],
  additionalProperties: false,
}

interface Field {
  name: string
  type: string
  constraints?: { enum: unknown[] }
}

/** A cell in the type of its field, or undefined if it is not of it. An empty cell is null. */
export function castCell(text: string, { type }: Pick<Field, 'type'>): string | number | null | undefined {
  if (text === '') return null
  switch (type) {
    case 'integer':
      return /^[+-]?\d+$/.test(text) ? Number(text) : undefined
    case 'number':
      return /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text) ? text : undefined
    default:
      return text
  }
}

/** What of a table breaks its schema: columns and rows, from 1. */
export function faults(header: string[], rows: string[][], schema: { fields: Field[]; primaryKey?: string }): string[] {
  const found: string[] = []
  if (JSON.stringify(header) !== JSON.stringify(schema.fields.map(({ name }) => name))) found.push('header')
  schema.fields.forEach((own, i) => {
    rows.forEach((row, r) => {
      const value = castCell(row[i]!, own)
      if (value === undefined) found.push(`${own.name} ${r + 1}: not ${own.type}`)
      else if (value !== null && own.constraints && !own.constraints.enum.includes(value)) found.push(`${own.name} ${r + 1}: not listed`)
    })
    const used = new Set(rows.map((row) => castCell(row[i]!, own)))
    for (const value of own.constraints?.enum ?? [])
      if (!used.has(value as string)) found.push(`${own.name}: lists a value that no row has`)
  })
  if (schema.primaryKey !== undefined) {
    const at = header.indexOf(schema.primaryKey)
    const keys = rows.map((row) => row[at])
    if (at === -1 || keys.includes('') || new Set(keys).size !== keys.length) found.push('primaryKey')
  }
  return found
}
