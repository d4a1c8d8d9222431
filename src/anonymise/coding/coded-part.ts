import { ByteDictionary } from './byte-dictionary.ts'
import { CHUNK_ROWS, type Codes, narrowed } from './codes.ts'

/** One column of a part of the input: per row the number of its value in the part's own dictionary, 0 for null. */
export interface CodedColumn {
  /** CHUNK_ROWS codes each but the last, in the narrowest integers that hold them */
  chunks: Codes[]
  /** number of distinct values */
  size: number
  /** value n in UTF-8: bytes from starts[n − 1] to starts[n] */
  starts: Uint32Array
  bytes: Uint8Array
  /** the same values, ready to take more; absent where another thread has coded them */
  dictionary?: ByteDictionary
}

/** Rows of the input as codes: a file, or a piece of one. */
export interface CodedPart {
  rows: number
  /** in the order in which they were asked for */
  columns: CodedColumn[]
}

const encoder = new TextEncoder()

/** Rows of text as codes: the way of readers that bring strings. @param places - position of each wanted column in a row */
export async function codeRows(
  batches: AsyncIterable<(string | null)[][]>,
  places: readonly number[],
  nulls: readonly string[],
): Promise<CodedPart> {
  const isNull = new Set<string | null>([null, ...nulls])
  const coders = places.map((place) => ({
    place,
    numbers: new Map<string, number>(),
    dictionary: new ByteDictionary(),
    codes: new Int32Array(CHUNK_ROWS),
    chunks: [] as Codes[],
  }))
  const pack = (length: number) => {
    for (const { codes, chunks, dictionary } of coders) chunks.push(narrowed(codes.subarray(0, length), dictionary.size))
  }
  let rows = 0
  for await (const batch of batches)
    for (const cells of batch) {
      const at = rows++ % CHUNK_ROWS
      for (const { place, numbers, dictionary, codes } of coders) {
        const cell = cells[place] ?? null
        let code = isNull.has(cell) ? 0 : numbers.get(cell!)
        if (code === undefined) {
          const bytes = encoder.encode(cell!)
          code = dictionary.add(bytes, 0, bytes.length, ByteDictionary.of(bytes, 0, bytes.length))
          numbers.set(cell!, code)
        }
        codes[at] = code
      }
      if (at + 1 === CHUNK_ROWS) pack(CHUNK_ROWS)
    }
  if (rows % CHUNK_ROWS > 0) pack(rows % CHUNK_ROWS)
  return {
    rows,
    columns: coders.map(({ chunks, dictionary: { size, starts, bytes } }) => ({ chunks, size, starts, bytes })),
  }
}
