export function Timeline() {
  return <p class="quiet">Being built</p>
}
