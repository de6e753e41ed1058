/** Two initials of a name. Decorative: the name is always beside it. */
export function Avatar({ name, isSelf = false }: { name: string; isSelf?: boolean }) {
  return (
    <span class="avatar" data-self={isSelf} aria-hidden="true">
      {initials(name)}
    </span>
  )
}

function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? []
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters.map((word) => word?.match(/./u)?.[0].toUpperCase() ?? '?').join('')
}
