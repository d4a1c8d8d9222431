// In place of curves and key encapsulations that age-encryption names for kinds of recipients that are not offered: keys are
// X25519 (isPublicKey). wrangler.toml puts it in.
export const MLKEM768P256 = undefined
export const MLKEM768X25519 = undefined
export const p256 = undefined
