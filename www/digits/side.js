// @ts-check
// How large a digit is, for who draws it and for who only counts.

/** Pixels along each side of a digit. */
export const SIDE = 28;
