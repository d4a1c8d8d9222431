/** One released column as a recipient needs it. */
export interface ReleasedColumn {
  name: string
  description: string
  type: 'string' | 'integer' | 'number' | 'date'
  /** the values that occur, for columns with a code list; released values only (rule F2) */
  values?: string[]
}

/** A Frictionless data package of one table. @source https://specs.frictionlessdata.io/tabular-data-package/ */
export function dataPackage(given: {
  title: string
  path: string
  format: 'csv' | 'parquet'
  encoding: string
  delimiter: string
  bytes: number
  sha256: string
  rows: number
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
        dialect: { delimiter: given.delimiter, quoteChar: '"', doubleQuote: true, lineTerminator: '\n', header: true },
        schema: {
          missingValues: [''],
          fields: given.columns.map(({ name, description, type, values }) => ({
            name,
            type,
            description,
            ...(values ? { constraints: { enum: values } } : {}),
          })),
        },
      },
    ],
  }
}
