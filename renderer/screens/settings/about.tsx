import { useEffect, useState } from 'preact/hooks'
import type { About, ErrorCode, Licence } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { Logo } from '../../components/logo.tsx'
import { ErrorMessage } from '../../components/errorMessage.tsx'
import { errorText } from '../../text/errors.ts'
import { unreachable } from '../../unreachable.ts'
import { Section } from './section.tsx'

type Known =
  | { state: 'reading' }
  | { state: 'failed'; code: ErrorCode }
  | { state: 'read'; about: About }

/** The app's versions and licences. */
export function AboutSection() {
  const [known, setKnown] = useState<Known>({ state: 'reading' })
  useEffect(() => {
    void api.readAbout().then((reply) => {
      if (reply.ok) setKnown({ state: 'read', about: reply.value })
      else setKnown({ state: 'failed', code: reply.code })
    })
  }, [])
  return (
    <Section title="About">
      <Content known={known} />
    </Section>
  )
}

function Content({ known }: { known: Known }) {
  switch (known.state) {
    case 'reading':
      return null
    case 'failed':
      return <ErrorMessage text={errorText(known.code)} />
    case 'read': {
      const { versions, licence, licences } = known.about
      return (
        <>
          <div class="product">
            <Logo />
            <div class="stack">
              <span>Latchkey {versions.latchkey}</span>
              <span class="muted">
                Electron {versions.electron}, Chromium {versions.chromium}, Node {versions.node}
              </span>
              <span class="muted">{licence} licence</span>
            </div>
          </div>
          <Licences licences={licences} />
        </>
      )
    }
    default:
      return unreachable(known)
  }
}

function Licences({ licences }: { licences: Licence[] | null }) {
  return (
    <details class="licences">
      <summary>Licences</summary>
      {licences === null ? (
        <p class="muted">This build has no list of licences.</p>
      ) : (
        <ul>
          {licences.map(({ name, version, licence, text }) => (
            <li key={`${name} ${version}`}>
              <details>
                <summary>
                  {name} {version} <span class="muted">{licence}</span>
                </summary>
                <pre>{text}</pre>
              </details>
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
