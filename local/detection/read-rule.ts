import { readFile } from 'node:fs/promises';
import { type DetectionRule, detectionRuleSchema } from '../../shared/engagement/detection/rule.ts';

/**
 * The rule that a file holds.
 * @throws Error in one line, naming the file and what is wrong with it.
 */
export async function readRule(file: string): Promise<DetectionRule> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Error(`the rule cannot be read: ${error.message}`);
  });
  const parsed = detectionRuleSchema.safeParse(jsonOf(text, file));
  if (parsed.success) return parsed.data;
  const [first, ...others] = parsed.error.issues;
  const where = first?.path.join('.') || 'the whole';
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  throw new Error(`${file} is no rule: ${where}: ${first?.message}${more}`);
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no rule: ${(error as Error).message}`);
  }
}
