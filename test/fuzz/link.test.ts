import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cidShape, findLink, readLink } from '../../main/desktop/deepLink.ts'
import { anyText, mutatedText, words } from './json.ts'
import { fuzz } from './run.ts'

const cid = fc
  .tuple(fc.stringMatching(/^[\w-]{1,64}$/), fc.stringMatching(/^[\w!-]{1,64}$/))
  .map((parts) => parts.join(':'))
/** Names as people give them to workspaces. */
const name = words.filter((text) => /^[\p{L}\p{M}\p{Zs}&'().-]+$/u.test(text) && text.trim() !== '')

function linkTo(parameters: Record<string, string>): string {
  return `latchkey://open?${new URLSearchParams(parameters)}`
}

test('a good link says what was put into it', async (t) => {
  await fuzz(
    t,
    2_000,
    fc.property(name, cid, (workspace, cid) => {
      assert.deepEqual(readLink(linkTo({ workspace, channel: cid })), {
        kind: 'channel',
        workspace,
        cid,
      })
      assert.deepEqual(readLink(linkTo({ channel: cid })), {
        kind: 'channel',
        workspace: null,
        cid,
      })
      assert.deepEqual(readLink(linkTo({ workspace })), { kind: 'open', workspace })
    }),
  )
})

test('any other text is unknown, or points to something that could be there; nothing of it throws', async (t) => {
  const good = fc.tuple(name, cid).map(([workspace, channel]) => linkTo({ workspace, channel }))
  const text = fc.oneof(
    anyText,
    fc.webUrl({ validSchemes: ['latchkey', 'https'], withQueryParameters: true }),
    anyText.map((rest) => `latchkey://open${rest}`),
    anyText.map((rest) => `latchkey://open?${rest}`),
    mutatedText(good),
    fc
      .dictionary(fc.constantFrom('workspace', 'channel', 'token', '__proto__'), anyText)
      .map(linkTo),
  )
  const kinds = new Set<string>()
  await fuzz(
    t,
    5_000,
    fc.property(text, (text) => {
      const link = readLink(text)
      kinds.add(link.kind)
      if (link.kind === 'unknown') return
      assert.ok(text.toLowerCase().includes('latchkey:'), text)
      const { workspace } = link
      if (link.kind === 'channel') assert.match(link.cid, cidShape)
      if (workspace === null) return
      assert.ok(workspace.length > 0 && workspace.length <= 200)
      assert.doesNotMatch(workspace, /\p{C}/u)
      assert.doesNotMatch(workspace, /eyJ[\w-]{6,}/)
    }),
  )
  assert.deepEqual([...kinds].toSorted(), ['channel', 'open', 'unknown'])
})

test('a link with one parameter more is unknown, whatever that is called', async (t) => {
  const more = anyText.filter((text) => text !== 'workspace' && text !== 'channel')
  await fuzz(
    t,
    2_000,
    fc.property(name, cid, more, anyText, (workspace, channel, more, value) => {
      // Half a character is another one once it has been through an address.
      const given = new URLSearchParams({ workspace, channel })
      given.append(more, value)
      assert.deepEqual(readLink(`latchkey://open?${given}`), { kind: 'unknown' })
    }),
  )
})

test('what is found among arguments is one of them', async (t) => {
  await fuzz(
    t,
    1_000,
    fc.property(fc.array(fc.oneof(anyText, fc.constant('latchkey://open'))), (argv) => {
      const link = findLink(argv)
      assert.ok(link === null || argv.slice(1).includes(link))
    }),
  )
})
