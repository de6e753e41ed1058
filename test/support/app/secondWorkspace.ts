import type { Bridge } from '../../../preload/contract.ts'
import type { Sandbox } from '../../../sandbox/server.ts'
import type { RunningApp } from './driver.ts'
import { chooseFromAccountMenu, signIn, waitForSignIn } from './page.ts'
import { answerQuestions } from './questions.ts'

/** Adds the workspace Acme on a sandbox of its own, as a person who is signed in, and signs in to it as Bob. */
export async function signInAtAcme({ electron, page }: RunningApp, acme: Sandbox): Promise<void> {
  await chooseFromAccountMenu(page, 'Add account')
  await waitForSignIn(page)
  await answerQuestions(electron, 'Connect')
  const { url: serverUrl, apiKey, tokenServiceUrl } = acme
  await page.evaluate(
    async (servers) => {
      const { latchkey } = window as unknown as { latchkey: Bridge }
      await latchkey.addWorkspace({ name: 'Acme', signIn: 'password', ...servers })
    },
    { serverUrl, apiKey, tokenServiceUrl },
  )
  await page.getByRole('heading', { name: 'Sign in to Acme' }).waitFor()
  await signIn(page, 'bob')
}
