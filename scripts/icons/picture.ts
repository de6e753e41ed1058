/** A square picture in all the forms that icon files are made of. */
export interface Picture {
  /** Width and height in pixels. */
  readonly size: number
  readonly png: Buffer
  /** Red, green, blue and alpha of each pixel, row by row from the top, a byte each. */
  readonly rgba: Buffer
}
