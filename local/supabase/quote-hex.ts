const HEX_VALUE = /(^|[.,(])(0x[0-9a-fA-F]+)(?=$|[,)])/g;

/**
 * Puts hexadecimal values of filters (`eq.0x…`, `in.(0x…,0x…)`) in quotes. PostgREST takes them as the text they are; lite reads a bare
 * one as a number and then finds no address or hash. Names of parameters stay as they are.
 */
export function quoteHex(parameters: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...parameters].map(([name, value]) => [name, value.replace(HEX_VALUE, '$1"$2"')]));
}
