/** Where something stands in a recipe: `columns.年齢.hierarchy.widths.1`. A name with a dot stands in brackets. */
export const keyPath = (parent: string, key: string): string => {
  const step = key === '' || /[.[\]"]/.test(key) ? `[${JSON.stringify(key)}]` : key
  return parent === '' || step.startsWith('[') ? parent + step : `${parent}.${step}`
}

export const itemPath = (parent: string, index: number): string => `${parent}.${index}`

export const columnPath = (column: string): string => keyPath('columns', column)

/** A column's name as it is compared: byte order mark and outer blanks cut, NFC (a composed が equals a decomposed one). */
export const columnName = (text: string): string => text.trim().normalize('NFC')
