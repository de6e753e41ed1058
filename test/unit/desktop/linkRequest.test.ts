import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLinkRequests, showableName } from '../../../main/desktop/linkRequest.ts'
import { readLink } from '../../../main/desktop/deepLink.ts'
import type { Workspace } from '../../../preload/contract.ts'
import { aliceKey, openSignedIn, openHarness, type Harness } from '../auth/harness.ts'
import { FakeLog, settled } from '../../support/fakes.ts'
import { acme, sandbox } from '../../components/harness/views.ts'

const team: Workspace = { ...acme, id: 'team', name: 'Team' }
const twin: Workspace = { ...acme, id: 'twin', name: 'team' }

function open(harness: Harness, all: Workspace[] = [team, acme, sandbox]) {
  let current = all[0] ?? team
  const done: string[] = []
  const log = new FakeLog()
  const { session } = harness.run
  const linkRequests = createLinkRequests({
    session: {
      state: () => session.state(),
      switchAccount() {
        done.push('switch')
        session.switchAccount()
      },
    },
    workspaces: {
      current: () => current,
      list: () => all,
      choose(id) {
        done.push(`choose ${id}`)
        current = all.find((workspace) => workspace.id === id) ?? current
      },
    },
    log,
    show: () => void done.push('show'),
    changed: () => undefined,
  })
  const openLink = (query: string) => linkRequests.openLink(readLink(`latchkey://open${query}`))
  return {
    linkRequests,
    openLink,
    done,
    log,
    choose: (workspace: Workspace) => (current = workspace),
  }
}

const going = { state: 'accepted', cid: 'messaging:garden' }

test('a channel opens at once while signed in', async () => {
  const { linkRequests, openLink, done } = open(await openSignedIn())
  openLink('?channel=messaging:garden')
  assert.deepEqual(linkRequests.current(), going)
  assert.deepEqual(done, ['show'])
  linkRequests.end()
  assert.equal(linkRequests.current(), null)
})

test('naming the workspace that one is in changes nothing, by its name or its id', async () => {
  for (const name of ['Team', 'team', '%20TEAM', 'Team']) {
    const { linkRequests, openLink } = open(await openSignedIn())
    openLink(`?workspace=${name}&channel=messaging:garden`)
    assert.deepEqual(linkRequests.current(), going)
  }
})

test('of two workspaces with one name the current one is meant', async () => {
  const { linkRequests, openLink, choose } = open(await openSignedIn(), [twin, team])
  choose(team)
  openLink('?workspace=Team&channel=messaging:garden')
  assert.deepEqual(linkRequests.current(), going)
})

test('while signed out the person is asked first, and the channel opens after the sign-in', async () => {
  const harness = openHarness()
  const { linkRequests, openLink, done } = open(harness)
  openLink('?channel=messaging:garden')
  assert.deepEqual(linkRequests.current(), {
    state: 'needsConfirmation',
    workspace: team,
    cid: 'messaging:garden',
  })
  linkRequests.accept()
  assert.deepEqual(linkRequests.current(), going)
  await harness.run.session.signIn({ method: 'guest', name: 'Ada' }, false)
  assert.deepEqual(linkRequests.current(), going)
  assert.deepEqual(done, ['show'])
})

test('another workspace is asked about first; session and workspace stay until the click', async () => {
  const harness = await openSignedIn()
  const { linkRequests, openLink, done } = open(harness)
  openLink('?workspace=Acme&channel=messaging:garden')
  assert.deepEqual(linkRequests.current(), {
    state: 'needsConfirmation',
    workspace: acme,
    cid: 'messaging:garden',
  })
  assert.deepEqual(done, ['show'])
  assert.equal(harness.run.session.state().kind, 'connected')
  linkRequests.accept()
  assert.deepEqual(done, ['show', 'switch', 'choose acme'])
  assert.deepEqual(linkRequests.current(), going)
  // Left, and not signed out: what is remembered stays.
  assert.deepEqual(
    harness.index.list().map(({ account }) => account.key),
    [aliceKey],
  )
  assert.equal(harness.vault.records.size, 1)
})

test('a dismissed link changes nothing', async () => {
  const harness = await openSignedIn()
  const { linkRequests, openLink, done } = open(harness)
  openLink('?workspace=Acme&channel=messaging:garden')
  linkRequests.end()
  assert.equal(linkRequests.current(), null)
  linkRequests.accept()
  assert.deepEqual(done, ['show'])
  assert.equal(harness.run.session.state().kind, 'connected')
})

test('a link without a channel goes to its workspace, once that is wanted', async () => {
  const { linkRequests, openLink, done } = open(await openSignedIn())
  openLink('?workspace=acme')
  assert.deepEqual(linkRequests.current(), {
    state: 'needsConfirmation',
    workspace: acme,
    cid: null,
  })
  linkRequests.accept()
  assert.deepEqual(done, ['show', 'switch', 'choose acme'])
  assert.equal(linkRequests.current(), null)
})

