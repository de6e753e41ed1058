import { border } from './border.ts'
import { orComplain } from './complaint.ts'
import { createForm, refuse, required } from './form.ts'

/** What was typed for a proxy. The user name stays for another try, the password goes. */
export const login = createForm({ proxyUsername: '', proxyPassword: '' })

/** Answers the proxy. Not as other forms are submitted: one of them may be under way, and wait for this. */
export async function answerProxy(): Promise<void> {
  const { proxyUsername, proxyPassword } = login.values
  const username = proxyUsername.value.trim()
  const password = proxyPassword.value
  const amiss = [...required(username, 'proxyUsername'), ...required(password, 'proxyPassword')]
  if (amiss.length > 0) return refuse(login, amiss)
  proxyPassword.value = ''
  login.progress.value = { state: 'resting' }
  await orComplain(border.answerProxy({ username, password }))
}

/** Leaves the proxy without an answer. */
export async function cancelProxy(): Promise<void> {
  login.values.proxyPassword.value = ''
  login.progress.value = { state: 'resting' }
  await orComplain(border.cancelProxy())
}
