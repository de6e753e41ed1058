const mostLetters = 120

/** The beginning of a message on one line, for the channel list. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, mostLetters)
}
