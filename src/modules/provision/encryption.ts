import { Encrypter } from 'age-encryption'
import type { Provision } from './model.ts'

/** 2^16 × 8 × 128 bytes = 64 MB: what a small server and a Worker can spare. Long passphrases make up for it (docs/adr). */
const SCRYPT_LOG_N = 16

/**
 * Encrypts a package to its recipient in the age format (age-encryption.org/v1), which the recipient opens with the
 * standard tool. A passphrase is used here, in memory, and nowhere else.
 */
export function encryptTo(
  recipient: Pick<Provision, 'recipientKind' | 'recipientKey'>,
  passphrase: string,
  bytes: Uint8Array,
): Promise<ReadableStream<Uint8Array>> {
  const encrypter = new Encrypter()
  if (recipient.recipientKind === 'public-key' && recipient.recipientKey) encrypter.addRecipient(recipient.recipientKey)
  else {
    encrypter.setScryptWorkFactor(SCRYPT_LOG_N)
    encrypter.setPassphrase(passphrase)
  }
  return encrypter.encrypt(new Blob([bytes as Uint8Array<ArrayBuffer>]).stream())
}

const X25519 = /^age1[02-9ac-hj-np-z]{58}$/

/** Whether age takes the text as a public key of its first kind: X25519. Others are left out of the Worker's bundle (wrangler.toml). */
export function isPublicKey(text: string): boolean {
  if (!X25519.test(text)) return false
  try {
    new Encrypter().addRecipient(text)
    return true
  } catch {
    return false
  }
}
