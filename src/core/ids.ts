const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789' // 32 letters, none that reads as another

/** A random id of 20 letters (100 bits) from 20 random bytes. */
export function idFrom(bytes: Uint8Array): string {
  if (bytes.length < 20) throw new RangeError('bytes: expected at least 20')
  return Array.from(bytes.subarray(0, 20), (byte) => ALPHABET[byte & 31]).join('')
}

export const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

export function fromHex(text: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/i.test(text)) throw new RangeError('text: expected an even number of hex digits')
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
