import { after, before, suite, test } from 'node:test'
import { expect } from 'playwright/test'
import { png } from '../../support/images.ts'
import { chat } from '../harness/screens.ts'
import { Harness } from '../harness/harness.ts'
import * as views from '../harness/views.ts'

suite('the pictures of users', () => {
  let harness: Harness
  before(async () => {
    harness = await Harness.open()
  })
  after(() => harness.close())

  /** Shows a message of Bob's and one of Carol's, each with a picture. */
  async function showMessages(): Promise<void> {
    const messages = [
      views.message('1', { userPicture: '/picture/bob' }),
      views.message('2', { userId: 'carol', userName: 'Carol Ng', userPicture: '/picture/gone' }),
    ]
    const openChannel = { ok: true, value: views.opened({ messages }) } as const
    await harness.show(views.signedIn(), { ...chat, openChannel })
    await harness.page.getByRole('button', { name: 'Launch day' }).click()
    await harness.page.getByText('This is message 2').waitFor()
  }

  const avatarOf = (name: string) =>
    harness.page.locator('.message', { hasText: name }).locator('.avatar')

  test('a picture covers the initials, within its circle', async () => {
    await harness.servePicture('/picture/bob', png(300, 100))
    await showMessages()
    const picture = avatarOf('Bob').locator('img')
    await expect(picture).toBeVisible()
    const [circle, image] = await Promise.all([
      avatarOf('Bob').boundingBox(),
      picture.boundingBox(),
    ])
    expect(image).toEqual(circle)
  })

  test('a picture that cannot be loaded leaves the initials', async () => {
    await showMessages()
    await expect(avatarOf('Carol Ng')).toContainText('CN')
    await expect(avatarOf('Carol Ng').locator('img')).toBeHidden()
  })
})
