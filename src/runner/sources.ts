import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, sep } from 'node:path'

/** Why a source may not be read, as the site's code. */
export class SourceRefused extends Error {
  readonly code: 'source-outside' | 'source-missing'
  constructor(code: 'source-outside' | 'source-missing') {
    super(code)
    this.name = 'SourceRefused'
    this.code = code
  }
}

/**
 * The real path of a source named on the site: a regular file inside one of this machine's source folders, links followed.
 * A relative path is looked for in each folder.
 *
 * @throws {SourceRefused}
 */
export async function sourceInside(folders: readonly string[], named: string): Promise<string> {
  const candidates = isAbsolute(named) ? [named] : folders.map((folder) => join(folder, named))
  let outside = false
  for (const candidate of candidates) {
    const path = await realpath(candidate).catch(() => null)
    if (path === null || !(await stat(path)).isFile()) continue
    for (const folder of folders) {
      const real = await realpath(folder).catch(() => null)
      if (real !== null && path.startsWith(real.endsWith(sep) ? real : real + sep)) return path
    }
    outside = true
  }
  throw new SourceRefused(outside ? 'source-outside' : 'source-missing')
}
