import { type AddressHierarchySpec, addressHierarchy } from './address.ts'
import { type AgeHierarchySpec, ageHierarchy } from './age.ts'
import { type DateHierarchySpec, dateHierarchy } from './date.ts'
import { type FileHierarchySpec, fileHierarchy } from './file.ts'
import type { Hierarchy, HierarchyContext } from './hierarchy.ts'
import { type NumberHierarchySpec, numberHierarchy } from './number.ts'
import { type PrefixHierarchySpec, prefixHierarchy } from './prefix.ts'

export type { Hierarchy, HierarchyContext } from './hierarchy.ts'

/** A hierarchy as the recipe writes it. */
export type HierarchySpec =
  | FileHierarchySpec
  | NumberHierarchySpec
  | AgeHierarchySpec
  | DateHierarchySpec
  | PrefixHierarchySpec
  | AddressHierarchySpec

/**
 * Makes a hierarchy of its description.
 *
 * @throws {RecipeError} if a file it names is no hierarchy
 */
export function compileHierarchy(spec: HierarchySpec, context: HierarchyContext): Hierarchy {
  switch (spec.kind) {
    case 'file':
      return fileHierarchy(spec, context)
    case 'number':
      return numberHierarchy(spec)
    case 'age':
      return ageHierarchy(spec)
    case 'date':
      return dateHierarchy(spec)
    case 'prefix':
      return prefixHierarchy(spec)
    case 'address':
      return addressHierarchy(spec, context)
  }
}
