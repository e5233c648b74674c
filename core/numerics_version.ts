/**
 * Version of everything in this repository that decides the bits of a run
 * besides its settings: initialisation, keys, order of operations. Raise it
 * with any change to those; recorded results of another version are not
 * comparable to the bit.
 */
export const NUMERICS_VERSION = 1;
