/** One released column as a recipient needs it. */
export interface ReleasedColumn {
  name: string
  description: string
  /** of the released cells */
  type: 'string' | 'integer' | 'number' | 'date'
  /** the values that occur, for columns with a code list; released values only (rule F2) */
  values: string[] | null
}

/**
 * A Frictionless data package of one table.
 * @source https://specs.frictionlessdata.io/tabular-data-package/ and /table-schema/ (version 1)
 */
export function dataPackage(given: {
  title: string
  path: string
  format: 'csv' | 'parquet'
  encoding: string
  delimiter: string
  bytes: number
  sha256: string
  rows: number
  /** released column whose text stands for one person in one row */
  key: string | null
  columns: ReleasedColumn[]
}) {
  return {
    profile: 'tabular-data-package',
    name: 'deidentified-data',
    title: given.title,
    resources: [
      {
        profile: 'tabular-data-resource',
        name: 'data',
        path: given.path,
        format: given.format,
        mediatype: given.format === 'csv' ? 'text/csv' : 'application/vnd.apache.parquet',
        encoding: given.encoding,
        bytes: given.bytes,
        hash: `sha256:${given.sha256}`,
        rowCount: given.rows,
        dialect: {
          delimiter: given.delimiter,
          quoteChar: '"',
          doubleQuote: true,
          lineTerminator: '\n',
          skipInitialSpace: false,
          header: true,
          caseSensitiveHeader: true,
        },
        schema: {
          missingValues: [''],
          ...(given.key === null ? {} : { primaryKey: given.key }),
          fields: given.columns.map(({ name, description, type, values }) => ({
            name,
            type,
            ...(type === 'date' ? { format: 'default' } : {}),
            description,
            ...(values === null || values.length === 0 ? {} : { constraints: { enum: values.map((value) => logical(type, value)) } }),
          })),
        },
      },
    ],
  }
}

/** A value of a code list in its own type. */
const logical = (type: ReleasedColumn['type'], value: string): string | number =>
  type === 'integer' || type === 'number' ? Number(value) : value
