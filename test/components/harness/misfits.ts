import type { Page } from 'playwright'

/**
 * The elements that are cut off, that a person would have to scroll sideways to see (WCAG 2.2, 1.4.10), or whose text
 * leaves its box.
 */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page')
    // A line that ends in an ellipsis has its whole text elsewhere or in its title.
    const cutOnPurpose = '.visually-hidden, svg, .truncate, .status-facts, .note, input, textarea'
    for (const element of document.querySelectorAll('body *:not(select)')) {
      const { display, overflowX, overflowY } = getComputedStyle(element)
      if (display === 'none' || element.closest(cutOnPurpose)) continue
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element
      const isWide = overflowX !== 'visible' && scrollWidth > clientWidth + 1
      const isCut = overflowY === 'hidden' && scrollHeight > clientHeight + 1
      if (isWide || isCut) found.push(element.outerHTML.slice(0, 120))
    }
    for (const control of document.querySelectorAll('button, input, select, textarea')) {
      const { left, right, width } = control.getBoundingClientRect()
      if (width > 0 && (left < -1 || right > innerWidth + 1))
        found.push(control.outerHTML.slice(0, 120))
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const text = texts.currentNode
      let box = text.parentElement
      while (box && ['inline', 'contents'].includes(getComputedStyle(box).display))
        box = box.parentElement
      if (!box || box.closest(cutOnPurpose)) continue
      const edge = box.getBoundingClientRect()
      // A space at the end of a line may hang out of the box.
      const isSpilt = [...(text.textContent ?? '').matchAll(/\S+/g)].some((word) => {
        const range = document.createRange()
        range.setStart(text, word.index)
        range.setEnd(text, word.index + word[0].length)
        return [...range.getClientRects()].some(
          ({ left, right }) => left < edge.left - 1 || right > edge.right + 1,
        )
      })
      if (isSpilt) found.push(`${box.outerHTML.slice(0, 120)}: ${text.textContent}`)
    }
    return found
  })
}
