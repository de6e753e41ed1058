/** What the person does at the identity provider. */
export type Person = { signsInAs: string } | { does: 'deny' }

/** A browser of plain HTTP requests with its cookies, which fills in the forms of oidc-provider. */
export class FormBrowser {
  readonly #cookies = new Map<string, Map<string, string>>()
  /** Every address that it was at. */
  readonly visited: string[] = []

  /** Opens an address and acts for the person until no form is left. Resolves to the text of the last page. */
  async open(address: URL | string, person: Person): Promise<string> {
    let page = await this.#get(new URL(address))
    for (;;) {
      const action = /<form[^>]*action="([^"]+)"/.exec(page.text)?.[1]
      if (action === undefined || !page.url.pathname.startsWith('/interaction/')) return page.text
      if ('does' in person) {
        page = await this.#get(new URL(`${page.url.pathname}/abort`, page.url))
        continue
      }
      const prompt = /name="prompt" value="(\w+)"/.exec(page.text)?.[1] ?? ''
      const form = new URLSearchParams({ prompt, login: person.signsInAs, password: 'any' })
      page = await this.#send(new URL(action, page.url), 'POST', form.toString())
    }
  }

  #get(url: URL): Promise<Page> {
    return this.#send(url, 'GET')
  }

  async #send(url: URL, method: string, body: string | null = null): Promise<Page> {
    this.visited.push(url.href)
    const jar = this.#cookies.get(url.host) ?? new Map<string, string>()
    this.#cookies.set(url.host, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      method,
      body,
      redirect: 'manual',
      headers: {
        Cookie: cookie,
        ...(body === null ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
      },
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    const location = response.headers.get('location')
    const text = await response.text()
    if (location === null) return { url, text }
    return await this.#send(new URL(location, url), 'GET')
  }
}

interface Page {
  url: URL
  text: string
}
