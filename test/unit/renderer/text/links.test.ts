import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitLinks } from '../../../../renderer/text/links.ts'

const urls = (text: string) =>
  splitLinks(text).flatMap((part) => (part.kind === 'link' ? [part.url] : []))

for (const [text, expected] of [
  ['no address', []],
  ['https://example.org', ['https://example.org/']],
  ['see HTTP://Example.org/A, then', ['http://example.org/A']],
  ['(https://example.org/a)', ['https://example.org/a']],
  ['https://example.org/a_(b)', ['https://example.org/a_(b)']],
  ['https://example.org/?q=1&r=2#top!', ['https://example.org/?q=1&r=2#top']],
  ['“https://example.org”', ['https://example.org/']],
  ['看https://example.org/路。好', ['https://example.org/%E8%B7%AF%E3%80%82%E5%A5%BD']],
  ['https://a.example https://b.example', ['https://a.example/', 'https://b.example/']],
  ['javascript:alert(1) data:text/html,x file:///etc/passwd ftp://example.org', []],
  ['latchkey://open?channel=a:b mailto:a@example.org', []],
  ['http://', []],
  ['https://exämple.org', ['https://xn--exmple-cua.org/']],
  ['https://example.org\u202egro.live', ['https://example.org/']],
  ['<a href="https://example.org">x</a>', ['https://example.org/']],
  ['https://user:pass@example.org/', ['https://user:pass@example.org/']],
] as const) {
  test(`the web addresses of ${JSON.stringify(text)} are ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(urls(text), expected)
  })
}

test('no letter of a message is lost', () => {
  const text = 'A (https://example.org/a), https://[bad and http://b.example.\nEnd'
  assert.equal(
    splitLinks(text)
      .map((part) => part.text)
      .join(''),
    text,
  )
})
