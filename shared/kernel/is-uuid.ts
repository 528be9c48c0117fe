const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether Postgres would take this text as an id, as it prints them; in small or capital letters. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
