/** The logo: a speech bubble with a keyhole. */
export function Logo() {
  return (
    <svg class="logo" viewBox="3 3 34 35" aria-hidden="true">
      <path fill-rule="evenodd" d={`${bubble}${keyhole}`} />
    </svg>
  )
}

const bubble =
  'M13 3h14a10 10 0 0 1 10 10v10a10 10 0 0 1-10 10h-8.5l-6.4 4.6A1.3 1.3 0 0 1 10 36.5v-4A10 10 0 0 1 3 23V13A10 10 0 0 1 13 3Z'
const keyhole =
  'M20 9.5a4.8 4.8 0 0 0-2.4 9l-1.2 6.1a1.2 1.2 0 0 0 1.2 1.4h4.8a1.2 1.2 0 0 0 1.2-1.4l-1.2-6.1a4.8 4.8 0 0 0-2.4-9Z'
