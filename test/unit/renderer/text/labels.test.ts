import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Keychain } from '../../../../preload/contract.ts'
import { keychainName, unlockRemedy } from '../../../../main/keychain/remedies.ts'
import * as views from '../../../components/harness/views.ts'
import {
  movedWorkspaceText,
  statusText,
  pendingDeletion,
  storageNote,
  keychainProblem,
} from '../../../../renderer/text/labels.ts'
import { en } from '../../../../main/text/en.ts'

const platforms: NodeJS.Platform[] = ['linux', 'darwin', 'win32']
const keychains = platforms.flatMap((platform): Keychain[] => {
  const name = keychainName(en, platform)
  const remedy = unlockRemedy(en, platform)
  return [
    { state: 'unknown', name },
    { state: 'ready', name },
    { state: 'waiting', name },
    { state: 'locked', name, remedy },
    { state: 'unavailable', name, reason: 'It does not start.', remedy },
  ]
})

const viewOf = (keychain: Keychain) => views.view({ keychain, otherSignIns: [views.undeleted] })

test('each sentence about the keychain starts with a capital letter', () => {
  for (const keychain of keychains) {
    for (const words of [
      storageNote(keychain, true),
      storageNote(keychain, false),
      ...(pendingDeletion(viewOf(keychain)) === null
        ? []
        : [String(pendingDeletion(viewOf(keychain)))]),
      keychainProblem('keychainLocked', keychain),
      keychainProblem('keychainUnavailable', keychain),
    ]) {
      assert.match(words, /^(\p{Lu}[^.]*\.( |$))+$/u, words)
    }
  }
})

test('a deletion that waits for the keychain is reported, a finished one is not', () => {
  for (const keychain of keychains) {
    const isOutOfReach = ['waiting', 'locked', 'unavailable'].includes(keychain.state)
    assert.equal(pendingDeletion(viewOf(keychain)) !== null, isOutOfReach, keychain.state)
    assert.equal(pendingDeletion(views.view({ keychain })), null)
  }
})

test('a moved workspace shows its server, and its password host if it differs', () => {
  const workspace = { ...views.acme, host: 'chat.acme.example/eu' }
  assert.equal(movedWorkspaceText(workspace), 'The server is now chat.acme.example/eu.')
  assert.match(
    movedWorkspaceText({ ...workspace, passwordHost: 'api.x' }),
    /Your password goes to api\.x\.$/,
  )
})

test('a restore says that the keychain waits for the person', () => {
  const session = { state: 'signingIn', account: views.alice } as const
  for (const keychain of keychains) {
    const { text, reason } = statusText(session, keychain)
    assert.match(text, /^Connecting/)
    assert.equal(reason !== null, keychain.state === 'waiting')
  }
})
