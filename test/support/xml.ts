/** Faults of an XML text: tags that do not match, bare & or <, control characters. Enough to catch what a writer of XML gets wrong. */
export function xmlFaults(xml: string): string[] {
  const faults: string[] = []
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(xml) || /\p{Cs}/u.test(xml)) faults.push('a character that XML forbids')
  const open: string[] = []
  const body = xml.replace(/^\uFEFF?<\?xml[^>]*\?>/, '')
  for (const [, closing, name, attributes = '', selfClosing, text] of body.matchAll(
    /<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+|<)/g,
  )) {
    if (text !== undefined) {
      if (text === '<') faults.push(`a bare < in ${open.at(-1)}`)
      if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(text)) faults.push(`a bare & in ${open.at(-1)}`)
      if (open.length === 0 && text.trim() !== '') faults.push('text outside the root')
    } else if (closing) {
      if (open.pop() !== name) faults.push(`</${name}> closes something else`)
    } else {
      if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(attributes)) faults.push(`a bare & in an attribute of ${name}`)
      if (!selfClosing) open.push(name!)
    }
  }
  if (open.length > 0) faults.push(`${open.join(' > ')} stays open`)
  return faults
}
