import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signIn, waitForStatus } from '../support/app/page.ts'
import { setStage } from './harness.ts'

const stage = setStage('none')

test(
  'without a keychain the window says so before and after, signs in all the same, and keeps nothing',
  {
    skip: process.platform === 'linux' ? false : 'only Linux can be without a keychain',
  },
  async () => {
    const first = await stage.launch()
    await first.page
      .getByText(/memory/i)
      .first()
      .waitFor()
    await signIn(first.page, 'alice')
    await waitForStatus(first.page, 'Connected')
    await first.page
      .getByText(/memory/i)
      .first()
      .waitFor()
    await first.quit()
    const second = await stage.launch({ userData: first.userData })
    await second.page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    assert.equal(await second.page.getByRole('button', { name: /Continue as/ }).count(), 0)
    await second.quit()
  },
)
