import type { ShippedFiles } from '../ports.ts'

/** The binding of wrangler.toml's [assets]. */
export interface Assets {
  fetch(url: string): Promise<Response>
}

/** The files that come with the product as a Worker's assets: a bundle is limited in size. */
export const assetFiles = (assets: Assets): ShippedFiles => ({
  async text(path) {
    const answer = await assets.fetch(`https://assets.local/${path}`)
    if (!answer.ok) throw new Error(`asset ${path}: ${answer.status}`)
    return answer.text()
  },
})
