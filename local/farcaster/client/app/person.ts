/** What the client's server keeps of the person: whether the app is theirs, whether it may notify them, what was shown. */
export type Person = { added: boolean; notifications: boolean; shown: Shown[] };
export type Shown = { notificationId: string; title: string; body: string; targetUrl: string; at: number };
