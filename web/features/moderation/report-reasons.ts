/** What a take can be reported for, in the words of the table and of the screen. */
export const REASONS = [
  { value: 'not_theirs', label: 'It is not their work' },
  { value: 'hate', label: 'Hate or bullying' },
  { value: 'nudity', label: 'Nudity or sexual content' },
  { value: 'harm', label: 'Violence or self-harm' },
  { value: 'spam', label: 'Spam or bought reactions' },
  { value: 'other', label: 'Something else' },
] as const;
export type Reason = (typeof REASONS)[number]['value'];

export const LONGEST_DETAILS = 500;
