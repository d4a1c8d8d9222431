import { resolve } from 'node:path'
import { InputError } from '../core/index.ts'

/** What an option takes: a text, several texts, or nothing. */
export type OptionKind = 'text' | 'list' | 'flag'

export type Options<Kinds extends Record<string, OptionKind>> = {
  [Name in keyof Kinds]: Kinds[Name] extends 'list' ? string[] : Kinds[Name] extends 'flag' ? boolean : string | undefined
}

/**
 * Reads `--name value` and `--name=value`. Unknown options, missing values and a text given twice are errors.
 * @throws {InputError}
 */
export function readOptions<Kinds extends Record<string, OptionKind>>(args: readonly string[], kinds: Kinds): Options<Kinds> {
  const values: Record<string, string | string[] | boolean | undefined> = {}
  for (const [name, kind] of Object.entries(kinds)) values[name] = kind === 'list' ? [] : kind === 'flag' ? false : undefined
  for (let i = 0; i < args.length; i++) {
    const [, name, inline] = /^--([^=]+)(?:=(.*))?$/s.exec(args[i]!) ?? []
    if (name === undefined) throw new InputError(`「${args[i]}」は指定できません。オプションは --名前 値 の形で書いてください`)
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (kind === undefined) throw new InputError(`--${name} というオプションはありません`)
    if (kind === 'flag') {
      values[name] = true
      continue
    }
    const value = inline ?? args[++i]
    if (value === undefined) throw new InputError(`--${name} に値がありません`)
    if (kind === 'list') (values[name] as string[]).push(value)
    else if (values[name] !== undefined) throw new InputError(`--${name} が2回書かれています`)
    else values[name] = value
  }
  return values as Options<Kinds>
}

/** A path of the command line: relative to the folder the caller stood in, which npm hides in INIT_CWD. */
export const callerPath = (path: string): string => resolve(process.env.INIT_CWD ?? process.cwd(), path)

/** "2GB", "512MB", "1.5GiB" → bytes. @throws {InputError} */
export function bytesOf(text: string, option: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(KB|MB|GB|KiB|MiB|GiB)$/i.exec(text) ?? []
  const scales: Record<string, number> = { kb: 1e3, mb: 1e6, gb: 1e9, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30 }
  if (amount === undefined) throw new InputError(`${option} は 2GB や 512MB のように書いてください`)
  return Math.floor(Number(amount) * scales[unit!.toLowerCase()]!)
}
