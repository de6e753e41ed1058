import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDesktopHandlers, type DesktopOptions } from '../../../main/ipc/desktopHandlers.ts'

test('that the page has rendered is passed on to its window', () => {
  const done: string[] = []
  const options = { pageRendered: () => void done.push('rendered') } as DesktopOptions
  assert.equal(createDesktopHandlers(options).pageRendered(undefined), null)
  assert.deepEqual(done, ['rendered'])
})

test('a link that leaves the account is accepted after the question, any other at once', async () => {
  for (const [leavesAccount, answer, expected] of [
    [true, false, ['asked']],
    [true, true, ['asked', 'accepted']],
    [false, false, ['accepted']],
  ] as const) {
    const done: string[] = []
    const { acceptLink } = createDesktopHandlers({
      linkRequests: {
        leavesAccount: () => leavesAccount,
        accept: () => void done.push('accepted'),
      },
      leaving: {
        async confirmLink() {
          done.push('asked')
          return answer
        },
      },
    } as unknown as DesktopOptions)
    assert.equal(await acceptLink(undefined), null)
    assert.deepEqual(done, expected)
  }
})
