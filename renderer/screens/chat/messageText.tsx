import { api } from '../../api.ts'
import { state } from '../../state/appState.ts'
import { splitLinks } from '../../text/links.ts'

/** The text of a message with its web addresses as links. It is never HTML. */
export function MessageText({ text }: { text: string }) {
  return splitLinks(text).map((part, index) =>
    part.kind === 'text' ? part.text : <WebLink key={index} text={part.text} url={part.url} />,
  )
}

/** Opens in the system's browser. Main shows the real address first, and asks. */
function WebLink({ text, url }: { text: string; url: string }) {
  const open = (event: Event) => {
    event.preventDefault()
    void state.notices.orShowError(api.openWebLink({ url }), ['aborted'])
  }
  return (
    <a
      href={url}
      title={url}
      draggable={false}
      onClick={open}
      onAuxClick={(event) => event.preventDefault()}
    >
      <bdi>{text}</bdi>
    </a>
  )
}
