/** A file to keep, never to show inside our own pages. */
export const download = (bytes: Uint8Array, mediaType: string, fileName: string) =>
  new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': mediaType,
      'content-length': String(bytes.length),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName).replaceAll("'", '%27')}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** A Word file under that title. */
export const wordFile = (bytes: Uint8Array, title: string) => download(bytes, WORD, `${title}.docx`)
