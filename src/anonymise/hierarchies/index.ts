import type { HierarchySpec } from '../recipe-model.ts'
import { addressHierarchy } from './address.ts'
import { ageHierarchy } from './age.ts'
import { builtHierarchy } from './built.ts'
import { dateHierarchy } from './date.ts'
import { fileHierarchy } from './file.ts'
import type { Hierarchy, HierarchyContext } from './hierarchy.ts'
import { meshHierarchy } from './mesh.ts'
import { numberHierarchy } from './number.ts'
import { prefixHierarchy } from './prefix.ts'

export type { Hierarchy, HierarchyContext } from './hierarchy.ts'

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
    case 'built':
      return builtHierarchy(spec)
    case 'mesh':
      return meshHierarchy(spec)
    case 'address':
      return addressHierarchy(spec, context)
  }
}
