import type { Page } from 'playwright'
import type { Picture } from './picture.ts'

/** A drawing on a square canvas. */
export interface Drawing {
  /** The SVG's text. */
  svg: string
  /** Width and height of the canvas in pixels. */
  size: number
  /** How much of the canvas it takes up, centred: 1 for all of it. */
  scale: number
  /** Whether it casts a shadow, as the icons of a Mac do. */
  shadow: boolean
}

/** Draws with the page's own Chromium, which is what shows the window as well. */
export async function draw(page: Page, drawing: Drawing): Promise<Picture> {
  const { png, rgba } = await page.evaluate(async ({ svg, size, scale, shadow }) => {
    const image = new Image()
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = size
    canvas.height = size
    const context = canvas.getContext('2d')
    if (!context) throw new Error('There is no canvas.')
    if (shadow) {
      context.shadowColor = 'rgb(0 0 0 / 30%)'
      context.shadowBlur = size * 0.025
      context.shadowOffsetY = size * 0.01
    }
    const margin = (size * (1 - scale)) / 2
    context.drawImage(image, margin, margin, size * scale, size * scale)
    return {
      png: canvas.toDataURL('image/png').replace(/^[^,]*,/, ''),
      rgba: Array.from(context.getImageData(0, 0, size, size).data),
    }
  }, drawing)
  return { size: drawing.size, png: Buffer.from(png, 'base64'), rgba: Buffer.from(rgba) }
}
