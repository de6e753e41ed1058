/** The channels of an account that are saved, the latest first. */
export const mostSavedChannels = 30

/** The messages of each channel that are saved, the latest ones. */
export const mostSavedMessages = 50
