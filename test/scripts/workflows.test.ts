import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'

const folder = '.github/workflows'
const workflows = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(path.join(folder, name), 'utf8'),
}))

test('every action is pinned by the hash of its commit, with its version beside it', () => {
  for (const { name, text } of workflows) {
    const used = [...text.matchAll(/\buses: (.*)/g)].map(([, action = '']) => action)
    assert.ok(used.length > 0, name)
    for (const action of used.filter((action) => !action.startsWith('./'))) {
      assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, name)
    }
  }
})

test('a workflow may read; any further permission is given to one job alone', () => {
  for (const { name, text } of workflows) {
    const [, whole = ''] = /^permissions:(.*(?:\n {2}.*)*)/m.exec(text) ?? []
    assert.match(whole.trim(), /^(\{\}|contents: read)$/, name)
    assert.doesNotMatch(text, /write-all|pull_request_target/, name)
  }
})

test('no checkout leaves its credentials behind', () => {
  for (const { name, text } of workflows) {
    const checkouts = text.match(/actions\/checkout@/g)?.length ?? 0
    assert.equal(text.match(/persist-credentials: false/g)?.length ?? 0, checkouts, name)
  }
})

test('no value from outside is written into a command: it comes as a variable', () => {
  for (const { name, text } of workflows) {
    for (const [command] of text.matchAll(/^( *)(- )?run: (?:.*)(?:\n\1 {2,}.*)*/gm)) {
      assert.ok(!command.includes('${{'), `${name}: ${command}`)
    }
  }
})
