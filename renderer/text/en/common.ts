/** Texts of controls that several screens share. */
export const common = {
  dismiss: 'Dismiss',
}
