/** What the person does at the identity provider. */
export type Person = { signsInAs: string } | { does: 'deny' }

/** A browser of plain HTTP requests with its cookies, which fills in the forms of oidc-provider. */
export class FormBrowser {
  readonly #cookies = new Map<string, Map<string, string>>()
  /** Every address that it was at. */
  readonly visited: string[] = []

  /** Opens an address and acts for the person until no form is left. Resolves to the text of the last page. */
  async open(address: URL | string, person: Person): Promise<string> {
    return (await this.#act(new URL(address), person, () => false)).text
  }

  /** The same up to the address that the provider sends the browser back to, which is not opened. */
  async answerTo(address: URL | string, person: Person): Promise<URL> {
    const { url } = await this.#act(new URL(address), person, isCallback)
    return url
  }

  async #act(address: URL, person: Person, isEnd: (url: URL) => boolean): Promise<Page> {
    let page = await this.#send(address, 'GET', null, isEnd)
    for (;;) {
      const action = /<form[^>]*action="([^"]+)"/.exec(page.text)?.[1]
      if (action === undefined || !page.url.pathname.startsWith('/interaction/')) return page
      if ('does' in person) {
        const abort = new URL(`${page.url.pathname}/abort`, page.url)
        page = await this.#send(abort, 'GET', null, isEnd)
        continue
      }
      const prompt = /name="prompt" value="(\w+)"/.exec(page.text)?.[1] ?? ''
      const form = new URLSearchParams({ prompt, login: person.signsInAs, password: 'any' })
      page = await this.#send(new URL(action, page.url), 'POST', form.toString(), isEnd)
    }
  }

  async #send(
    url: URL,
    method: string,
    body: string | null,
    isEnd: (url: URL) => boolean,
  ): Promise<Page> {
    if (isEnd(url)) return { url, text: '' }
    this.visited.push(url.href)
    const jar = this.#cookies.get(url.host) ?? new Map<string, string>()
    this.#cookies.set(url.host, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const type = 'application/x-www-form-urlencoded'
    const headers = { Cookie: cookie, ...(body === null ? {} : { 'Content-Type': type }) }
    const response = await fetch(url, { method, body, redirect: 'manual', headers })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    const location = response.headers.get('location')
    const text = await response.text()
    if (location === null) return { url, text }
    return await this.#send(new URL(location, url), 'GET', null, isEnd)
  }
}

function isCallback({ pathname }: URL): boolean {
  return pathname === '/callback'
}

interface Page {
  url: URL
  text: string
}
