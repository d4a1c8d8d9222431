import type { ObjectStore } from '../ports.ts'

/** What the store needs of an R2 bucket. */
export interface Bucket {
  put(name: string, bytes: Uint8Array): Promise<unknown>
  get(name: string): Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>
  delete(name: string): Promise<void>
}

/** Objects in an R2 bucket. A put is whole or not at all, and seen by every later get. */
export const bucketObjects = (bucket: Bucket): ObjectStore => ({
  put: async (name, bytes) => void (await bucket.put(name, bytes)),
  async get(name) {
    const object = await bucket.get(name)
    return object && new Uint8Array(await object.arrayBuffer())
  },
  delete: (name) => bucket.delete(name),
})