test('a link to where one is, or to nowhere in particular, brings the window and nothing else', async () => {
  for (const query of ['', '?workspace=Team']) {
    const { linkRequests, openLink, done } = open(openHarness())
    openLink(query)
    assert.equal(linkRequests.current(), null)
    assert.deepEqual(done, ['show'])
  }
})

test('a workspace that is not here is said, by the name in the link', async () => {
  const { linkRequests, openLink, done } = open(await openSignedIn())
  openLink('?workspace=Initech&channel=messaging:garden')
  assert.deepEqual(linkRequests.current(), { state: 'unknownWorkspace', workspace: 'Initech' })
  linkRequests.accept()
  assert.deepEqual(linkRequests.current(), { state: 'unknownWorkspace', workspace: 'Initech' })
  assert.deepEqual(done, ['show'])
})

test('an unknown link shows the window and logs a line without its content; an earlier question stays', async () => {
  const { linkRequests, openLink, done, log } = open(await openSignedIn())
  openLink('?channel=messaging:garden')
  openLink('?channel=messaging:garden&token=not-to-be-logged')
  assert.deepEqual(linkRequests.current(), going)
  assert.deepEqual(done, ['show', 'show'])
  assert.match(log.lines.at(-1) ?? '', /link\.followed.*unknown/)
  assert.ok(!log.lines.join('').includes('garden') && !log.lines.join('').includes('logged'))
})

test('at a cold start a link waits for the restored account, without a question', async () => {
  const harness = await openSignedIn()
  harness.chat.mode = 'silent'
  harness.restart()
  const { linkRequests, openLink } = open(harness)
  // As on a Mac, where the link is there before the app is ready.
  openLink('?channel=messaging:garden')
  void harness.run.session.restore('team')
  assert.equal(harness.run.session.state().kind, 'signingIn')
  assert.deepEqual(linkRequests.current(), going)
})

test('a link that was approved automatically is dropped with the session', async () => {
  const harness = await openSignedIn()
  const { linkRequests, openLink } = open(harness)
  openLink('?channel=messaging:garden')
  assert.deepEqual(linkRequests.current(), going)
  await harness.run.session.signOut()
  await settled()
  assert.equal(linkRequests.current(), null)
})

test('changing the workspace by hand drops the link', async () => {
  const { linkRequests, openLink, choose } = open(openHarness())
  openLink('?channel=messaging:garden')
  linkRequests.accept()
  choose(acme)
  assert.equal(linkRequests.current(), null)
  choose(team)
  assert.equal(linkRequests.current(), null)
})

test('a later link takes the place of an earlier one', async () => {
  const { linkRequests, openLink } = open(await openSignedIn())
  openLink('?workspace=Acme')
  openLink('?channel=messaging:garden')
  assert.deepEqual(linkRequests.current(), going)
})

const names: [name: string, shown: string | null][] = [
  ['Acme', 'Acme'],
  [' Acme & Søn ', 'Acme & Søn'],
  ['Initech–not', null],
  ["O'Neill’s team_2", "O'Neill’s team_2"],
  ['日本チーム', '日本チーム'],
  ['a'.repeat(40), 'a'.repeat(40)],
  ['a'.repeat(41), `${'a'.repeat(39)}…`],
  ['https://evil.example', null],
  ['evil.example', null],
  ['evil.example/login', null],
  ['Security alert: sign-in expired', null],
  ['Your sign-in has expired', null],
  ['call 555-0100 now!', null],
  ['a@b', null],
  ['<b>Initech</b>', null],
  ['', null],
]

for (const [name, shown] of names) {
  test(`of the workspace name ${JSON.stringify(name)} in a link, ${JSON.stringify(shown)} is shown`, () => {
    assert.equal(showableName(name), shown)
  })
}

test('only a link to another workspace leaves an account, and only while one is signed in', async () => {
  const signedIn = open(await openSignedIn())
  assert.equal(signedIn.linkRequests.leavesAccount(), false)
  signedIn.openLink('?workspace=Team&channel=messaging:garden')
  assert.equal(signedIn.linkRequests.leavesAccount(), false)
  signedIn.openLink('?workspace=Nowhere')
  assert.equal(signedIn.linkRequests.leavesAccount(), false)
  signedIn.openLink(`?workspace=${acme.name}`)
  assert.equal(signedIn.linkRequests.leavesAccount(), true)
  const signedOut = open(openHarness())
  signedOut.openLink(`?workspace=${acme.name}`)
  assert.equal(signedOut.linkRequests.leavesAccount(), false)
})
