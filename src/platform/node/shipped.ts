import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { ShippedFiles } from '../ports.ts'

const FOLDER = new URL('../../../data-catalog/', import.meta.url)

/** The files that come with the product, in the folder where they stand. */
export const shippedFiles: ShippedFiles = { text: (path) => readFile(fileURLToPath(new URL(path, FOLDER)), 'utf8') }
