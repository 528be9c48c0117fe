import { queryOptions } from '@tanstack/react-query';
import { callApi } from '../../lib/api.ts';
import { type ConsentAnswer, consentAnswer } from './consent.ts';

/** What the creator is asked to agree to. Reading it opens the card and starts its clock. */
export function consentQuery(launchId: string) {
  return queryOptions({
    queryKey: ['launches', 'consent', launchId],
    queryFn: (): Promise<ConsentAnswer> => callApi(`api/launches/${launchId}/consent`, { schema: consentAnswer }),
    staleTime: 60_000,
    retry: false,
  });
}
