const FORMULA = /^[=+\-@\t\r＝＋－＠]/

/** A cell for people who open the file in a spreadsheet: never a formula, quoted where needed. @source OWASP CSV Injection */
export function csvCell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** UTF-8 with a byte order mark, so that spreadsheets read it as such; RFC 4180 line ends. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`
