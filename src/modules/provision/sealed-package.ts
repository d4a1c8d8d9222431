import type { Deps } from '../../app-env.ts'
import { idFrom } from '../../core/index.ts'
import { seal, unseal, type WrappedKey } from '../../platform/sealed.ts'
import type { Provision } from './model.ts'
import { digestOf } from './package.ts'

const about = (organisationId: string, object: string) => `${organisationId}/package/${object}`

/** Keeps a package under a key of its own. @returns where it lies and the wrapped key */
export async function sealPackage(
  deps: Deps,
  { organisationId, id }: { organisationId: string; id: string },
  bytes: Uint8Array,
): Promise<{ object: string; key: WrappedKey }> {
  const object = `packages/${id}/${idFrom(deps.random(20))}`
  const { sealed, key } = seal(bytes, about(organisationId, object), deps.keys, deps.random)
  await deps.objects.put(object, sealed)
  return { object, key }
}

/** The package as it was sealed, or nothing if a byte of it has changed. */
export async function openPackage(deps: Deps, provision: Provision): Promise<Uint8Array | undefined> {
  const { packageObject, packageKey, packageSha256, organisationId } = provision
  const sealed = packageObject === null ? null : await deps.objects.get(packageObject)
  if (!sealed || !packageKey || packageObject === null) return undefined
  let bytes: Uint8Array
  try {
    bytes = unseal(sealed, about(organisationId, packageObject), packageKey, deps.keys)
  } catch {
    return undefined // the seal is broken: told like a missing or changed package
  }
  return digestOf(bytes) === packageSha256 ? bytes : undefined
}
