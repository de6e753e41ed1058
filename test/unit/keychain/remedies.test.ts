import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  keychainName,
  unavailableReason,
  unavailableRemedy,
  unlockRemedy,
} from '../../../main/keychain/remedies.ts'
import { en } from '../../../main/text/en.ts'

const platforms: NodeJS.Platform[] = ['darwin', 'win32', 'linux', 'freebsd']

const reasons: [message: string, reason: RegExp][] = [
  ['The keychain did not answer in 8 s.', /does not answer/],
  ['The keychain process crashed.', /crashed/],
  // Without a session bus: without a display; with one; at an address of one that has gone; at an empty
  // one; and at the one that Chromium sets where there is none.
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', /session bus/],
  ['Failed to execute child process “dbus-launch” (No such file or directory)', /session bus/],
  ['Could not connect: No such file or directory', /session bus/],
  ['Could not connect: Connection refused', /session bus/],
  ['The given address is empty', /session bus/],
  ['Unknown or unsupported transport “disabled” for address “disabled:”', /session bus/],
  // On a bus without a keyring, as dbus-daemon and dbus-broker put it.
  [
    'The name org.freedesktop.secrets was not provided by any .service files',
    /No keyring is running/,
  ],
  [
    'GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: The name is not activatable',
    /No keyring is running/,
  ],
  [
    'Error calling StartServiceByName for org.freedesktop.secrets: Process org.freedesktop.secrets exited with status 1',
    /does not start/,
  ],
  ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', /no login keyring/],
  // KeePassXC without an open database, and with one that lets nobody in.
  [
    'No such object path \u2018/org/freedesktop/secrets/aliases/default\u2019',
    /No keyring or database is open/,
  ],
  ['What was written could not be read back.', /denies Latchkey access/],
  ['libsecret-1.so.0: cannot open shared object file', /library is missing/],
  ['The stub received bad data', /reported an error/],
]

for (const [message, reason] of reasons) {
  test(`“${message}” is told to people in words`, () => {
    assert.match(unavailableReason(en, message), reason)
  })
}

test('each system has its own name and its own remedies, as sentences', () => {
  for (const platform of platforms) {
    assert.ok(keychainName(en, platform).length > 5)
    for (const sentence of [
      unlockRemedy(en, platform),
      ...reasons.map(([message]) => unavailableRemedy(en, platform, message)),
    ]) {
      assert.match(sentence, /^[A-Z].*\.$/)
    }
  }
  const names = platforms.slice(0, 3).map((platform) => keychainName(en, platform))
  assert.equal(new Set(names).size, 3)
  const remedies = platforms.slice(0, 3).map((platform) => unlockRemedy(en, platform))
  assert.equal(new Set(remedies).size, 3)
})

test('the remedy for a missing login keyring is to make one, not to install one', () => {
  const message = 'Object does not exist at path “/org/freedesktop/secrets/collection/login”'
  assert.match(unavailableRemedy(en, 'linux', message), /^Create a keyring called “Login”/)
})

test('an open unlock prompt is the remedy wherever the keychain does not answer', () => {
  for (const platform of platforms) {
    assert.match(
      unavailableRemedy(en, platform, 'The keychain did not answer in 8 s.'),
      /unlock prompt/,
    )
  }
})

test('the remedy fits the desktop and the trouble', () => {
  const [notRunning, noBus, noDatabase, denied, noLogin, noLibrary] = [
    'The name org.freedesktop.secrets was not provided by any .service files',
    'Cannot autolaunch D-Bus without X11 $DISPLAY',
    "No such object path '/org/freedesktop/secrets/aliases/default'",
    'What was written could not be read back.',
    'Object does not exist at path “/org/freedesktop/secrets/collection/login”',
    'libsecret-1.so.0: cannot open shared object file',
  ] as const
  for (const [desktop, message, words] of [
    ['GNOME', notRunning, /GNOME Keyring or KWallet/],
    ['KDE', notRunning, /KWalletManager/],
    ['plasma:KDE', notRunning, /KWalletManager/],
    ['KDEcopy', notRunning, /GNOME Keyring/],
    ['GNOME', noBus, /desktop session/],
    ['KDE', noDatabase, /in your password manager, such as KeePassXC/],
    ['GNOME', denied, /Allow Latchkey in the settings of your keyring/],
    ['KDE', noLogin, /Create a wallet/],
    ['GNOME', noLibrary, /libsecret-1-0/],
    ['KDE', 'createDLGroup failed', /Check your keyring/],
  ] as const) {
    assert.match(unavailableRemedy(en, 'linux', message, desktop), words, `${desktop}: ${message}`)
  }
  assert.match(unlockRemedy(en, 'linux', 'KDE'), /wallet in KWalletManager/)
  assert.match(unlockRemedy(en, 'linux', 'XFCE'), /login keyring/)
  assert.match(unlockRemedy(en, 'darwin', 'KDE'), /Keychain Access/)
})

test('only a missing library is a reason to install the package', () => {
  for (const [message] of reasons) {
    const isInstalled = !/\.so/.test(message)
    assert.equal(/package/.test(unavailableRemedy(en, 'linux', message)), !isInstalled, message)
  }
})

test('an unknown message has the remedy of its system, and a crash is told as one', () => {
  assert.match(unavailableRemedy(en, 'darwin', 'errSecInternal'), /Keychain Access/)
  assert.match(unavailableRemedy(en, 'win32', 'A strange error'), /Credential Manager/)
  assert.match(unavailableReason(en, 'The keychain process crashed.'), /crashed\.$/)
  assert.doesNotMatch(unavailableReason(en, 'The keychain process crashed.'), /refuses|:/)
})

test('a sentence of the keyring that is unknown here is passed on, cut', () => {
  assert.match(unavailableReason(en, 'createDLGroup failed'), /createDLGroup failed/)
  assert.ok(unavailableReason(en, 'x'.repeat(5_000)).length < 300)
})

test('the remedy names the program that keeps the secrets, where it is known', () => {
  assert.match(unlockRemedy(en, 'linux', 'KeePassXC'), /the database in KeePassXC/)
  assert.match(unlockRemedy(en, 'linux', 'KWallet'), /KWalletManager/)
  assert.match(unlockRemedy(en, 'linux', 'GNOME Keyring'), /Passwords and Keys/)
  const denied = 'What was written could not be read back.'
  assert.match(unavailableRemedy(en, 'linux', denied, 'KeePassXC'), /settings of KeePassXC/)
  const closed = 'No such object path \u2018/org/freedesktop/secrets/aliases/default\u2019'
  assert.match(
    unavailableRemedy(en, 'linux', closed, 'KeePassXC'),
    /^Open a database in KeePassXC and/,
  )
})
