import { useEffect, useState } from 'preact/hooks'
import type { About, ErrorCode, Licence } from '../../../preload/contract.ts'
import { api } from '../../api.ts'
import { Logo } from '../../components/logo.tsx'
import { ErrorMessage } from '../../components/errorMessage.tsx'
import { errorText } from '../../text/errors.ts'
import { unreachable } from '../../unreachable.ts'
import { Section } from './section.tsx'
import { settingsTexts } from '../../text/settingsTexts.ts'

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
    <Section title={settingsTexts().about.title}>
      <Content known={known} />
    </Section>
  )
}

function Content({ known }: { known: Known }) {
  const { about: text } = settingsTexts()
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
              <span>{text.app(versions.latchkey)}</span>
              <span class="muted">{text.runsOn(versions)}</span>
              <span class="muted">{text.licence(licence)}</span>
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
  const { about: text } = settingsTexts()
  return (
    <details class="licences">
      <summary>{text.licences}</summary>
      {licences === null ? (
        <p class="muted">{text.noLicences}</p>
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
