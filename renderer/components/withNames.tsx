import type { ComponentChild } from 'preact'

interface WithNamesProps {
  /** The sentence as a function of its names. */
  sentence: (...names: string[]) => string
  names: readonly ComponentChild[]
}

/** Stands in a sentence for a name. No text contains it. */
const mark = '\u0000'

/** A sentence with names in it, each isolated (`bdi`), so that the script of a name does not reorder the sentence. */
export function WithNames({ sentence, names }: WithNamesProps) {
  const parts = sentence(...names.map((_, index) => `${mark}${index}${mark}`)).split(mark)
  return parts.map((part, index) =>
    index % 2 === 1 ? <bdi key={index}>{names[Number(part)]}</bdi> : part,
  )
}
