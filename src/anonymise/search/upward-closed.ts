import type { Requirement } from './types.ts'

const CLOSED = ['distinct-l-diversity', 'k-map', 'records-per-person']

/**
 * Whether whoever is suppressed at a combination is suppressed at every finer one too: so it is for k, households and the models whose
 * classes stay good when persons join them.
 * @source ADR 0030
 */
export const isUpwardClosed = ({ models }: Requirement): boolean => models.every(({ model }) => CLOSED.includes(model))
