import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNotUpdated, type Installation } from '../../../main/updates/eligibility.ts'

const facts =
  'provider: generic\nurl: https://updates.invalid\nupdaterCacheDirName: latchkey-updater\n'

function why(change: Partial<Installation>, files: Record<string, string> = {}) {
  const there: Record<string, string> = { 'app-update.yml': facts, ...files }
  return whyNotUpdated({
    platform: 'linux',
    isPackaged: true,
    executable: '/tmp/.mount_Latch1/latchkey',
    env: { APPIMAGE: '/home/alice/Latchkey.AppImage', APPDIR: '/tmp/.mount_Latch1' },
    resource: (name) => there[name] ?? null,
    ...change,
  })
}

test('an AppImage updates itself, and so does an app on macOS', () => {
  assert.equal(why({}), null)
  assert.equal(why({ platform: 'darwin' }), null)
})

test('what is run from its sources, or was packaged without a word on updates, does not', () => {
  assert.equal(why({ isPackaged: false }), 'development')
  assert.equal(why({ resource: () => null }), 'notMadeForUpdates')
})

test('deb and rpm are left to the package manager, whatever started them', () => {
  assert.equal(why({}, { 'package-type': 'deb' }), 'packageManager')
  assert.equal(why({}, { 'package-type': 'rpm' }), 'packageManager')
})

test("a folder does not write over the AppImage that it was started from: that is another app's", () => {
  const env = { APPIMAGE: '/home/alice/Terminal.AppImage', APPDIR: '/tmp/.mount_Termi1' }
  assert.equal(why({ env, executable: '/opt/latchkey/latchkey' }), 'noAppImage')
  assert.equal(why({ env, executable: '/tmp/.mount_Termi11/latchkey' }), 'noAppImage')
  for (const env of [{}, { APPIMAGE: 'a.AppImage', APPDIR: '/tmp/.mount_Latch1' }]) {
    assert.equal(why({ env }), 'noAppImage')
  }
  assert.equal(why({ env: { APPIMAGE: '/a', APPDIR: '' } }), 'noAppImage')
})

test('a system without a way to install does not', () => {
  assert.equal(why({ platform: 'freebsd' }), 'system')
})

test('on Windows somebody must be named whose signature an update has to have', () => {
  for (const line of [
    'publisherName: Acme Inc.',
    "publisherName: 'CN=Acme, O=Acme'",
    'publisherName:\n  - Acme Inc.',
    'publisherName:\r\n  - "Acme"\r\n',
    'publisherName:\n- Acme',
  ]) {
    assert.equal(why({ platform: 'win32' }, { 'app-update.yml': facts + line }), null, line)
  }
  for (const line of [
    '',
    'publisherName:',
    'publisherName: null',
    'publisherName: ~',
    "publisherName: ''",
    'publisherName: ""',
    'publisherName: []',
    'publisherName: {}',
    'publisherName: # Acme',
    'publisherName:\n  -',
    'publisherName:\n  - null',
    "publisherName:\n  - ''",
    'publisherName:\nname: Acme',
    'noPublisherName: Acme',
    '# publisherName: Acme',
  ]) {
    const reason = why({ platform: 'win32' }, { 'app-update.yml': `${facts}${line}\n` })
    assert.equal(reason, 'noPublisher', line)
  }
})
