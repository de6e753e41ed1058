import { entrySentence } from './eventLabels.ts'
import type { Shape } from './spans.ts'

/** Of a category in the picture, px. */
export const rowHeight = 24

interface MarkProps {
  shape: Shape
  /** The middle of its category, px. */
  y: number
  /** Whether Tab stops here. */
  isStop: boolean
  onName: (isNamed: boolean) => void
  onFocus: () => void
  onChoose: () => void
}

/** One shape of the picture, to point at, to focus and to press. Trouble is a triangle and not only red. */
export function ShapeMark({ shape, y, isStop, onName, onFocus, onChoose }: MarkProps) {
  const { kind, from, to, isProblem } = shape
  const [x1, x2] = [`${Math.max(from, 0)}%`, `${to}%`]
  return (
    <g
      class="shape"
      data-key={shape.key}
      data-kind={kind}
      data-trouble={isProblem}
      role="button"
      tabindex={isStop ? 0 : -1}
      aria-label={nameOf(shape)}
      onPointerEnter={() => onName(true)}
      onPointerLeave={() => onName(false)}
      onFocus={() => {
        onFocus()
        onName(true)
      }}
      onBlur={() => onName(false)}
      onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onChoose()
      }}
    >
      {kind === 'hold' && (
        <rect
          class="hold"
          x={x1}
          y={y - rowHeight / 2}
          width={`${to - Math.max(from, 0)}%`}
          height={rowHeight}
        />
      )}
      <line class="course" x1={x1} x2={x2} y1={y} y2={y} />
      {isProblem && (
        <svg class="end" x={x2} y={y} overflow="visible">
          <path d="M0-6 6 5H-6Z" />
        </svg>
      )}
      {/* What is small is still easy to hit. */}
      <line class="reach" x1={x1} x2={x2} y1={y} y2={y} />
    </g>
  )
}

/** What a shape is, as a sentence. The duration of a beginning is that of what was before it. */
export function nameOf({ key, isOpen, entry }: Shape): string {
  const isOfBeginning = entry.isStart && key === `${entry.number}`
  const words = entrySentence(isOfBeginning ? { ...entry, durationMs: null } : entry)
  return isOpen ? `${words}, still going on` : words
}
