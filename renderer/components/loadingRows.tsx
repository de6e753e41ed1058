const most = 6

/**
 * Stands in for rows that are being loaded: an avatar and two lines each. They appear late, so that a quick answer shows
 * none. Hidden from assistive technology, which hears the connection status.
 */
export function LoadingRows() {
  return (
    <div class="loading-rows" aria-hidden="true">
      {Array.from({ length: most }, (_, row) => (
        <div key={row} class="loading-row">
          <span class="loading-avatar" />
          <span class="loading-line" />
          <span class="loading-line" />
        </div>
      ))}
    </div>
  )
}
