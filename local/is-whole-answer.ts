/** Whether a text holds one whole HTTP response, for those who drive a server with as little work of their own as can be. */
export function isWholeAnswer(text: string): boolean {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const length = /content-length: (\d+)/i.exec(text);
  return length ? text.length >= headEnd + 4 + Number(length[1]) : text.endsWith('0\r\n\r\n');
}
