import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  keychainName,
  unavailableReason,
  unavailableRemedy,
  unlockRemedy,
} from '../../main/keychain/remedy.ts'

const platforms: NodeJS.Platform[] = ['darwin', 'win32', 'linux', 'freebsd']

const reasons: [message: string, reason: RegExp][] = [
  ['The keychain did not answer in 8 s.', /does not answer/],
  ['The keychain process crashed.', /crashed/],
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', /session bus/],
  [
    'The name org.freedesktop.secrets was not provided by any .service files',
    /No keyring is running/,
  ],
  ['libsecret-1.so.0: cannot open shared object file', /library is missing/],
  ['The stub received bad data', /refuses/],
]

for (const [message, reason] of reasons) {
  test(`“${message}” is told to people in words`, () => {
    assert.match(unavailableReason(message), reason)
  })
}

test('each system has its own name and its own remedies, as sentences', () => {
  for (const platform of platforms) {
    assert.ok(keychainName(platform).length > 5)
    for (const sentence of [
      unlockRemedy(platform),
      ...reasons.map(([message]) => unavailableRemedy(platform, message)),
    ]) {
      assert.match(sentence, /^[A-Z].*\.$/)
    }
  }
  const names = platforms.slice(0, 3).map(keychainName)
  assert.equal(new Set(names).size, 3)
  const remedies = platforms.slice(0, 3).map(unlockRemedy)
  assert.equal(new Set(remedies).size, 3)
})

test('an open unlock prompt is the remedy wherever the keychain does not answer', () => {
  for (const platform of platforms) {
    assert.match(
      unavailableRemedy(platform, 'The keychain did not answer in 8 s.'),
      /unlock prompt/,
    )
  }
})
