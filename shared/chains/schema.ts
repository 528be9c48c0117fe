import { z } from 'zod';
import { oneLine } from '../kernel/one-line.ts';

/** Pose data, in our format or as a camera saw them: `importPose` reads them. */
const recording = z.unknown();
const ms = z.int().nonnegative().max(60_000);
const line = (most: number) =>
  z
    .string()
    .max(400)
    .transform(oneLine)
    .refine(text => text !== '' && [...text].length <= most, `1 to ${most} characters`);
const name = line(40);

/** Body of a first move; a song has a take in place of pose data. */
export const startSchema = z.strictObject({
  kind: z.enum(['dance', 'song']),
  title: line(80),
  name,
  recording: recording.optional(),
  performance_id: z.uuid().optional(),
});

/** Body of an answer: in the recording, one's own move begins at `own_from_ms`. */
export const answerSchema = z.strictObject({
  name,
  recording: recording.optional(),
  own_from_ms: ms.optional(),
  performance_id: z.uuid().optional(),
});

export type StartInput = z.output<typeof startSchema>;
export type AnswerInput = z.output<typeof answerSchema>;
