import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { ChatKey } from '../../auth/chatKeys.ts'

/** The first bytes of a file: its kind and the version of its form. */
const head = Buffer.from('LatchkeyChat\x01', 'latin1')
/** NIST SP 800-38D: 96 random bits a write, far below 2^32 writes with one key. */
const nonceLength = 12
const tagLength = 16
const keyLength = 32

/**
 * Encrypts the saved chat of an account with AES-256-GCM, with a new nonce each time. The account and the addresses that
 * its credentials were issued for are authenticated with it, so a file cannot be passed off as another account's.
 */
export function seal(text: string, accountKey: string, chatKey: ChatKey): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', keyBytes(chatKey), nonce)
  cipher.setAAD(owner(accountKey, chatKey))
  const sealed = [cipher.update(text, 'utf8'), cipher.final()]
  return Buffer.concat([head, nonce, cipher.getAuthTag(), ...sealed])
}

/** Decrypts it; null for a file that is damaged, of another form, of another account, or encrypted with another key. */
export function unseal(file: Buffer, accountKey: string, chatKey: ChatKey): string | null {
  const nonceAt = head.length
  const tagAt = nonceAt + nonceLength
  const textAt = tagAt + tagLength
  if (file.length < textAt || !file.subarray(0, nonceAt).equals(head)) return null
  try {
    const nonce = file.subarray(nonceAt, tagAt)
    const options = { authTagLength: tagLength }
    const decipher = createDecipheriv('aes-256-gcm', keyBytes(chatKey), nonce, options)
    decipher.setAAD(owner(accountKey, chatKey))
    decipher.setAuthTag(file.subarray(tagAt, textAt))
    return Buffer.concat([decipher.update(file.subarray(textAt)), decipher.final()]).toString()
  } catch {
    return null
  }
}

/** @throws Error for a key of another length, which only another hand can have put in the keychain */
function keyBytes({ key }: ChatKey): Buffer {
  const bytes = Buffer.from(key, 'base64')
  if (bytes.length !== keyLength) throw new Error('The key of the saved chat has another length.')
  return bytes
}

function owner(accountKey: string, { issuedFor }: ChatKey): Buffer {
  const { server, tokenService, issuer } = issuedFor
  return Buffer.concat([
    head,
    Buffer.from(JSON.stringify([accountKey, server, tokenService, issuer])),
  ])
}
