/** A running part of the local world. `stop` ends it cleanly and resolves when nothing of it is left. */
export type Part = { name: string; stop: () => Promise<void> };
