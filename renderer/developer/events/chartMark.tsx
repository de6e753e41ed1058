import { developerTexts } from '../../text/developerTexts.ts'
import { entrySentence } from './eventLabels.ts'
import type { Mark } from './marks.ts'

/** The height of a category's row, px. */
export const rowHeight = 24

interface MarkProps {
  mark: Mark
  /** The middle of the row, px. */
  y: number
  /** Whether this mark is the tab focusedKey. */
  isTabStop: boolean
  onHover: (isHovered: boolean) => void
  onFocus: () => void
  onChoose: () => void
}

/** One mark of the chart. It can be hovered, focused and pressed. A problem is a triangle, not only red. */
export function ChartMark({ mark, y, isTabStop, onHover, onFocus, onChoose }: MarkProps) {
  const { kind, from, to, isProblem } = mark
  const [x1, x2] = [`${Math.max(from, 0)}%`, `${to}%`]
  return (
    <g
      class="mark"
      data-key={mark.key}
      data-kind={kind}
      data-problem={isProblem}
      role="button"
      tabindex={isTabStop ? 0 : -1}
      aria-label={markLabel(mark)}
      onPointerEnter={() => onHover(true)}
      onPointerLeave={() => onHover(false)}
      onFocus={() => {
        onFocus()
        onHover(true)
      }}
      onBlur={() => onHover(false)}
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
      <line class="span" x1={x1} x2={x2} y1={y} y2={y} />
      {isProblem && (
        <svg class="end" x={x2} y={y} overflow="visible">
          <path d="M0-6 6 5H-6Z" />
        </svg>
      )}
      {/* A wider, invisible line makes small marks easy to hit. */}
      <line class="hit-area" x1={x1} x2={x2} y1={y} y2={y} />
    </g>
  )
}

/** The sentence for a mark. A starting entry's duration belongs to the span before it, so it is left out. */
export function markLabel({ key, isOpen, entry }: Mark): string {
  const isStart = entry.isStart && key === `${entry.number}`
  const text = entrySentence(isStart ? { ...entry, durationMs: null } : entry)
  return isOpen ? developerTexts().timeline.inProgress(text) : text
}
