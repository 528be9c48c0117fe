/** Characters of a name and a bio that people write here. */
export const NAME_MOST = 50;
export const BIO_MOST = 160;
