import { useState } from 'preact/hooks'

interface AvatarProps {
  name: string
  /** The path of the picture that main serves. */
  picture?: string | undefined
  isSelf?: boolean
}

/** A user's picture, or two initials of the name until there is one. Decorative: the name is always beside it. */
export function Avatar({ name, picture, isSelf = false }: AvatarProps) {
  return (
    <span class="avatar" data-self={isSelf} aria-hidden="true">
      {initials(name)}
      {picture !== undefined && <Picture key={picture} path={picture} />}
    </span>
  )
}

/** Invisible until it is loaded, and for good when it cannot be. */
function Picture({ path }: { path: string }) {
  const [isLoaded, setLoaded] = useState(false)
  return (
    <img
      src={path}
      alt=""
      loading="lazy"
      draggable={false}
      data-loaded={isLoaded}
      onLoad={() => setLoaded(true)}
    />
  )
}

function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? []
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => word?.match(/./u)?.[0].toUpperCase() ?? '?').join('')
}
