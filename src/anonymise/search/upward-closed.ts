import type { Requirement } from './types.ts'

/**
 * Whether whoever is suppressed at a combination is suppressed at every finer one too. All models so far have that property.
 * @source ADR 0030
 */
export const isUpwardClosed = (_: Requirement): boolean => true
