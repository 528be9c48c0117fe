import { AppError } from '../../../../shared/kernel/app-error.ts';
import { sameText } from './same-text.ts';

/** Lets cron and database triggers in: `authorization: Bearer <secret>`. @throws AppError `http/not-cron` (401). */
export async function requireCron(request: Request, secret: string): Promise<void> {
  const given = request.headers.get('authorization') ?? '';
  if (!(await sameText(given, `Bearer ${secret}`)))
    throw new AppError('http/not-cron', 'This door opens to the scheduler only.', { status: 401 });
}
